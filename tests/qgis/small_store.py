"""A generation with a few features, written as the store writes it, for tests of layers and prints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import shapely

from plugin.constraints.geopackage.geopackage import GeoPackageWriter
from plugin.constraints.geopackage.geopackage_layer import Column
from plugin.constraints.geopackage.geopackage_sql import GeometryType
from plugin.domain.accuracy import Accuracy
from plugin.domain.clock import FixedClock
from plugin.domain.dataset import Coverage, Snapshot
from plugin.gui.environment.store_in_use import LayerSource

GRID = Accuracy("Ordnance Survey OSTN15", 0.1, "uk_os_OSTN15_NTv2_OSGBtoETRS.tif")
_FEATURES: Mapping[str, tuple[GeometryType, str]] = {
    "conservation_area": (
        GeometryType.MULTIPOLYGON,
        "POLYGON ((529990 179990, 530030 179990, 530030 180060, 529990 180060, 529990 179990))",
    ),
    "listed_building_point": (GeometryType.POINT, "POINT (530010 180010)"),
    "green_belt": (GeometryType.MULTIPOLYGON, "POLYGON ((510000 180000, 510900 180000, 510900 180900, 510000 180000))"),
    "local_authority_district": (
        GeometryType.MULTIPOLYGON,
        "POLYGON ((520000 170000, 540000 170000, 540000 190000, 520000 190000, 520000 170000))",
    ),
}


class SmallStore:
    """Stands where the local store stands: a path, its layers and its snapshots."""

    def __init__(self, folder: Path, name: str = "one") -> None:
        self.path = folder / f"{name}.gpkg"
        with GeoPackageWriter(self.path, FixedClock(datetime(2026, 11, 22, 9, 0, tzinfo=timezone.utc))) as writer:
            for table, (geometry_type, wkt) in _FEATURES.items():
                layer = writer.add_layer(table, geometry_type, [Column("name")])
                layer.append(np.array([shapely.from_wkt(wkt)], dtype=object), [(f"A {table}",)])
            writer.add_layer("ancient_woodland", GeometryType.MULTIPOLYGON, [Column("name")])

    def layers(self) -> Mapping[str, tuple[str, ...]]:
        return {
            "conservation-area": ("conservation_area",),
            "listed-building": ("listed_building_point",),
            "green-belt": ("green_belt",),
            "local-authority-district": ("local_authority_district",),
            "ancient-woodland": ("ancient_woodland",),
        }

    def layer_source(self, layer: str) -> LayerSource:
        return LayerSource(f"{self.path}|layername={layer}", "ogr")

    def snapshots(self) -> Mapping[str, Snapshot]:
        return {slug: self._snapshot(slug) for slug in self.layers()}

    def _snapshot(self, slug: str) -> Snapshot:
        return Snapshot(
            identifier=f"{slug}-snapshot",
            dataset=slug,
            source=f"{slug}.geojson",
            fetched_at="2026-11-20T08:00:00Z",
            count=1,
            without_geometry=0,
            repaired=0,
            coverage=Coverage.FULL,
            accuracy=GRID,
            sha256="0" * 64,
            licence="Open Government Licence v3.0",
            attribution=f"© the keepers of {slug}",
        )
