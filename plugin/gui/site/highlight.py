"""What is pointed at on the map: the current site, a constraint and where it meets the site, a proposed boundary, a fault of the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsCoordinateReferenceSystem
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.sip import isdeleted

from ..layers.specification import to_qgis
from ..shapes import is_empty

if TYPE_CHECKING:
    import shapely

_SITE = QColor(200, 16, 46)
_ENTITY = QColor(29, 112, 184)
_OVERLAP = QColor(255, 191, 0)
_PROPOSAL = QColor(0, 112, 60)
_CASING = QColor(255, 255, 255, 220)


class Highlight:
    """Rubber bands over the map; they are not layers and never reach a print. Geometries are shapely, EPSG:27700."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._entity = self._band(_ENTITY, width=3, fill=20)
        self._overlap = self._band(_OVERLAP, width=1, fill=60)
        self._site = self._band(_SITE, width=3, fill=0)
        self._proposal = self._band(_PROPOSAL, width=3, fill=30)
        self._proposal.setLineStyle(Qt.PenStyle.DashLine)
        self._fault_line = self._band(_SITE, width=2, fill=0)
        self._fault_line.setLineStyle(Qt.PenStyle.DashLine)
        self._fault = self._band(_SITE, width=3, fill=0)
        self._fault.setIconSize(26)

    def show_site(self, geometry: shapely.Geometry | None) -> None:
        self._show(self._site, geometry)
        self.show_constraint(None, None)
        self.show_proposal(None)

    def show_constraint(self, entity: shapely.Geometry | None, overlap: shapely.Geometry | None) -> None:
        self._show(self._entity, entity)
        self._show(self._overlap, overlap)

    def show_proposal(self, geometry: shapely.Geometry | None) -> None:
        self._show(self._proposal, geometry)

    def show_fault(self, place: shapely.Geometry | None, line: shapely.Geometry | None) -> None:
        """A ring round where something is wrong with a line, and the line itself, dashed, where it can't be used and nothing shows it."""
        self._show(self._fault_line, line)
        self._show(self._fault, place)

    def remove(self) -> None:
        """Takes the bands off the map; the canvas may be gone already when QGIS closes."""
        for band in (self._fault, self._fault_line, self._proposal, self._site, self._overlap, self._entity):
            if not isdeleted(self._canvas) and not isdeleted(band):
                self._canvas.scene().removeItem(band)

    def _band(self, colour: QColor, width: int, fill: int) -> QgsRubberBand:
        band = QgsRubberBand(self._canvas, Qgis.GeometryType.Polygon)
        band.setStrokeColor(colour)
        band.setSecondaryStrokeColor(_CASING)
        band.setFillColor(QColor(colour.red(), colour.green(), colour.blue(), fill))
        band.setWidth(width)
        band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        band.setIconSize(18)
        return band

    def _show(self, band: QgsRubberBand, geometry: shapely.Geometry | None) -> None:
        if geometry is None or is_empty(geometry):
            band.reset(Qgis.GeometryType.Polygon)
            return
        shape = to_qgis(geometry)
        band.reset(shape.type())
        band.setToGeometry(shape, QgsCoordinateReferenceSystem("EPSG:27700"))
