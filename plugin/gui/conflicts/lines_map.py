"""Three red lines on a small map: as it was, as proposed here, as the back office has it. Each has its own colour and its own pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsRectangle
from qgis.gui import QgsMapCanvas, QgsMapToolPan, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPen, QPixmap
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ...domain.plain_figures import area_words
from ..layers.specification import to_qgis
from ..shapes import bounds, is_empty

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_GRID = "EPSG:27700"
#: How much land is shown around the lines, of their own extent.
_AROUND = 1.3
_SWATCH = (34, 12)


class _Stroke(NamedTuple):
    words: str
    pattern: str
    colour: QColor
    style: Qt.PenStyle
    width: int


_STROKES = {
    "base": _Stroke("Before", "dotted", QColor(90, 90, 90), Qt.PenStyle.DotLine, 5),
    "mine": _Stroke("Mine", "solid", QColor(0, 112, 60), Qt.PenStyle.SolidLine, 3),
    "theirs": _Stroke("Back office", "dashed", QColor(200, 16, 46), Qt.PenStyle.DashLine, 3),
}


class LinesMap(QWidget):
    """``sentence`` says in words what the map shows. Lines are WKT in EPSG:27700, "" for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = QgsMapCanvas(self)
        self.canvas.setMinimumHeight(200)
        self.canvas.setCanvasColor(QColor(255, 255, 255))
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem(_GRID))
        self.canvas.setAccessibleName("The three red lines")
        self._tool = QgsMapToolPan(self.canvas)
        self.canvas.setMapTool(self._tool)
        self.bands = {name: self._band(stroke) for name, stroke in _STROKES.items()}
        self.labels: dict[str, QLabel] = {}
        legend = QGridLayout()
        for row, (name, stroke) in enumerate(_STROKES.items()):
            swatch = QLabel()
            swatch.setPixmap(_swatch(stroke))
            label = QLabel()
            label.setTextFormat(Qt.TextFormat.PlainText)
            self.labels[name] = label
            legend.addWidget(swatch, row, 0)
            legend.addWidget(label, row, 1)
        legend.setColumnStretch(1, 1)
        self.allButton = QToolButton()
        self.allButton.setText("Zoom to all")
        self.allButton.clicked.connect(self.zoom_to_all)
        legend.addWidget(self.allButton, 0, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(legend)
        column.addWidget(self.canvas, 1)
        self._lines: dict[str, BaseGeometry] = {}

    @property
    def sentence(self) -> str:
        return ". ".join(label.text() for label in self.labels.values())

    def show_lines(self, **lines: str) -> None:
        """Shows the lines by side: base, mine, theirs."""
        import shapely

        self._lines = {name: shapely.from_wkt(wkt) for name, wkt in lines.items() if wkt}
        for name, stroke in _STROKES.items():
            line = self._lines.get(name)
            there = line is not None and not is_empty(line)
            area = area_words(line.area) if line is not None and there else "no line"
            self.labels[name].setText(f"{stroke.words} ({stroke.pattern}): {area}")
            self.bands[name].reset(Qgis.GeometryType.Polygon)
            if line is not None and there:
                self.bands[name].setToGeometry(to_qgis(line), QgsCoordinateReferenceSystem(_GRID))
        self.zoom_to_all()

    def zoom_to_all(self) -> None:
        """Shows all of every line."""
        boxes = [QgsRectangle(*bounds(line)) for line in self._lines.values() if not is_empty(line)]
        if not boxes:
            return
        extent = boxes[0]
        for box in boxes[1:]:
            extent.combineExtentWith(box)
        extent.scale(_AROUND)
        self.canvas.setExtent(extent)
        self.canvas.refresh()

    def _band(self, stroke: _Stroke) -> QgsRubberBand:
        band = QgsRubberBand(self.canvas, Qgis.GeometryType.Polygon)
        band.setStrokeColor(stroke.colour)
        band.setFillColor(QColor(0, 0, 0, 0))
        band.setLineStyle(stroke.style)
        band.setWidth(stroke.width)
        return band


def _swatch(stroke: _Stroke) -> QPixmap:
    picture = QPixmap(*_SWATCH)
    picture.fill(QColor(255, 255, 255))
    painter = QPainter(picture)
    pen = QPen(stroke.colour, stroke.width, stroke.style)
    painter.setPen(pen)
    painter.drawLine(2, _SWATCH[1] // 2, _SWATCH[0] - 2, _SWATCH[1] // 2)
    painter.end()
    return picture
