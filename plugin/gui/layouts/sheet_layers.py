"""The layers that printed maps are made of, opened once for many sheets and kept apart from the user's project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer, QgsProject

from ..layers.base_map_layers import base_map_layers
from ..layers.blue_row import BlueRow
from ..layers.constraint_layers import MapStore, constraint_layers
from ..layers.site_row import SiteRow
from ..layers.specifications import BLUE_LINE, SITES
from ..layers.styles import style_blue_line, style_sites

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...constraints.base_map import BaseMap
    from ...constraints.catalogue import Catalogue
    from ...domain.reading import SiteReading


class SheetLayers:
    """A base map, the constraints of one generation and a layer of sites, in a project of their own in EPSG:27700."""

    def __init__(self, store: MapStore, catalogue: Catalogue, base_map: BaseMap) -> None:
        self.project = QgsProject()
        self.project.setCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
        self.sites = SITES.create()
        style_sites(self.sites)
        self.other_land = BLUE_LINE.create()
        style_blue_line(self.other_land)
        self.constraints = constraint_layers(store, catalogue)
        self.base_map = base_map_layers(base_map)
        self.project.addMapLayers([self.sites, self.other_land, *self.constraints.values(), *self.base_map.values()], False)

    @property
    def from_the_top(self) -> list[QgsMapLayer]:
        """All, in the order of drawing."""
        return [self.sites, self.other_land, *self.constraints.values(), *self.base_map.values()]

    def show_sites(self, rows: Sequence[SiteRow]) -> None:
        """Let the layer of sites hold these and no others."""
        SITES.fill(self.sites, rows)

    def show_lines(self, reading: SiteReading, other_land: BaseGeometry | None) -> None:
        """Let the lines of an application be these: its red line, and the blue one of other land (EPSG:27700), None for none."""
        self.show_sites([SiteRow.of(reading, None)])
        rows = [] if other_land is None else [BlueRow(other_land, reading.site, "", round(float(other_land.area), 2))]
        BLUE_LINE.fill(self.other_land, rows)

    def close(self) -> None:
        """Let go of the files. Call it before QGIS ends: a layer that outlives GDAL takes the process with it."""
        self.project.clear()
