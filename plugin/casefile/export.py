"""A copy of the cases for others: a GeoPackage with the red lines, the overlaps and the states of the datasets."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np

from ..constraints.geopackage.geopackage import GeoPackageWriter
from ..constraints.geopackage.geopackage_blob import decoded_all
from ..constraints.geopackage.geopackage_layer import Column, FeatureLayer
from ..constraints.geopackage.geopackage_sql import ColumnType, GeometryType
from ..domain.clock import Clock
from .file.statements import statement

_BATCH = 500
_REAL = {"area_m2", "accuracy_metres", "overlap_m2", "overlap_percent", "depth_m", "distance_m"}
_INTEGER = {"number", "current", "red_line_errors", "overlaps", "touches", "not_checked", "entity", "count"}


def export_geopackage(connection: sqlite3.Connection, path: Path, clock: Clock) -> Path:
    """Write ``path`` all at once, in EPSG:27700. No contact, representation or answer of an applicant goes into it.

    StoreError says why where it can't be written.
    """
    with GeoPackageWriter(path, clock) as writer:
        for name, kind, description in (
            ("boundaries", GeometryType.MULTIPOLYGON, "Every version of every red and blue line"),
            ("overlaps", GeometryType.GEOMETRY, "What of each constraint lies in the red line in force"),
        ):
            cursor = connection.execute(statement(f"export_{name}"))
            columns = _columns(cursor)[1:]
            _fill(cursor, writer.add_layer(name, kind, columns, description))
        cursor = connection.execute(statement("export_datasets"))
        writer.add_table("datasets", _columns(cursor), cursor.fetchall(), "The state of every dataset for the red line in force")
    return path


def _columns(cursor: sqlite3.Cursor) -> list[Column]:
    return [Column(name, _type(name)) for name, *_ in cursor.description]


def _type(name: str) -> ColumnType:
    if name in _REAL:
        return ColumnType.REAL
    return ColumnType.INTEGER if name in _INTEGER else ColumnType.TEXT


def _fill(cursor: sqlite3.Cursor, layer: FeatureLayer) -> None:
    """The first column is the blob, the others follow as they are named."""
    while True:
        rows = cursor.fetchmany(_BATCH)
        if not rows:
            return
        geometries = np.empty(len(rows), dtype=object)
        geometries[:] = decoded_all([row[0] for row in rows])
        layer.append(geometries, [row[1:] for row in rows])
