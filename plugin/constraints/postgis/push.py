"""Copies the generation in use of a folder's store into a team's PostGIS, as a whole or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

import shapely

from ...domain.clock import Clock, timestamp
from ...domain.errors import StoreError
from ..geopackage.geopackage_blob import decoded
from ..store.generations import FORMAT
from ..store.local_store import LocalStore
from ..store.prune import Keeping, usual_keeping
from ..store.stored_rows import local_text
from .database import asking, connect, run
from .hidden_words import shown
from .layer_views import make_layer_views

_SRID = 27700
#: The first key of PostgreSQL's advisory lock: one push at a time into a database.
_LOCK = 270_0042
_ROWS = 2000
_TILES = 'SELECT id, entity, "full" <> 0, geometry FROM tile ORDER BY id'
_DATASETS = "SELECT id, slug, administrative <> 0 FROM dataset"
_REPAIRS = "SELECT id, dataset, entity, reason, area_before, area_after FROM repair"
_OTHERS = "SELECT name, schema, pushed_at FROM redline.generation WHERE name <> %s ORDER BY pushed_at DESC, name DESC"
_POINT = """
INSERT INTO redline.current_generation (single, name) VALUES (true, %s) ON CONFLICT (single) DO UPDATE SET name = excluded.name
"""
_ISSUES = 'SELECT id, dataset, "row", what, message FROM issue'
_COVERAGE = "SELECT dataset, name, geometry FROM coverage"
_LAYERS = """
SELECT layer.id, layer.dataset, layer.name, layer.kind, contents.min_x, contents.min_y, contents.max_x, contents.max_y
FROM layer LEFT JOIN gpkg_contents AS contents ON contents.table_name = layer.name
"""
_LAYER_COLUMNS = "SELECT id, layer, column_name, source FROM layer_column"
Told = Callable[[str, int], None]


@dataclass(frozen=True)
class Pushed:
    """``again``: the generation was there already, and only came into use."""

    generation: str
    entities: int
    tiles: int
    again: bool


def push_store(
    folder: Path,
    address: str,
    clock: Clock,
    *,
    keeping: Keeping | None = None,
    told: Told | None = None,
    credentials: Mapping[str, str] | None = None,
) -> Pushed:
    """Push a store; readers see the new generation with their next look, and those that read the old one go on.

    ``keeping`` says which older generations stay in the database, the usual ones unless given; ``told`` hears the table, and how many
    rows have gone into it; it may raise to stop. Raises StoreError, MissingLibrary; the database is then as it was.
    """
    with LocalStore(folder) as store:
        connection = connect(address, credentials, read_only=False)
        try:
            with asking(address), connection, connection.cursor() as cursor:
                return _Push(store, cursor, address, clock, told or (lambda *_: None)).run(keeping or usual_keeping())
        finally:
            connection.close()


class _Push:
    """Within one transaction of the database."""

    def __init__(self, store: LocalStore, cursor: Any, address: str, clock: Clock, told: Told) -> None:
        self._store = store
        self._cursor = cursor
        self._address = address
        self._clock = clock
        self._told = told
        self._name = store.generation
        self._schema = "redline_" + re.sub(r"[^a-z0-9]+", "_", store.generation.lower())

    def run(self, keeping: Keeping) -> Pushed:
        self._cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", (_LOCK,))
        if not self._cursor.fetchone()[0]:
            raise StoreError(f"Another push is at work in {shown(self._address)}. Wait until it has ended, then push again.")
        run(self._cursor, "postgis_pointer", "redline")
        self._cursor.execute("SELECT 1 FROM redline.generation WHERE name = %s", (self._name,))
        if self._cursor.fetchone():
            self._point()
            self._let_read()
            return Pushed(self._name, 0, 0, again=True)
        run(self._cursor, "postgis", self._schema)
        entities, tiles = self._fill()
        make_layer_views(self._store, self._cursor, self._schema)
        run(self._cursor, "postgis_index", self._schema)
        row = (self._name, self._schema, FORMAT, timestamp(self._clock))
        self._cursor.execute("INSERT INTO redline.generation (name, schema, format, pushed_at) VALUES (%s, %s, %s, %s)", row)
        self._point()
        self._let_read()
        self._drop_old(keeping)
        return Pushed(self._name, entities, tiles, again=False)

    def _point(self) -> None:
        self._cursor.execute(_POINT, (self._name,))

    def _let_read(self) -> None:
        """The role that readers have, where the database has it (docs/constraint-layers.md)."""
        self._cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'redline_reader'")
        if self._cursor.fetchone():
            for schema in ("redline", self._schema):
                run(self._cursor, "postgis_grant", schema)

    def _drop_old(self, keeping: Keeping) -> None:
        """Those that are too many, but for what was replaced so lately that somebody may still read it."""
        replaced = self._clock.now()
        latest = replaced - timedelta(hours=keeping.hours)
        self._cursor.execute(_OTHERS, (self._name,))
        for place, (name, schema, pushed_at) in enumerate(self._cursor.fetchall(), start=1):
            if place >= keeping.kept and replaced <= latest:
                run(self._cursor, "postgis_drop", schema)
                self._cursor.execute("DELETE FROM redline.generation WHERE name = %s", (name,))
            replaced = datetime.fromisoformat(pushed_at.replace("Z", "+00:00"))

    def _fill(self) -> tuple[int, int]:
        store = self._store
        self._copy("dataset", ("id", "slug", "administrative"), store.rows_of(_DATASETS))
        self._copy("layer", ("id", "dataset", "name", "kind", "west", "south", "east", "north"), store.rows_of(_LAYERS))
        self._copy("layer_column", ("id", "layer", "column_name", "source"), store.rows_of(_LAYER_COLUMNS))
        snapshots = store.snapshots().values()
        columns = ("dataset", "identifier", "source", "fetched_at", "count", "without_geometry", "repaired", "coverage", "operation")
        rest = ("metres", "grid", "sha256", "licence", "attribution", "data_date", "local_layer")
        self._copy("snapshot", (*columns, *rest), (_snapshot_row(each) for each in snapshots))
        coverage = ((slug, name, _hex(shapely.from_wkb(body))) for slug, name, body in store.rows_of(_COVERAGE))
        self._copy("coverage", ("dataset", "name", "geometry"), coverage)
        self._copy("repair", ("id", "dataset", "entity", "reason", "area_before", "area_after"), store.rows_of(_REPAIRS))
        self._copy("issue", ("id", "dataset", "row", "what", "message"), store.rows_of(_ISSUES))
        entities = self._copy("entity", _ENTITY_COLUMNS, self._entities())
        tiles = ((number, entity, full, _hex(shapely.from_wkb(body))) for number, entity, full, body in store.rows_of(_TILES))
        return entities, self._copy("tile", ("id", "entity", "full", "geometry"), tiles)

    def _entities(self) -> Iterator[tuple[Any, ...]]:
        ids = {slug: number for number, slug, _ in self._store.rows_of(_DATASETS)}
        layers = [(slug, layer) for slug, of_dataset in self._store.layers().items() for layer in of_dataset]
        for slug, layer in layers:
            for record in self._store.layer_records(slug, layer):
                entity = record.entity
                dates = [day.isoformat() if day is not None else None for day in (entity.start_date, entity.end_date)]
                shape = None if record.shape is None else _hex(decoded(record.shape))
                named = (entity.key, ids[slug], entity.number, entity.reference, entity.name, *dates, entity.quality, entity.constraint)
                yield (*named, layer, json.dumps(dict(record.attributes), ensure_ascii=False).replace("\\u0000", ""), shape)

    def _copy(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Stream rows into a table; gives how many."""
        from psycopg2 import Error, sql

        stream = _CopyStream(rows, lambda done: self._told(table, done))
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        self._told(table, 0)
        try:
            self._cursor.copy_expert(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(self._schema, table), names), stream)
        except Error:
            # What stopped the rows themselves is told as what it is, not as the database's word for it
            if stream.fault is not None:
                raise stream.fault from None
            raise
        return stream.rows


