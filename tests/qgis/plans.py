"""Plans as PDFs, one colour a page."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QMarginsF, QRect, QSizeF
from qgis.PyQt.QtGui import QColor, QPageSize, QPainter, QPdfWriter


def plan(path: Path, colours: tuple[str, ...], millimetres: tuple[float, float] = (210, 297)) -> Path:
    """A PDF with one page a colour, each with a filled rectangle over its middle."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QSizeF(*millimetres), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(72)
    painter = QPainter(writer)
    for number, colour in enumerate(colours):
        if number:
            writer.newPage()
        width, height = writer.width(), writer.height()
        painter.fillRect(QRect(width // 4, height // 4, width // 2, height // 2), QColor(colour))
    painter.end()
    return path


def is_red(colour: QColor) -> bool:
    """Whether a pixel is of a red line."""
    return colour.red() > 150 and colour.green() < 120 and colour.blue() < 120
