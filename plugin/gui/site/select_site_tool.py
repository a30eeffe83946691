"""A click on the map selects the site there."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsFeatureRequest, QgsGeometry, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal

#: Pixels round the click within which a site still counts as meant.
_REACH = 8


class SelectSiteTool(QgsMapTool):
    """``site_picked`` carries the site's name: the smallest site that holds the click, else the nearest within reach."""

    site_picked = pyqtSignal(str)

    def __init__(self, canvas: QgsMapCanvas, site_layer: Callable[[], QgsVectorLayer | None]) -> None:
        super().__init__(canvas)
        self._site_layer = site_layer
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        site = self.site_at(event.pos().x(), event.pos().y())
        if site:
            self.site_picked.emit(site)

    def site_at(self, x: int, y: int) -> str:
        """The site at a pixel of the map, "" where there is none."""
        layer = self._site_layer()
        if layer is None:
            return ""
        point = self.toLayerCoordinates(layer, QPoint(x, y))
        edge = self.toLayerCoordinates(layer, QPoint(x + _REACH, y))
        reach = point.distance(edge)
        box = QgsRectangle(point.x() - reach, point.y() - reach, point.x() + reach, point.y() + reach)
        click = QgsGeometry.fromPointXY(point)
        near = [
            (click.distance(feature.geometry()), feature.geometry().area(), str(feature["site"]))
            for feature in layer.getFeatures(QgsFeatureRequest(box))
        ]
        within = [candidate for candidate in near if candidate[0] <= reach]
        return min(within)[2] if within else ""
