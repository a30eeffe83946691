"""Takes datasets over, unchanged, from the generation before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...domain.errors import StoreError
from ...sqlite_uri import sqlite_uri
from ..geopackage.geopackage_layer import Column, rtree_name
from ..geopackage.geopackage_sql import ColumnType, GeometryType, filled, statement
from .generation_writer import GenerationWriter

_ATTACH = "ATTACH DATABASE ? AS previous"
_COUNT = "SELECT count - without_geometry FROM previous.snapshot WHERE dataset = ?"
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
SELECT ?, column_name, source FROM previous.layer_column WHERE layer = ? ORDER BY id
"""
_RENAME = "UPDATE main.entity SET layer = ? WHERE layer = ? AND dataset = ?"
_HAS_SETTINGS = "SELECT count(*) FROM previous.sqlite_master WHERE type = 'table' AND name = 'store_setting'"
_SETTING = "SELECT value FROM previous.store_setting WHERE name = ?"
_LATER_COLUMNS = "SELECT name FROM pragma_table_info('snapshot', 'previous') WHERE name IN ('data_date', 'local_layer')"
#: What older generations have no column for.
_CARRY_COLUMN = {
    "data_date": """
UPDATE main.snapshot SET data_date = (SELECT before.data_date FROM previous.snapshot AS before WHERE before.dataset = main.snapshot.dataset)
WHERE dataset IN (SELECT value FROM json_each(?))
""",
    "local_layer": """
UPDATE main.snapshot
SET local_layer = (SELECT before.local_layer FROM previous.snapshot AS before WHERE before.dataset = main.snapshot.dataset)
WHERE dataset IN (SELECT value FROM json_each(?))
""",
}
_TILE_BOXES = """
SELECT box.id, box.minx, box.miny, box.maxx, box.maxy FROM previous.tile_rtree AS box
CROSS JOIN previous.tile AS tile ON tile.id = box.id CROSS JOIN previous.entity AS entity ON entity.key = tile.entity
CROSS JOIN previous.dataset AS old ON old.id = entity.dataset WHERE old.slug IN (SELECT value FROM json_each(?))
"""
#: CROSS JOIN keeps SQLite to the order that is written: every table is passed over once, however many datasets are carried.
_IN_ONE_PASS = (
    """
    INSERT INTO main.entity
    SELECT entity.key, new.id, entity.number, entity.reference, entity.name, entity.start_date, entity.end_date, entity.quality,
      entity.constraint_key, entity.layer
    FROM previous.entity AS entity CROSS JOIN previous.dataset AS old ON old.id = entity.dataset
    CROSS JOIN main.dataset AS new ON new.slug = old.slug WHERE old.slug IN (SELECT value FROM json_each(?))
    """,
    """
    INSERT INTO main.snapshot (dataset, identifier, source, fetched_at, count, without_geometry, repaired, coverage, coverage_given,
      operation, metres, grid, sha256, licence, attribution)
    SELECT dataset, identifier, source, fetched_at, count, without_geometry, repaired, coverage, coverage_given,
      operation, metres, grid, sha256, licence, attribution FROM previous.snapshot WHERE dataset IN (SELECT value FROM json_each(?))
    ORDER BY id
    """,
    """
    INSERT INTO main.repair (dataset, entity, reason, area_before, area_after, original)
    SELECT dataset, entity, reason, area_before, area_after, original FROM previous.repair
    WHERE dataset IN (SELECT value FROM json_each(?)) ORDER BY id
    """,
    """
    INSERT INTO main.issue (dataset, "row", what, message)
    SELECT dataset, "row", what, message FROM previous.issue WHERE dataset IN (SELECT value FROM json_each(?)) ORDER BY id
    """,
    """
    INSERT INTO main.coverage (dataset, name, geometry)
    SELECT coverage.dataset, coverage.name, coverage.geometry FROM previous.coverage AS coverage
    JOIN previous.snapshot AS snapshot ON snapshot.dataset = coverage.dataset
    WHERE snapshot.coverage_given = 1 AND coverage.dataset IN (SELECT value FROM json_each(?)) ORDER BY coverage.id
    """,
)
#: A dataset that would keep less than this share of its records with a geometry is more likely damaged than changed.
LEAST_SHARE = 0.5
_FETCHED = 50_000


