"""Corners clicked on the map are the outline of a site to ask about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsGeometry, QgsPointXY, QgsProject
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.sip import isdeleted

from ..layers.specification import to_shapely

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QKeyEvent

#: Said while the tool is in hand.
HOW_TO_DRAW = "Click the corners of the site. A right click or Enter ends it, Backspace takes the last corner back, Escape abandons it."
_TOO_FEW = "Click three corners at least; a right click or Enter then ends the outline."
_GRID = "EPSG:27700"
_LINE, _FILL, _CASING = QColor(200, 16, 46), QColor(200, 16, 46, 30), QColor(255, 255, 255, 220)


class OutlineTool(QgsMapTool):
    """``drawn`` carries the outline as shapely has it (EPSG:27700), ``nowhere`` a sentence; ``abandoned`` says that none is wanted."""

    drawn = pyqtSignal(object)
    nowhere = pyqtSignal(str)
    abandoned = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setToolName("Enquiry: draw a site")
        self.corners: list[QgsPointXY] = []
        self._band = QgsRubberBand(canvas, Qgis.GeometryType.Polygon)
        self._band.setStrokeColor(_LINE)
        self._band.setSecondaryStrokeColor(_CASING)
        self._band.setFillColor(_FILL)
        self._band.setWidth(2)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self.end()
        elif event.button() == Qt.MouseButton.LeftButton:
            at = self.toMapCoordinates(event.pos())
            # A double click is one corner, not two
            if not self.corners or at != self.corners[-1]:
                self.corners.append(at)
            self._show(at)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        if self.corners:
            self._show(self.toMapCoordinates(event.pos()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.end()
        elif key == Qt.Key.Key_Escape:
            self.abandon()
        elif key == Qt.Key.Key_Backspace and self.corners:
            self.corners.pop()
            self._show(self.corners[-1] if self.corners else None)
        else:
            event.ignore()
            return
        event.accept()

    def deactivate(self) -> None:
        self._clear()
        super().deactivate()

    def end(self) -> None:
        """The outline is closed; of fewer than three corners there is none yet."""
        if len(self.corners) < 3:
            self.nowhere.emit(_TOO_FEW)
            return
        outline = QgsGeometry.fromPolygonXY([self.corners])
        system = self.canvas().mapSettings().destinationCrs()
        try:
            outline.transform(QgsCoordinateTransform(system, QgsCoordinateReferenceSystem(_GRID), QgsProject.instance()))
        except QgsCsException:
            self._clear()
            self.nowhere.emit("This outline can't be brought to the British National Grid: draw it in England.")
            return
        self._clear()
        self.drawn.emit(to_shapely(outline))

    def abandon(self) -> None:
        """Nothing of it stays; where nothing was begun, the tool itself is laid down."""
        begun = bool(self.corners)
        self._clear()
        if not begun:
            self.abandoned.emit()

    def remove(self) -> None:
        """Takes the line off the map; the canvas may be gone already."""
        if not isdeleted(self._band) and self._band.scene() is not None:
            self._band.scene().removeItem(self._band)

    def _show(self, moving: QgsPointXY | None) -> None:
        self._band.reset(Qgis.GeometryType.Polygon)
        for corner in (*self.corners, *([moving] if moving is not None else [])):
            self._band.addPoint(corner)

    def _clear(self) -> None:
        self.corners = []
        if not isdeleted(self._band):
            self._band.reset(Qgis.GeometryType.Polygon)
