"""Takes datasets over, unchanged, from the generation before."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...domain.errors import StoreError
from ..geopackage.geopackage_layer import Column, rtree_name
from ..geopackage.geopackage_sql import ColumnType, GeometryType, filled, statement
from .generation_writer import GenerationWriter

_ATTACH = "ATTACH DATABASE ? AS previous"
_COUNT = "SELECT count FROM previous.snapshot WHERE dataset = ?"
_DETACH = "DETACH DATABASE previous"
_TOPS = "SELECT (SELECT max(key) FROM previous.entity), (SELECT max(id) FROM previous.tile)"
_DATASETS = "SELECT id, slug, administrative FROM previous.dataset ORDER BY id"
_LAYERS = """
SELECT layer.name, layer.kind, geometry.geometry_type_name, contents.description
FROM previous.layer AS layer
JOIN previous.gpkg_geometry_columns AS geometry ON geometry.table_name = layer.name
JOIN previous.gpkg_contents AS contents ON contents.table_name = layer.name
WHERE layer.dataset = ? ORDER BY layer.id
"""
_LAYER = "INSERT INTO layer (dataset, name, kind) VALUES (?, ?, ?)"
_LAYER_COLUMNS = """
INSERT INTO main.layer_column (layer, column_name, source)
SELECT layer, column_name, source FROM previous.layer_column WHERE layer = ? ORDER BY id
"""
_ENTITIES = """
INSERT INTO main.entity
SELECT key, ?, number, reference, name, start_date, end_date, quality, constraint_key, layer FROM previous.entity WHERE dataset = ?
"""
_TILES = """
INSERT INTO main.tile SELECT tile.* FROM previous.tile AS tile
JOIN previous.entity AS entity ON entity.key = tile.entity WHERE entity.dataset = ?
"""
_TILE_BOXES = """
SELECT box.id, box.minx, box.miny, box.maxx, box.maxy FROM previous.tile_rtree AS box
JOIN previous.tile AS tile ON tile.id = box.id JOIN previous.entity AS entity ON entity.key = tile.entity WHERE entity.dataset = ?
"""
_BY_SLUG = (
    """
    INSERT INTO main.snapshot (dataset, identifier, source, fetched_at, count, without_geometry, repaired, coverage, coverage_given,
      operation, metres, grid, sha256, licence, attribution)
    SELECT dataset, identifier, source, fetched_at, count, without_geometry, repaired, coverage, coverage_given,
      operation, metres, grid, sha256, licence, attribution FROM previous.snapshot WHERE dataset = ?
    """,
    """
    INSERT INTO main.repair (dataset, entity, reason, area_before, area_after, original)
    SELECT dataset, entity, reason, area_before, area_after, original FROM previous.repair WHERE dataset = ?
    """,
    'INSERT INTO main.issue (dataset, "row", what, message) SELECT dataset, "row", what, message FROM previous.issue WHERE dataset = ?',
    """
    INSERT INTO main.coverage (dataset, name, geometry)
    SELECT coverage.dataset, coverage.name, coverage.geometry FROM previous.coverage AS coverage
    JOIN previous.snapshot AS snapshot ON snapshot.dataset = coverage.dataset
    WHERE coverage.dataset = ? AND snapshot.coverage_given = 1
    """,
)
_FETCHED = 50_000


class PreviousGeneration:
    """The generation in use while its successor is built; ``attach`` before anything is written, ``carry`` at the end."""

    def __init__(self, generation: GenerationWriter, path: Path) -> None:
        self._generation = generation
        self._connection: sqlite3.Connection = generation.connection
        self._connection.execute("COMMIT")
        self._connection.execute(_ATTACH, (f"{path.resolve().as_uri()}?immutable=1&mode=ro",))
        self._connection.execute("BEGIN")
        key, tile = self._connection.execute(_TOPS).fetchone()
        generation.next_key = (key or 0) + 1
        generation.next_tile = (tile or 0) + 1

    def refuse_emptied(self, empty: Collection[str]) -> None:
        """Raise StoreError where a dataset that has records here would have none: more likely a fault on the way than the truth."""
        for slug in sorted(empty):
            row = self._connection.execute(_COUNT, (slug,)).fetchone()
            if row is not None and row[0]:
                records = "1 record" if row[0] == 1 else f"{row[0]:,} records"
                raise StoreError(f"{slug} has {records} in the store and none in the files that were given; the store was left as it was.")

    def carry(self, without: Collection[str]) -> tuple[str, ...]:
        """Copy every dataset but those ``without``; gives the slugs of the copied ones."""
        carried = []
        for previous_id, slug, administrative in self._connection.execute(_DATASETS).fetchall():
            if slug not in without:
                self._carry(int(previous_id), str(slug), bool(administrative))
                carried.append(str(slug))
        return tuple(carried)

    def release(self) -> None:
        """Let go of the old file."""
        self._connection.execute("COMMIT")
        self._connection.execute(_DETACH)
        self._connection.execute("BEGIN")

    def _carry(self, previous_id: int, slug: str, administrative: bool) -> None:
        new_id = self._generation.dataset_id(slug, administrative)
        for old_name, kind, type_name, description in self._connection.execute(_LAYERS, (previous_id,)).fetchall():
            self._carry_layer(str(old_name), new_id, str(kind), GeometryType(type_name), str(description))
        self._connection.execute(_ENTITIES, (new_id, previous_id))
        self._connection.execute(_TILES, (previous_id,))
        for ids, boxes in _boxes(self._connection.execute(_TILE_BOXES, (previous_id,))):
            self._generation.place_tiles(ids, boxes)
        for copy in _BY_SLUG:
            self._connection.execute(copy, (slug,))

    def _carry_layer(self, name: str, dataset_id: int, kind: str, geometry_type: GeometryType, description: str) -> None:
        found = self._connection.execute(statement("carry_columns"), (name,)).fetchall()
        layer = self._generation.writer.add_layer(
            name, geometry_type, [Column(str(column), ColumnType(column_type)) for column, column_type in found], description
        )
        self._connection.execute(_LAYER, (dataset_id, name, kind))
        self._connection.execute(_LAYER_COLUMNS, (name,))
        self._connection.execute(filled("carry_layer", table=name, columns=["fid", "geom", *layer.columns]))
        for ids, boxes in _boxes(self._connection.execute(filled("carry_boxes", rtree=rtree_name(name)))):
            layer.place(ids, boxes)


def _boxes(rows: sqlite3.Cursor) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
    for some in iter(lambda: rows.fetchmany(_FETCHED), []):
        yield (
            np.array([row[0] for row in some], dtype=np.int64),
            np.array([row[1:] for row in some], dtype=np.float32),
        )