_ENTITY_COLUMNS = (
    *("key", "dataset", "number", "reference", "name", "start_date", "end_date", "quality", "constraint_key"),
    *("layer", "attributes", "geometry"),
)


class _CopyStream:
    """Rows as PostgreSQL's COPY reads them, made as they are asked for."""

    def __init__(self, rows: Iterable[Sequence[Any]], told: Callable[[int], None]) -> None:
        self._lines = (_line(row) for row in rows)
        self._told = told
        self._left = b""
        self.rows = 0
        self.fault: BaseException | None = None

    def __enter__(self) -> None:
        """What goes wrong inside is kept, because psycopg2 forgets what it was."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.fault = error

    def read(self, size: int) -> bytes:
        with self:
            return self._read(size)

    def _read(self, size: int) -> bytes:
        parts, length = [self._left], len(self._left)
        while length < size:
            line = next(self._lines, None)
            if line is None:
                break
            self.rows += 1
            if self.rows % _ROWS == 0:
                self._told(self.rows)
            parts.append(line)
            length += len(line)
        whole = b"".join(parts)
        self._left = whole[size:]
        return whole[:size]


def _line(row: Sequence[Any]) -> bytes:
    return ("\t".join(_cell(value) for value in row) + "\n").encode("utf-8", "replace")


def _cell(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    text = str(value).replace("\0", "")
    for sign, escape in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(sign, escape)
    return text


def _hex(geometry: shapely.Geometry) -> str:
    return str(shapely.to_wkb(shapely.set_srid(geometry, _SRID), hex=True, include_srid=True))


def _snapshot_row(each: Any) -> tuple[Any, ...]:
    counts = (each.count, each.without_geometry, each.repaired, each.coverage.value)
    accuracy = (each.accuracy.operation, each.accuracy.metres, each.accuracy.grid)
    return (
        each.dataset,
        each.identifier,
        each.source,
        each.fetched_at,
        *counts,
        *accuracy,
        each.sha256,
        each.licence,
        each.attribution,
        each.data_date,
        local_text(each.local),
    )
