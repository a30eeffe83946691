"""Drawing a shape or a line for a verb, by QGIS's own way of digitising: snapping, tracing, typed distances, the last click taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsPointXY
from qgis.gui import QgsAdvancedDigitizingDockWidget, QgsMapCanvas, QgsMapMouseEvent, QgsMapToolCapture
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

if TYPE_CHECKING:
    from collections.abc import Sequence

    import shapely
    from shapely.geometry.base import BaseGeometry


class CaptureTool(QgsMapToolCapture):
    """Draws in the coordinates of the map's current layer. ``captured`` brings a Polygon or a LineString, ``moving`` the same as far as it
    is drawn with the mouse at its end, None while it is none yet or when it is given up; ``corners_changed`` a tuple of the corners so far,
    empty when the shape is given up."""

    captured = pyqtSignal(object)
    corners_changed = pyqtSignal(object)
    moving = pyqtSignal(object)

    def __init__(self, canvas: QgsMapCanvas, cad: QgsAdvancedDigitizingDockWidget, *, line: bool) -> None:
        super().__init__(canvas, cad, QgsMapToolCapture.CaptureMode.CaptureLine if line else QgsMapToolCapture.CaptureMode.CapturePolygon)
        self._draws_line = line
        self._told: tuple[tuple[float, float], ...] = ()
        self.setToolName("Draw for the red line")

    def supportsTechnique(self, technique: Qgis.CaptureTechnique) -> bool:
        return technique in (Qgis.CaptureTechnique.StraightSegments, Qgis.CaptureTechnique.Streaming)

    def cadCanvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        # What QGIS calls when a shape ends is private, and Python's is never called
        if event.button() == Qt.MouseButton.RightButton and self.isCapturing():
            self._finish()
        else:
            super().cadCanvasReleaseEvent(event)
            self._tell_corners()

    def cadCanvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        super().cadCanvasMoveEvent(event)
        if self.isCapturing():
            here = self.toLayerCoordinates(self.layer(), event.mapPoint())
            self.moving.emit(self._drawn((here.x(), here.y())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.isCapturing():
            self._finish()
            event.accept()
            return
        super().keyPressEvent(event)
        self._tell_corners()
        if event.key() == Qt.Key.Key_Escape:
            self.moving.emit(None)

    def deactivate(self) -> None:
        self.moving.emit(None)
        super().deactivate()

    def resume(self, corners: Sequence[tuple[float, float]]) -> None:
        """Goes on with a shape that was begun before; the corners are in the coordinates of the map's current layer."""
        self.startCapturing()
        for x, y in corners:
            self.addVertex(self.toMapCoordinates(self.layer(), QgsPointXY(x, y)))
        self._told = tuple(corners)

    def _tell_corners(self) -> None:
        corners = self._corners() if self.isCapturing() else ()
        if corners != self._told:
            self._told = corners
            self.corners_changed.emit(corners)

    def _corners(self) -> tuple[tuple[float, float], ...]:
        curve = self.captureCurve()
        return tuple((point.x(), point.y()) for point in curve.points()) if curve is not None else ()

    def _finish(self) -> None:
        drawn = self._drawn(None)
        self._told = ()
        self.stopCapturing()
        self.moving.emit(None)
        if drawn is not None:
            self.captured.emit(drawn)

    def _drawn(self, end: tuple[float, float] | None) -> BaseGeometry | None:
        """What is captured so far; None while that is no shape."""
        import shapely

        points = [*self._corners(), *([end] if end is not None else [])]
        distinct = list(dict.fromkeys(points))
        if self._draws_line:
            return shapely.LineString(points) if len(distinct) > 1 else None
        return _ring(distinct)


def _ring(points: list[tuple[float, float]]) -> shapely.Polygon | None:
    import shapely

    return shapely.Polygon(points) if len(points) > 2 else None
