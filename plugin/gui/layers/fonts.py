"""The typeface of Redline's prints and labels: one that the machine has, chosen by name, never by chance."""

from __future__ import annotations

from functools import lru_cache

from qgis.PyQt.QtGui import QFont

#: In the unit of the font's size, too little to be seen: where there is any, Qt leaves out what is joined for beauty alone.
BETWEEN_LETTERS = 0.02
_FAMILIES = ("DejaVu Sans", "Open Sans", "Segoe UI", "Helvetica Neue", "Arial")


def font(*, bold: bool = False) -> QFont:
    """The first of the families that is installed, so that the same machine always prints the same sheet.

    Letters are joined only where their script asks for it: Arabic is, the "ffi" of "officer" is not, so that it is copied out of a PDF
    as it is written.
    """
    chosen = QFont(_family())
    chosen.setBold(bold)
    chosen.setStyleStrategy(QFont.StyleStrategy.PreferDefault)
    chosen.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, BETWEEN_LETTERS)
    return chosen


@lru_cache(maxsize=1)
def _family() -> str:
    return next((family for family in _FAMILIES if QFont(family).exactMatch()), QFont().family())
