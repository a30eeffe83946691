"""Telling the map where a plan lies: a place of the plan is dragged to where the map has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qgis.core import Qgis, QgsPointXY, QgsVectorLayer
from qgis.gui import QgsAdvancedDigitizingDockWidget, QgsMapCanvas, QgsMapMouseEvent, QgsMapToolAdvancedDigitizing, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QKeyEvent
from qgis.PyQt.sip import isdeleted

Point = tuple[float, float]

_COLOUR = QColor(112, 48, 160)
_CASING = QColor(255, 255, 255, 230)


class MatchTool(QgsMapToolAdvancedDigitizing):
    """``matched`` brings two places in EPSG:27700: where the plan showed it, and where it belongs, which snaps to the map."""

    matched = pyqtSignal(object, object)

    def __init__(self, canvas: QgsMapCanvas, cad: QgsAdvancedDigitizingDockWidget, layer: Callable[[], QgsVectorLayer | None]) -> None:
        super().__init__(canvas, cad)
        self._layer = layer
        self._canvas = canvas
        self._from: QgsPointXY | None = None
        self.setToolName("Lay the plan")
        self.setAutoSnapEnabled(True)
        self.setUseSnappingIndicator(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._drag = _band(canvas, Qgis.GeometryType.Line)
        self._lines = _band(canvas, Qgis.GeometryType.Line)
        self._places = _band(canvas, Qgis.GeometryType.Point)
        self._places.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        self._places.setIconSize(12)

    def show_matches(self, shown: Sequence[tuple[Point, Point]]) -> None:
        """Marks each place where it belongs, with a line to where the plan shows it now (EPSG:27700)."""
        from qgis.core import QgsGeometry

        places = [QgsPointXY(*ground) for _, ground in shown]
        self._places.setToGeometry(QgsGeometry.fromMultiPointXY(places), self._layer())
        lines = [[QgsPointXY(*plan), QgsPointXY(*ground)] for plan, ground in shown]
        self._lines.setToGeometry(QgsGeometry.fromMultiPolylineXY(lines), self._layer())

    def remove_marks(self) -> None:
        for band in (self._drag, self._lines, self._places):
            if not isdeleted(self._canvas) and not isdeleted(band):
                self._canvas.scene().removeItem(band)

    def cadCanvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            # What is on the plan can't be snapped to
            self._from = self.toMapCoordinates(event.pos())

    def cadCanvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        self._drag.reset(Qgis.GeometryType.Line)
        if self._from is not None:
            self._drag.addPoint(self._from)
            self._drag.addPoint(event.mapPoint())

    def cadCanvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        start, self._from = self._from, None
        self._drag.reset(Qgis.GeometryType.Line)
        if start is not None and event.button() == Qt.MouseButton.LeftButton:
            self.matched.emit(self._in_grid(start), self._in_grid(self._let_go_at(event)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._from = None
            self._drag.reset(Qgis.GeometryType.Line)
            event.accept()

    def deactivate(self) -> None:
        self._from = None
        self._drag.reset(Qgis.GeometryType.Line)
        super().deactivate()

    def _let_go_at(self, event: QgsMapMouseEvent) -> QgsPointXY:
        """Where the place belongs: the map's own corner, or what was typed.

        While QGIS is still reading the corners of a layer, its mouse events pass that layer over and snap to another's, or to none. One
        wrong place turns the whole plan: here the layers are waited for, which a moving mouse can't.
        """
        if self.cadDockWidget().cadEnabled():
            return event.mapPoint()
        match = self._canvas.snappingUtils().snapToMap(self.toMapCoordinates(event.pos()))
        return match.point() if match.isValid() else event.mapPoint()

    def _in_grid(self, point: QgsPointXY) -> Point:
        layer = self._layer()
        there = self.toLayerCoordinates(layer, point) if layer is not None else point
        return there.x(), there.y()


def _band(canvas: QgsMapCanvas, kind: Qgis.GeometryType) -> QgsRubberBand:
    band = QgsRubberBand(canvas, kind)
    band.setStrokeColor(_COLOUR)
    band.setSecondaryStrokeColor(_CASING)
    band.setFillColor(QColor(0, 0, 0, 0))
    band.setWidth(2)
    return band
