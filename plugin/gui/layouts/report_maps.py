"""The two maps of an officer's report: which layers, where, at which scale, and what stands below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qgis.core import QgsLayoutExporter, QgsMapLayer, QgsRectangle
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QSize

from ...constraints.base_map import BaseMap
from ...domain.errors import RedlineError
from ...domain.reading import SiteReading
from ...reports.officer_report.content import MapKind
from ...reports.officer_report.open_document import MapPicture
from .legend import LegendEntry, legend_entries, legend_height, place_legend
from .map_scale import STANDARD_SCALES, scale_words, standard_scale
from .paper import Paper
from .sheet_layers import SheetLayers
from .site_map import map_extent, place_map

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: Millimetres.
MAP_HEIGHT = 92.0
_PICTURE_WIDTH = 170.0
_DPI = 200.0
_LEGEND_GAP = 2.0
#: How many of the standard scales the map of constraints stands back from that of the site.
_FURTHER = 2


class Frame(NamedTuple):
    """``centre`` in EPSG:27700."""

    centre: tuple[float, float]
    scale: int

    def extent(self, width_mm: float) -> QgsRectangle:
        return map_extent(self.centre, self.scale, width_mm, MAP_HEIGHT)


class ReportMaps:
    """Draws from layers that are open; ``reading`` has a boundary, ``other_land`` of the applicant (EPSG:27700) is edged blue."""

    def __init__(self, layers: SheetLayers, base_map: BaseMap, reading: SiteReading, other_land: BaseGeometry | None = None) -> None:
        self._layers = layers
        self._base_map = base_map
        self._reading = reading
        layers.show_lines(reading, other_land)

    def legend(self, kind: MapKind, extent: QgsRectangle) -> list[LegendEntry]:
        """What is on the map where it shows ``extent`` (EPSG:27700)."""
        constraints = self._layers.constraints if kind is MapKind.CONSTRAINTS else {}
        return legend_entries(constraints, extent, site="Site (red line)", other_land=self._layers.other_land)

    def layers(self, kind: MapKind) -> list[QgsMapLayer]:
        """From the top."""
        left_out = () if kind is MapKind.CONSTRAINTS else tuple(self._layers.constraints.values())
        return [layer for layer in self._layers.from_the_top if layer not in left_out]

    def frame(self, kind: MapKind, width_mm: float) -> Frame:
        """The site at a scale of a location plan; constraints from further off, so that what lies around is seen."""
        import shapely

        if self._reading.boundary is None:
            raise RedlineError("There is no map: the application has no red line that can be used.")
        west, south, east, north = (float(edge) for edge in shapely.bounds(self._reading.boundary.geometry))
        scale = standard_scale(east - west, north - south, width_mm, MAP_HEIGHT)
        if kind is MapKind.CONSTRAINTS:
            place = STANDARD_SCALES.index(scale) + _FURTHER
            scale = STANDARD_SCALES[min(place, len(STANDARD_SCALES) - 1)]
        return Frame(((west + east) / 2, (south + north) / 2), scale)

    def says(self, scale: int) -> str:
        """Scale, north, base map and licence."""
        ground = self._base_map.attribution or ("none" if not self._layers.base_map else "no attribution was given")
        licence = f" {self._base_map.licence_line}" if self._base_map.licence_line else ""
        says = f"Scale {scale_words(scale)} on A4. North is grid north (British National Grid, EPSG:27700). Base map: {ground}.{licence}"
        return says.replace("..", ".")

    def picture(self, kind: MapKind) -> MapPicture:
        """The map as a picture with its north, scale bar and legend, for a document that is edited further."""
        frame = self.frame(kind, _PICTURE_WIDTH)
        entries = self.legend(kind, frame.extent(_PICTURE_WIDTH))
        height = MAP_HEIGHT + _LEGEND_GAP + legend_height(entries)
        paper = Paper(self._layers.project, kind.value, (_PICTURE_WIDTH, height))
        place_legend(paper, 0, 0, MAP_HEIGHT + _LEGEND_GAP, _PICTURE_WIDTH, entries)
        place_map(paper, 0, (0, 0, _PICTURE_WIDTH, MAP_HEIGHT), self.layers(kind), frame.centre, frame.scale)
        size = QSize(round(_PICTURE_WIDTH / 25.4 * _DPI), round(height / 25.4 * _DPI))
        image = QgsLayoutExporter(paper.layout).renderPageToImage(0, size, _DPI)
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if not image.save(buffer, "PNG"):
            raise RedlineError("The map for the report could not be drawn.")
        buffer.close()
        named = "; ".join(entry.name for entry in entries)
        return MapPicture(bytes(data), height, f"On this map: {named}. {self.says(frame.scale)}")
