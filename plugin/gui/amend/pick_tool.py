"""A click on the map for a verb that wants a place: a part, a hole, a piece, a neighbouring shape."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import Qt, pyqtSignal


class PickTool(QgsMapTool):
    """``picked`` brings the place in EPSG:27700, ``hovered`` the same at every move of the mouse; Esc gives up."""

    picked = pyqtSignal(float, float)
    hovered = pyqtSignal(float, float)
    given_up = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, layer: Callable[[], QgsVectorLayer | None]) -> None:
        super().__init__(canvas)
        self._layer = layer
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        self.hovered.emit(*self._place(event))

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(*self._place(event))
        elif event.button() == Qt.MouseButton.RightButton:
            self.given_up.emit()

    def keyPressEvent(self, event: object) -> None:
        if event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]  # QGIS has no types
            event.accept()  # type: ignore[attr-defined]  # as above
            self.given_up.emit()

    def _place(self, event: QgsMapMouseEvent) -> tuple[float, float]:
        point = self.toMapCoordinates(event.pos())
        layer = self._layer()
        there = self.toLayerCoordinates(layer, point) if layer is not None else point
        return there.x(), there.y()