class PreviousGeneration:
    """The generation in use while its successor is built; ``attach`` before anything is written, ``carry`` at the end."""

    def __init__(self, generation: GenerationWriter, path: Path) -> None:
        self._generation = generation
        self._connection: sqlite3.Connection = generation.connection
        self._renamed: list[tuple[str, str, int]] = []
        # A database cannot be attached within a transaction.
        self._connection.execute("COMMIT")
        self._connection.execute(_ATTACH, (sqlite_uri(path.resolve(), "immutable=1&mode=ro"),))
        self._connection.execute("BEGIN")
        key, tile = self._connection.execute(_TOPS).fetchone()
        generation.start_from((key or 0) + 1)
        generation.pieces.start_from((tile or 0) + 1)

    def setting(self, name: str) -> str:
        """What was chosen for the store earlier, "" where nothing was."""
        if not self._connection.execute(_HAS_SETTINGS).fetchone()[0]:
            return ""
        row = self._connection.execute(_SETTING, (name,)).fetchone()
        return "" if row is None else str(row[0])

    def compare(self, counts: Mapping[str, int], *, allow_fewer: bool) -> tuple[str, ...]:
        """Hold how many records with a geometry each dataset would have against how many it has here.

        Raises StoreError for the first that falls below ``LEAST_SHARE``: more likely a fault on the way than the truth. With
        ``allow_fewer`` those come back as sentences instead.
        """
        remarks = []
        for slug, now in sorted(counts.items()):
            row = self._connection.execute(_COUNT, (slug,)).fetchone()
            before = 0 if row is None else int(row[0])
            if now >= before * LEAST_SHARE:
                continue
            records = "1 record" if before == 1 else f"{before:,} records"
            fewer = f"{now:,}" if now else "none"
            if not allow_fewer:
                raise StoreError(
                    f"{slug} has {records} with a geometry in the store and {fewer} in the files that were given, less than half; "
                    "the store was left as it was. If that is how it should be, build again with --allow-fewer."
                )
            remarks.append(f"{slug} had {records} with a geometry in the store and has {fewer} now, as --allow-fewer allowed.")
        return tuple(remarks)

    def carry(self, without: Collection[str]) -> tuple[str, ...]:
        """Copy every dataset but those ``without``; gives the slugs of the copied ones. Their pieces follow when all pieces are written."""
        carried = []
        for previous_id, slug, administrative in self._connection.execute(_DATASETS).fetchall():
            if slug not in without:
                self._carry_layers(int(previous_id), str(slug), bool(administrative))
                carried.append(str(slug))
        slugs = (json.dumps(carried),)
        for copy in _IN_ONE_PASS:
            self._connection.execute(copy, slugs)
        self._connection.executemany(_RENAME, self._renamed)
        for (column,) in self._connection.execute(_LATER_COLUMNS).fetchall():
            self._connection.execute(_CARRY_COLUMN[column], slugs)
        for ids, boxes in _boxes(self._connection.execute(_TILE_BOXES, slugs)):
            self._generation.pieces.place(ids, boxes)
        return tuple(carried)

    def release(self) -> None:
        """Let go of the old file."""
        self._connection.execute("COMMIT")
        self._connection.execute(_DETACH)
        self._connection.execute("BEGIN")

    def _carry_layers(self, previous_id: int, slug: str, administrative: bool) -> None:
        new_id = self._generation.dataset_id(slug, administrative)
        for old_name, kind, type_name, description in self._connection.execute(_LAYERS, (previous_id,)).fetchall():
            old, new = str(old_name), str(old_name)
            if self._generation.has_layer(old):
                # A dataset that was built now has taken the name.
                new = self._generation.layer_name(slug, "" if kind == "polygon" else str(kind))
                self._renamed.append((new, old, new_id))
            self._generation.take_layer_name(new)
            self._carry_layer(old, new, new_id, str(kind), GeometryType(type_name), str(description))

    def _carry_layer(self, old: str, name: str, dataset_id: int, kind: str, geometry_type: GeometryType, description: str) -> None:
        found = self._connection.execute(statement("carry_columns"), (old,)).fetchall()
        layer = self._generation.writer.add_layer(
            name, geometry_type, [Column(str(column), ColumnType(column_type)) for column, column_type in found], description
        )
        self._connection.execute(_LAYER, (dataset_id, name, kind))
        self._connection.execute(_LAYER_COLUMNS, (name, old))
        self._connection.execute(filled("carry_layer", table=name, source=old, columns=["fid", "geom", *layer.columns]))
        for ids, boxes in _boxes(self._connection.execute(filled("carry_boxes", rtree=rtree_name(old)))):
            layer.place(ids, boxes)


def _boxes(rows: sqlite3.Cursor) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
    for some in iter(lambda: rows.fetchmany(_FETCHED), []):
        yield (
            np.array([row[0] for row in some], dtype=np.int64),
            np.array([row[1:] for row in some], dtype=np.float32),
        )
