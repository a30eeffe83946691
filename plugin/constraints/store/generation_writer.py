"""A generation that is being written: the tables of fixed name, and the numbers that must be unique across datasets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import as_array, values
from ..geopackage.geopackage import GeoPackageWriter
from ..geopackage.geopackage_rtree import fill_rtree, rounded_outwards
from ..geopackage.geopackage_sql import statement
from .build_report import Repair

TABLES = {
    "dataset": "Datasets of this generation",
    "layer": "Feature layers of each dataset",
    "layer_column": "The source's own name of each column",
    "entity": "Every record, with the key that its feature and its pieces have",
    "tile": "Geometries cut into pieces for screening (well-known binary, EPSG:27700)",
    "snapshot": "What was loaded, from where, when",
    "coverage": "Where a dataset can speak (well-known binary, EPSG:27700)",
    "store_setting": "What was chosen for the store as a whole",
    "repair": "Geometries as supplied that had to be repaired (well-known binary, EPSG:27700)",
    "issue": "What was found wrong while loading",
}
_RESERVED = ("gpkg_", "rtree_", "sqlite_", "tile_rtree")
_DATASET = "INSERT INTO dataset (id, slug, administrative) VALUES (?, ?, ?)"
_ENTITY = "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_TILE = "INSERT INTO tile VALUES (?, ?, ?, ?)"
_REPAIR = "INSERT INTO repair (dataset, entity, reason, area_before, area_after, original) VALUES (?, ?, ?, ?, ?, ?)"
_ISSUE = 'INSERT INTO issue (dataset, "row", what, message) VALUES (?, ?, ?, ?)'
_SNAPSHOT = """
INSERT INTO snapshot (dataset, identifier, source, fetched_at, count, without_geometry, repaired, coverage, coverage_given,
  operation, metres, grid, sha256, licence, attribution, data_date) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SETTING = "INSERT INTO store_setting (name, value) VALUES (?, ?)"
_COVERAGE = "INSERT INTO coverage (dataset, name, geometry) VALUES (?, ?, ?)"


class GenerationWriter:
    """Hands out keys and writes rows; ``finish`` fills the R-tree of the pieces."""

    def __init__(self, writer: GeoPackageWriter) -> None:
        self.writer = writer
        self.connection = writer.connection
        self.next_key = 1
        self.next_tile = 1
        self._dataset_ids: dict[str, int] = {}
        self._layer_names: set[str] = set(TABLES)
        self._tile_ids: list[NDArray[np.int64]] = []
        self._tile_boxes: list[NDArray[np.float32]] = []
        self.connection.executescript(statement("store"))
        self.connection.execute("BEGIN")
        for table, description in TABLES.items():
            writer.register_table(table, description)

    def dataset_id(self, slug: str, administrative: bool) -> int:
        """The number of a dataset in this generation; a new one is written down."""
        if slug not in self._dataset_ids:
            self._dataset_ids[slug] = len(self._dataset_ids) + 1
            self.connection.execute(_DATASET, (self._dataset_ids[slug], slug, administrative))
        return self._dataset_ids[slug]

    def layer_name(self, slug: str, kind: str) -> str:
        """A table name for a dataset's layer that nothing else has: the slug with underscores, and the kind of geometry."""
        base = slug.replace("-", "_") + (f"_{kind}" if kind else "")
        if base in TABLES or base.startswith(_RESERVED) or base[0].isdigit():
            base = f"layer_{base}"
        name, again = base, 1
        while name in self._layer_names:
            again += 1
            name = f"{base}_{again}"
        self.take_layer_name(name)
        return name

    def take_layer_name(self, name: str) -> None:
        """Keep a name from being given to another layer."""
        self._layer_names.add(name)

    def new_keys(self, count: int) -> NDArray[np.int64]:
        """Keys for so many entities."""
        keys = np.arange(self.next_key, self.next_key + count, dtype=np.int64)
        self.next_key += count
        return keys

    def add_entities(self, rows: Sequence[tuple[object, ...]]) -> None:
        """Write rows of the entity table."""
        self.connection.executemany(_ENTITY, rows)

    def add_tiles(self, keys: NDArray[np.int64], full: NDArray[np.bool_], geometries: NDArray[np.object_]) -> None:
        """Write pieces (EPSG:27700) with the keys of their entities."""
        if len(keys) == 0:
            return
        ids = np.arange(self.next_tile, self.next_tile + len(keys), dtype=np.int64)
        self.next_tile += len(keys)
        bodies = as_array(shapely.to_wkb(geometries, byte_order=1))
        self.connection.executemany(_TILE, zip(values(ids), values(keys), values(full.astype(int)), values(bodies)))
        self.place_tiles(ids, rounded_outwards(shapely.bounds(geometries)))

    def place_tiles(self, ids: NDArray[np.int64], boxes: NDArray[np.float32]) -> None:
        """Remember the boxes of pieces for the R-tree."""
        self._tile_ids.append(ids)
        self._tile_boxes.append(boxes)

    def add_repair(self, dataset: str, key: int, repair: Repair, original: bytes) -> None:
        """Keep a geometry as it was supplied."""
        self.connection.execute(_REPAIR, (dataset, key, repair.reason, repair.area_before, repair.area_after, original))

    def add_issue(self, dataset: str, row: int | None, what: str, message: str) -> None:
        """Put something on the list for the GIS team."""
        self.connection.execute(_ISSUE, (dataset, row, what, message))

    def add_snapshot(self, values: Sequence[object]) -> None:
        """Write a row of the snapshot table, in the order of its columns after ``id``."""
        self.connection.execute(_SNAPSHOT, values)

    def add_setting(self, name: str, value: str) -> None:
        """Keep a choice that counts for the store as a whole."""
        self.connection.execute(_SETTING, (name, value))

    def add_coverage(self, dataset: str, name: str, area: shapely.Geometry) -> None:
        """Write where a dataset can speak."""
        self.connection.execute(_COVERAGE, (dataset, name, shapely.to_wkb(area)))

    def finish(self) -> None:
        """Fill the R-tree of the pieces."""
        ids = np.concatenate([np.empty(0, dtype=np.int64), *self._tile_ids])
        boxes = np.concatenate([np.empty((0, 4), dtype=np.float32), *self._tile_boxes])
        fill_rtree(self.connection, "tile_rtree", ids, boxes)
