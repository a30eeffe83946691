"""A generation that is being written: the tables of fixed name, and the numbers that must be unique across datasets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from ..geopackage.geopackage import GeoPackageWriter
from ..geopackage.geopackage_sql import statement, statements_of
from .builder_prepare import Mended
from .generation_pieces import GenerationPieces

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
_REPAIR = "INSERT INTO repair (dataset, entity, reason, area_before, area_after, original) VALUES (?, ?, ?, ?, ?, ?)"
_ISSUE = 'INSERT INTO issue (dataset, "row", what, message) VALUES (?, ?, ?, ?)'
_SNAPSHOT = """
INSERT INTO snapshot (dataset, identifier, source, fetched_at, count, without_geometry, repaired, coverage, coverage_given,
  operation, metres, grid, sha256, licence, attribution, data_date, local_layer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SETTING = "INSERT INTO store_setting (name, value) VALUES (?, ?)"
_DATASET_IDS = "SELECT slug, id FROM dataset"
_LAYER_NAMES = "SELECT name FROM layer"
_NEXT_KEY = "SELECT ifnull(max(key), 0) + 1 FROM entity"
_COVERAGE = "INSERT INTO coverage (dataset, name, geometry) VALUES (?, ?, ?)"


class GenerationWriter:
    """Hands out keys and writes rows; ``pieces`` takes the geometries that are screened.

    On a writer that goes on with an unfinished file, what is in that file counts as written.
    """

    def __init__(self, writer: GeoPackageWriter) -> None:
        self.writer = writer
        self.connection = writer.connection
        self._dataset_ids: dict[str, int] = {}
        self._layer_names: set[str] = set(TABLES)
        if writer.resumed:
            self._dataset_ids = dict(self.connection.execute(_DATASET_IDS).fetchall())
            self._layer_names.update(str(name) for (name,) in self.connection.execute(_LAYER_NAMES))
        else:
            for each in statements_of(statement("store")):
                self.connection.execute(each)
        self._next_key = int(self.connection.execute(_NEXT_KEY).fetchone()[0])
        self.pieces = GenerationPieces(self.connection, writer.part)
        for table, description in TABLES.items():
            writer.register_table(table, description)

    def start_from(self, key: int) -> None:
        """Give no key that is lower."""
        self._next_key = max(self._next_key, key)

    def has_dataset(self, slug: str) -> bool:
        """Whether anything of the dataset was written."""
        return slug in self._dataset_ids

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

    def has_layer(self, name: str) -> bool:
        """Whether a layer, or a table of the store, has that name."""
        return name in self._layer_names

    def take_layer_name(self, name: str) -> None:
        """Keep a name from being given to another layer."""
        self._layer_names.add(name)

    def new_keys(self, count: int) -> NDArray[np.int64]:
        """Keys for so many entities."""
        keys = np.arange(self._next_key, self._next_key + count, dtype=np.int64)
        self._next_key += count
        return keys

    def add_entities(self, rows: Sequence[tuple[object, ...]]) -> None:
        """Write rows of the entity table."""
        self.connection.executemany(_ENTITY, rows)

    def add_repair(self, dataset: str, key: int, mended: Mended) -> None:
        """Keep a geometry as it was supplied."""
        self.connection.execute(_REPAIR, (dataset, key, mended.reason, mended.area_before, mended.area_after, mended.original))

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
