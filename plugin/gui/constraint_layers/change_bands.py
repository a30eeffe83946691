"""Where a constraint was and where it is, on the map: dashed and red as it was, whole and green as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject, QgsRectangle
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.sip import isdeleted

from ..layers.specification import to_qgis

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_WAS, _IS = QColor(200, 16, 46), QColor(0, 112, 60)
_GRID = "EPSG:27700"
#: Metres of ground shown round a change at least.
_AROUND = 60.0


class ChangeBands:
    """Two rubber bands, which are no layers and never reach a print."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._was, self._is = self._band(_WAS), self._band(_IS)
        self._was.setLineStyle(Qt.PenStyle.DashLine)

    def show(self, was: BaseGeometry | None, now: BaseGeometry | None) -> None:
        """Draws either shape (EPSG:27700), and brings the map there."""
        box = QgsRectangle()
        for band, shape in ((self._was, was), (self._is, now)):
            band.reset(Qgis.GeometryType.Polygon)
            if shape is not None:
                geometry = to_qgis(shape)
                band.reset(geometry.type())
                band.setToGeometry(geometry, QgsCoordinateReferenceSystem(_GRID))
                box.combineExtentWith(geometry.boundingBox())
        if not box.isNull():
            project = QgsProject.instance()
            turn = QgsCoordinateTransform(QgsCoordinateReferenceSystem(_GRID), self._canvas.mapSettings().destinationCrs(), project)
            self._canvas.setExtent(turn.transformBoundingBox(box.buffered(max(_AROUND, 0.2 * max(box.width(), box.height())))))
            self._canvas.refresh()

    def remove(self) -> None:
        """Takes the bands off the map; the canvas may be gone already when QGIS closes."""
        for band in (self._was, self._is):
            if not isdeleted(self._canvas) and not isdeleted(band):
                self._canvas.scene().removeItem(band)

    def _band(self, colour: QColor) -> QgsRubberBand:
        band = QgsRubberBand(self._canvas, Qgis.GeometryType.Polygon)
        band.setStrokeColor(colour)
        band.setSecondaryStrokeColor(QColor(255, 255, 255, 220))
        band.setFillColor(QColor(colour.red(), colour.green(), colour.blue(), 24))
        band.setWidth(3)
        band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        band.setIconSize(18)
        return band
