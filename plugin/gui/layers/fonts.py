"""The typeface of Redline's prints and labels: one that the machine has, chosen by name, never by chance."""

from __future__ import annotations

from functools import lru_cache

from qgis.PyQt.QtGui import QFont

_FAMILIES = ("DejaVu Sans", "Open Sans", "Segoe UI", "Helvetica Neue", "Arial")


def font(*, bold: bool = False) -> QFont:
    """The first of the families that is installed, so that the same machine always prints the same sheet."""
    chosen = QFont(_family())
    chosen.setBold(bold)
    # Letters are never joined: what is copied out of a PDF is "officer" and not one sign for its "ffi".
    chosen.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    return chosen


@lru_cache(maxsize=1)
def _family() -> str:
    return next((family for family in _FAMILIES if QFont(family).exactMatch()), QFont().family())
