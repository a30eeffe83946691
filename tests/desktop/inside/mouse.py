"""What of the mouse has come to the map: a test goes on when the window has had a press, and not after a time."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsPointXY
from qgis.gui import QgsMapToolCapture
from qgis.PyQt.QtCore import QEvent, QObject
from qgis.utils import iface


class MapMouse(QObject):
    """Counts presses and releases on the map, and knows the place of the last event on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._at = [0, 0]
        self._pressed = self._released = 0
        self._viewport = iface.mapCanvas().viewport()
        self._viewport.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
            at = self._viewport.mapToGlobal(event.pos())
            self._at = [at.x(), at.y()]
            self._released += kind == QEvent.Type.MouseButtonRelease
            self._pressed += kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        return False

    def told(self) -> dict[str, Any]:
        """``drawn`` counts the corners of a shape that is being drawn on the map, ``corners`` are where they stand on the screen."""
        corners = self._corners()
        return {"at": self._at, "pressed": self._pressed, "released": self._released, "drawn": len(corners), "corners": corners}

    def _corners(self) -> list[list[int]]:
        canvas = iface.mapCanvas()
        tool = canvas.mapTool()
        if not isinstance(tool, QgsMapToolCapture) or tool.captureCurve() is None:
            return []
        points = [tool.toMapCoordinates(tool.layer(), QgsPointXY(point.x(), point.y())) for point in tool.captureCurve().points()]
        places = [canvas.mapToGlobal(tool.toCanvasCoordinates(point)) for point in points]
        return [[place.x(), place.y()] for place in places]
