"""A feature layer of a generation, whose columns come as the records bring them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..geopackage.geopackage import GeoPackageWriter
from ..geopackage.geopackage_layer import Column, FeatureLayer
from ..geopackage.geopackage_sql import ColumnType, GeometryType
from ..records.record import Record
from ..records.record_fields import normalised

IDENTITY_COLUMNS = (
    Column("dataset"),
    Column("entity", ColumnType.INTEGER),
    Column("reference"),
    Column("name"),
    Column("start_date", ColumnType.DATE),
    Column("end_date", ColumnType.DATE),
    Column("entry_date", ColumnType.DATE),
    Column("quality"),
)
_IDENTITY_NAMES = [column.name for column in IDENTITY_COLUMNS]
_IDENTITY_COUNT = len(IDENTITY_COLUMNS)
_LONGEST_NAME = 50
_LAYER = "INSERT INTO layer (dataset, name, kind) VALUES (?, ?, ?)"
_LAYER_COLUMN = "INSERT INTO layer_column (layer, column_name, source) VALUES (?, ?, ?)"


class RecordLayer:
    """Writes records as rows: the identity columns, then every source column as text.

    A source column that is an identity column ("start-date") is stored once, in that, unless its text says something else than was
    understood ("12/05/2020"): then the text is kept as well. Two names that differ in case or signs only get columns of their own.
    """

    def __init__(
        self, writer: GeoPackageWriter, dataset_id: int, name: str, kind: str, geometry_type: GeometryType, description: str
    ) -> None:
        self.name = name
        self._connection: sqlite3.Connection = writer.connection
        self._layer: FeatureLayer = writer.add_layer(name, geometry_type, IDENTITY_COLUMNS, description)
        self._slots: dict[str, int] = {}
        self._as_supplied: dict[str, int] = {}
        self._taken = {"fid", "geom", *_IDENTITY_NAMES}
        self._connection.execute(_LAYER, (dataset_id, name, kind))

    def append(
        self,
        records: Sequence[Record],
        numbers: Sequence[int],
        keys: NDArray[np.int64],
        blobs: Sequence[bytes | None],
        bounds: NDArray[np.float64],
    ) -> None:
        """Add the records with their entity numbers, keys and geometries (GeoPackage blobs, bounds; None, NaN where there is none)."""
        rows = [self._row(record, number) for record, number in zip(records, numbers)]
        width = len(self._layer.columns)
        for row in rows:
            row.extend([None] * (width - len(row)))
        self._layer.append_encoded(blobs, bounds, rows, keys)

    def _row(self, record: Record, number: int) -> list[object]:
        start, end, entry = record.start_date, record.end_date, record.entry_date
        row: list[object] = [
            record.dataset,
            number,
            record.reference,
            record.name,
            start.isoformat() if start else None,
            end.isoformat() if end else None,
            entry.isoformat() if entry else None,
            record.quality,
        ]
        row.extend([None] * (len(self._layer.columns) - _IDENTITY_COUNT))
        for source, text in record.attributes.items():
            slot = self._slots.get(source)
            if slot is None:
                slot = self._slots[source] = self._claim(source)
            if slot < _IDENTITY_COUNT:
                if str(row[slot]) == text:
                    continue
                slot = self._as_supplied.get(source)
                if slot is None:
                    slot = self._as_supplied[source] = self._add(f"{normalised(source)}_as_supplied", source)
            if slot >= len(row):
                row.extend([None] * (slot + 1 - len(row)))
            row[slot] = text
        return row

    def _claim(self, source: str) -> int:
        name = normalised(source)
        if name in _IDENTITY_NAMES and _IDENTITY_NAMES.index(name) not in self._slots.values():
            self._connection.execute(_LAYER_COLUMN, (self.name, name, source))
            return _IDENTITY_NAMES.index(name)
        return self._add(name, source)

    def _add(self, name: str, source: str) -> int:
        base = name[:_LONGEST_NAME].strip("_") or "column"
        column, again = base, 1
        while column in self._taken:
            again += 1
            column = f"{base}_{again}"
        self._taken.add(column)
        self._layer.add_column(Column(column))
        self._connection.execute(_LAYER_COLUMN, (self.name, column, source))
        return len(self._layer.columns) - 1
