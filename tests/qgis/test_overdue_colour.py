"""A date that is over can be read on light paper and on dark."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtGui import QColor

from plugin.gui.overdue_colour import overdue_colour


def luminance(colour: QColor) -> float:
    """Relative luminance, by WCAG 2.2."""
    shares = (colour.redF(), colour.greenF(), colour.blueF())
    parts = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize(("paper", "ink"), [("#ffffff", "#000000"), ("#efefef", "#000000"), ("#1e1e1e", "#d8d8d8"), ("#323232", "#b9b9b9")])
def test_it_stands_out_from_the_paper(paper: str, ink: str) -> None:
    darker, lighter = sorted((luminance(QColor(paper)), luminance(overdue_colour(QColor(ink)))))

    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
