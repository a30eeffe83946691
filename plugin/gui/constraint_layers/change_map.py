"""A map inside the window: where a constraint was, where it is, and the site that it touches, each with its own colour and pattern.

The officer's own map is left where it is; this one draws the same layers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsRectangle
from qgis.gui import QgsMapCanvas, QgsMapToolPan, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPen, QPixmap
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..layers.specification import to_qgis
from ..plain_label import plain_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import shapely

_GRID = "EPSG:27700"
#: Metres of ground shown round what is shown at least, and the share of its own extent.
_AROUND, _SHARE = 60.0, 0.2
_SWATCH = (30, 12)


#: Metres up to which a shape would be no more than a dot among its surroundings: it fills a part of the map instead.
_SPECK, _ROUND_A_SPECK = 1.0, 5.0


def with_ground(box: QgsRectangle) -> QgsRectangle:
    """The box of what is shown with the ground around it; for points and shapes in EPSG:27700."""
    size = max(box.width(), box.height())
    return box.buffered(_ROUND_A_SPECK * size if 0 < size < _SPECK else max(_AROUND, _SHARE * size))


class _Stroke(NamedTuple):
    words: str
    colour: QColor
    style: Qt.PenStyle
    width: int


_STROKES = {
    "was": _Stroke("as it was", QColor(200, 16, 46), Qt.PenStyle.DashLine, 3),
    "now": _Stroke("as it is", QColor(0, 112, 60), Qt.PenStyle.SolidLine, 3),
    "site": _Stroke("the site", QColor(30, 30, 30), Qt.PenStyle.DotLine, 4),
}


class ChangeMap(QWidget):
    """``hint`` stands under the map while nothing is shown; ``strokes`` are those of the legend, in their order, ``words`` what it calls
    them where that is not its usual name."""

    def __init__(
        self,
        main: QgsMapCanvas,
        hint: str,
        strokes: tuple[str, ...] = tuple(_STROKES),
        parent: QWidget | None = None,
        words: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._main = main
        self._hint = hint
        self.canvas = QgsMapCanvas(self)
        self.canvas.setMinimumSize(220, 140)
        self.canvas.setCanvasColor(QColor(255, 255, 255))
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem(_GRID))
        self.canvas.setAccessibleName("Where it is")
        self._tool = QgsMapToolPan(self.canvas)
        self.canvas.setMapTool(self._tool)
        self.bands = {name: self._band(stroke) for name, stroke in _STROKES.items()}
        legend = QHBoxLayout()
        for name in strokes:
            swatch = QLabel()
            swatch.setPixmap(_swatch(_STROKES[name]))
            legend.addWidget(swatch)
            legend.addWidget(QLabel((words or {}).get(name, _STROKES[name].words)))
        legend.addStretch(1)
        self.hintLabel = plain_label(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas, 1)
        layout.addLayout(legend)
        layout.addWidget(self.hintLabel)

    def show_shapes(self, words: str = "", **shapes: Iterable[shapely.Geometry | None]) -> None:
        """Shows shapes (EPSG:27700) by stroke, and says what they are; without any the hint stands there again."""
        box = QgsRectangle()
        for name, band in self.bands.items():
            band.reset(Qgis.GeometryType.Polygon)
            there = [to_qgis(shape) for shape in shapes.get(name, ()) if shape is not None]
            if there:
                band.reset(there[0].type())
            for geometry in there:
                band.addGeometry(geometry, QgsCoordinateReferenceSystem(_GRID))
                box.combineExtentWith(geometry.boundingBox())
        self.hintLabel.setText(words or self._hint)
        if box.isNull():
            return
        self.canvas.setLayers(self._main.layers())
        self.canvas.setExtent(with_ground(box))
        self.canvas.refresh()

    def let_go(self) -> None:
        """Takes the shapes and the layers off the map."""
        self.show_shapes()
        self.canvas.setLayers([])

    def _band(self, stroke: _Stroke) -> QgsRubberBand:
        band = QgsRubberBand(self.canvas, Qgis.GeometryType.Polygon)
        band.setStrokeColor(stroke.colour)
        band.setSecondaryStrokeColor(QColor(255, 255, 255, 220))
        band.setFillColor(QColor(stroke.colour.red(), stroke.colour.green(), stroke.colour.blue(), 24))
        band.setLineStyle(stroke.style)
        band.setWidth(stroke.width)
        band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        band.setIconSize(14)
        return band


def _swatch(stroke: _Stroke) -> QPixmap:
    picture = QPixmap(*_SWATCH)
    picture.fill(QColor(255, 255, 255))
    painter = QPainter(picture)
    painter.setPen(QPen(stroke.colour, stroke.width, stroke.style))
    painter.drawLine(2, _SWATCH[1] // 2, _SWATCH[0] - 2, _SWATCH[1] // 2)
    painter.end()
    return picture
