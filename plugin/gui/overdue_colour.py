"""The colour of a date that is due or over, on light paper and on dark; a clock beside it says the same."""

from __future__ import annotations

from qgis.PyQt.QtGui import QColor

_ON_LIGHT = QColor(179, 0, 27)
_ON_DARK = QColor(255, 145, 135)


def overdue_colour(text: QColor) -> QColor:
    """The red that can be read where ordinary words have the colour ``text``."""
    return _ON_DARK if text.lightness() > 127 else _ON_LIGHT
