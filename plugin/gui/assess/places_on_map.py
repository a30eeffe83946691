"""The places of an assessment on the map: where an officer stood, where a notice hangs; and a press on the map that names a new one."""

from __future__ import annotations

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsGeometry, QgsPointXY, QgsProject
from qgis.gui import QgisInterface, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.sip import isdeleted

from ..amend.pick_tool import PickTool
from ..messages import Messages
from .assess_view import AssessView

_GRID = "EPSG:27700"
_COLOUR = QColor("#6a1b9a")
_ASK = "Press on the map where it is. Esc leaves the place as it is."


class PlacesOnMap(QObject):
    """Follows the page in sight of one Assess tab."""

    def __init__(self, iface: QgisInterface, view: AssessView, messages: Messages) -> None:
        super().__init__()
        self._canvas = iface.mapCanvas()
        self._view = view
        self._messages = messages
        self._before: QgsMapTool | None = None
        self.tool = PickTool(self._canvas, lambda: None)
        self.tool.picked.connect(self._picked)
        self.tool.given_up.connect(self.give_up)
        self._bands = [self._band(QgsRubberBand.IconType.ICON_FULL_DIAMOND, 15), self._band(QgsRubberBand.IconType.ICON_DIAMOND, 11)]
        view.place_wanted.connect(self.ask)
        view.places_changed.connect(self.show)

    def ask(self) -> None:
        """Waits for a press on the map; the tool of before comes back after it."""
        if self._canvas.mapTool() is not self.tool:
            self._before = self._canvas.mapTool()
        self._canvas.setMapTool(self.tool)
        self._messages.information(_ASK)

    def give_up(self) -> None:
        """The place stays as it is."""
        if self._canvas.mapTool() is self.tool:
            self._canvas.unsetMapTool(self.tool)
            if self._before is not None and not isdeleted(self._before):
                self._canvas.setMapTool(self._before)
        self._before = None

    def show(self) -> None:
        """Shows the places of the page in sight: the one that is worked on filled, the others as outlines."""
        places = self._view.page.places() if self._view.isVisible() else []
        for band, some in zip(self._bands, (places[:1], places[1:])):
            band.reset(Qgis.GeometryType.Point)
            for east, north in some:
                point = QgsGeometry.fromPointXY(QgsPointXY(east, north))
                band.addGeometry(point, QgsCoordinateReferenceSystem(_GRID))

    def close(self) -> None:
        """Mirrors the constructor; the canvas may be gone already when QGIS closes."""
        if isdeleted(self._canvas):
            return
        self.give_up()
        for band in self._bands:
            if not isdeleted(band):
                self._canvas.scene().removeItem(band)

    def _picked(self, x: float, y: float) -> None:
        crs = self._canvas.mapSettings().destinationCrs()
        there = QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem(_GRID), QgsProject.instance())
        try:
            place = there.transform(QgsPointXY(x, y)) if crs.isValid() else QgsPointXY(x, y)
        except QgsCsException:
            self._messages.error("That place has no position on the British National Grid. Press nearer to the site.")
            return
        self.give_up()
        self._view.page.put_place(place.x(), place.y())

    def _band(self, shape: QgsRubberBand.IconType, size: int) -> QgsRubberBand:
        band = QgsRubberBand(self._canvas, Qgis.GeometryType.Point)
        band.setIcon(shape)
        band.setIconSize(size)
        band.setStrokeColor(_COLOUR)
        band.setFillColor(_COLOUR)
        band.setSecondaryStrokeColor(QColor("#ffffff"))
        band.setWidth(2)
        return band
