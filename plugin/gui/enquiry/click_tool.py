"""A click anywhere on the map is a place to ask about."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsPointXY, QgsProject
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal

#: How exactly people click, in pixels.
_PIXELS = 3
_GRID = "EPSG:27700"


class ClickTool(QgsMapTool):
    """``clicked`` carries easting and northing (EPSG:27700) and how far off the click may be, in metres; ``nowhere`` a sentence."""

    clicked = pyqtSignal(float, float, float)
    nowhere = pyqtSignal(str)

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setToolName("Enquiry: click on the map")

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.ask_at(event.pos().x(), event.pos().y())

    def ask_at(self, x: int, y: int) -> None:
        """The place at a pixel of the map."""
        system = self.canvas().mapSettings().destinationCrs()
        transform = QgsCoordinateTransform(system, QgsCoordinateReferenceSystem(_GRID), QgsProject.instance())
        try:
            here, beside = (self._placed(transform, pixel) for pixel in (QPoint(x, y), QPoint(x + _PIXELS, y)))
        except QgsCsException:
            self.nowhere.emit("This place can't be brought to the British National Grid: click in England.")
            return
        self.clicked.emit(here.x(), here.y(), here.distance(beside))

    def _placed(self, transform: QgsCoordinateTransform, pixel: QPoint) -> QgsPointXY:
        at = self.toMapCoordinates(pixel)
        return transform.transform(at) if transform.isValid() else at
