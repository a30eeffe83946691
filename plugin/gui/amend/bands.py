"""What moves with the mouse: the line as it would be, what is under the mouse, the land that comes in and goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsCoordinateReferenceSystem
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.sip import isdeleted

from ..layers.specification import to_qgis
from ..shapes import is_empty
from .hold import Grip

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_GRID = "EPSG:27700"
_LINE = QColor(0, 112, 60)
_BROKEN = QColor(179, 0, 27)
_BEFORE = QColor(200, 16, 46)
_ADDED = QColor(0, 112, 60)
_REMOVED = QColor(146, 64, 14)
_CASING = QColor(255, 255, 255, 230)

_ICONS = {
    Grip.VERTEX: (QgsRubberBand.IconType.ICON_BOX, 15),
    Grip.EDGE: (QgsRubberBand.IconType.ICON_CIRCLE, 10),
    Grip.MIDDLE: (QgsRubberBand.IconType.ICON_CROSS, 13),
}


class Bands:
    """Rubber bands over the map; not layers, so that they never reach a print. Geometries are shapely, EPSG:27700."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._before = self._band(_BEFORE, Qgis.GeometryType.Polygon, 3)
        self._added = self._areas(_ADDED, Qt.BrushStyle.BDiagPattern)
        self._removed = self._areas(_REMOVED, Qt.BrushStyle.DiagCrossPattern)
        self._line = self._band(_LINE, Qgis.GeometryType.Polygon, 3)
        self._line.setFillColor(QColor(0, 112, 60, 24))
        self._hover = self._band(_LINE, Qgis.GeometryType.Line, 5)
        self._grip = self._band(_LINE, Qgis.GeometryType.Point, 2)

    def show_line(self, geometry: BaseGeometry | None, *, broken: bool = False) -> None:
        """The line as it would be; one that crosses itself is dashed, and another colour."""
        self._line.setStrokeColor(_BROKEN if broken else _LINE)
        self._line.setLineStyle(Qt.PenStyle.DashLine if broken else Qt.PenStyle.SolidLine)
        self._show(self._line, geometry, Qgis.GeometryType.Polygon)

    def show_before(self, geometry: BaseGeometry | None) -> None:
        """The line that is compared with, in red."""
        self._show(self._before, geometry, Qgis.GeometryType.Polygon)

    def show_change(self, added: BaseGeometry | None, removed: BaseGeometry | None) -> None:
        """The land that comes in, slanting lines, and the land that goes out, crossed lines."""
        self._show(self._added, added, Qgis.GeometryType.Polygon)
        self._show(self._removed, removed, Qgis.GeometryType.Polygon)

    def show_grip(self, grip: Grip | None, at: BaseGeometry | None, edge: BaseGeometry | None) -> None:
        """What is under the mouse: a box on a vertex, a cross where dragging adds one, a thick edge."""
        if grip is not None:
            shape, size = _ICONS[grip]
            self._grip.setIcon(shape)
            self._grip.setIconSize(size)
        self._show(self._grip, at if grip is not None else None, Qgis.GeometryType.Point)
        self._show(self._hover, edge if grip is Grip.EDGE else None, Qgis.GeometryType.Line)

    def clear(self) -> None:
        self.show_before(None)
        self.show_line(None)
        self.show_grip(None, None, None)
        self.show_change(None, None)

    def remove(self) -> None:
        """Takes the bands off the map; the canvas may be gone already when QGIS closes."""
        for band in (self._grip, self._hover, self._line, self._removed, self._added, self._before):
            if not isdeleted(self._canvas) and not isdeleted(band):
                self._canvas.scene().removeItem(band)

    def _band(self, colour: QColor, kind: Qgis.GeometryType, width: int) -> QgsRubberBand:
        band = QgsRubberBand(self._canvas, kind)
        band.setStrokeColor(colour)
        band.setSecondaryStrokeColor(_CASING)
        band.setFillColor(QColor(0, 0, 0, 0))
        band.setWidth(width)
        return band

    def _areas(self, colour: QColor, pattern: Qt.BrushStyle) -> QgsRubberBand:
        band = self._band(QColor(0, 0, 0, 0), Qgis.GeometryType.Polygon, 1)
        band.setSecondaryStrokeColor(QColor(0, 0, 0, 0))
        band.setFillColor(colour)
        band.setBrushStyle(pattern)
        return band

    def _show(self, band: QgsRubberBand, geometry: BaseGeometry | None, kind: Qgis.GeometryType) -> None:
        if geometry is None or is_empty(geometry):
            band.reset(kind)
            return
        band.setToGeometry(to_qgis(geometry), QgsCoordinateReferenceSystem(_GRID))
