"""What of the mouse has come to the map: a test goes on when the window has had a press, and not after a time."""

from __future__ import annotations

from typing import Any

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
        """``drawn`` are the corners of a shape that is being drawn, in its layer's coordinates, to the millimetre."""
        tool = iface.mapCanvas().mapTool()
        curve = tool.captureCurve() if isinstance(tool, QgsMapToolCapture) else None
        drawn = [[round(point.x(), 3), round(point.y(), 3)] for point in curve.points()] if curve is not None else []
        return {"at": self._at, "pressed": self._pressed, "released": self._released, "drawn": drawn}
