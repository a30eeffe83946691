"""Writes GeoPackage 1.3 with Python's own sqlite3, so that it works wherever the plugin does."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ...domain.clock import Clock, timestamp
from ...domain.errors import StoreError
from ...sqlite_uri import sqlite_uri
from .geopackage_layer import Column, FeatureLayer
from .geopackage_sql import GeometryType, filled, statement, statements_of

if TYPE_CHECKING:
    from typing_extensions import Self

_ATTRIBUTES = "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES (?, 'attributes', ?, ?, ?)"


class GeoPackageWriter:
    """A GeoPackage in EPSG:27700 that appears at ``path`` all at once.

    A context manager: what is written goes to a ``.part`` file beside ``path``, which replaces ``path`` on a clean end and is
    removed after an error. With ``resumable`` a part file that is there is gone on with; it outlives a crash as it was at the last
    ``checkpoint``, and an error with all the steps that were done. Layers open in QGIS, OGR and every other reader; ``StoreError`` says
    why where the file cannot be written.
    """

    def __init__(self, path: Path, clock: Clock, *, resumable: bool = False) -> None:
        self.path = path
        self.part = part_of(path)
        self._clock = clock
        self._layers: list[FeatureLayer] = []
        self._tables: list[tuple[str, str]] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not resumable:
                self.part.unlink(missing_ok=True)
            self.resumed = self._kept = self.part.exists()
            self._unsaved = False
            # Not every SQLite attaches by a URI where the first file was not opened by one.
            self.connection = sqlite3.connect(sqlite_uri(self.part.resolve()), uri=True, isolation_level=None)
            # Nobody reads the part file: unless it is to be gone on with, a crash leaves it to be cleared, and no journal is needed.
            self.connection.execute("PRAGMA journal_mode = DELETE" if resumable else "PRAGMA journal_mode = OFF")
            self.connection.execute("PRAGMA synchronous = NORMAL" if resumable else "PRAGMA synchronous = OFF")
            self.connection.execute("PRAGMA cache_size = -65536")
            self.connection.execute("BEGIN")
            if not self.resumed:
                for each in statements_of(statement("geopackage")):
                    self.connection.execute(each)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{path} cannot be written: {error}. Choose a folder that you may write to.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            self.publish()
            return
        if self._kept and self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        self.connection.close()
        if not self._kept:
            self.part.unlink(missing_ok=True)
        if isinstance(error, sqlite3.Error):
            raise StoreError(f"{self.path} was not written: {error}.") from error

    def add_layer(self, name: str, geometry_type: GeometryType, columns: Sequence[Column] = (), description: str = "") -> FeatureLayer:
        """A new feature layer with ``fid`` and ``geom`` (EPSG:27700) before ``columns``."""
        layer = FeatureLayer(self.connection, name, geometry_type, columns, description)
        self._layers.append(layer)
        return layer

    def add_table(self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[object]], description: str = "") -> None:
        """A table without geometry, with ``fid`` before ``columns``, and its rows."""
        self.add_attributes(name, columns, description).append(rows)

    def add_attributes(self, name: str, columns: Sequence[Column], description: str = "") -> AttributeTable:
        """A table without geometry, with ``fid`` before ``columns``, whose rows come by and by."""
        table = AttributeTable(self.connection, name, columns)
        self.register_table(name, description)
        return table

    def register_table(self, name: str, description: str) -> None:
        """Make a table that exists known to other tools."""
        self._tables.append((name, description))

    def finish_layers(self) -> None:
        """Index and register every layer that was added; no row can be added to them any more."""
        for layer in self._layers:
            layer.finish(self._moment())
        self._layers = []

    @contextmanager
    def step(self) -> Iterator[None]:
        """Something that is written as a whole, with its layers, or not at all; after an error the steps before it are kept."""
        done = False
        self.connection.execute("SAVEPOINT step")
        try:
            yield
            self.finish_layers()
            done = True
        finally:
            if done:
                self.connection.execute("RELEASE step")
                self._unsaved = True
            elif self.connection.in_transaction:
                self.connection.execute("ROLLBACK TO step")
                self._layers = []
                if self._unsaved:
                    self.checkpoint()

    def checkpoint(self) -> None:
        """Keep the steps that were done so far, whatever comes; that costs some waiting for the disk."""
        if not self._unsaved:
            return
        self.connection.execute("COMMIT")
        self._kept, self._unsaved = True, False
        self.connection.execute("BEGIN")

    def publish(self) -> None:
        """Finish every layer and put the file in its place."""
        self.finish_layers()
        self.connection.executemany(_ATTRIBUTES, [(name, name, description, self._moment()) for name, description in self._tables])
        if self.connection.in_transaction:
            self.connection.execute("COMMIT")
        self.connection.close()
        try:
            with self.part.open("rb+") as part:
                os.fsync(part.fileno())
            self.part.replace(self.path)
        except OSError as error:
            raise StoreError(f"{self.path} was not written: {error}.") from error

    def _moment(self) -> str:
        return timestamp(self._clock).replace("Z", ".000Z")


def part_of(path: Path) -> Path:
    """Where a GeoPackage is written before it is whole."""
    return path.with_name(path.name + ".part")


class AttributeTable:
    """Rows without geometry."""

    def __init__(self, connection: sqlite3.Connection, name: str, columns: Sequence[Column]) -> None:
        self._connection = connection
        connection.execute(filled("table_create", table=name))
        for column in columns:
            connection.execute(filled("layer_add_column", table=name, column=column.name, type=column.type))
        self._insert = filled("layer_insert", table=name, columns=[column.name for column in columns], values=len(columns))

    def append(self, rows: Iterable[Sequence[object]]) -> None:
        """Add rows: their values in the order of the columns."""
        self._connection.executemany(self._insert, rows)
