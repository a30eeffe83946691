"""One feature layer of a GeoPackage that is being written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import values
from .geopackage_blob import NATIONAL_GRID_ID, encoded
from .geopackage_rtree import fill_rtree, rounded_outwards
from .geopackage_sql import ColumnType, GeometryType, filled, statements_of

_CONTENTS = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id)
VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)
"""
_GEOMETRY_COLUMN = "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)"
_EXTENSION = """
INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')
"""

#: The type number of the single geometries that a layer of multi ones takes as well, and what makes them multi.
_MULTI: dict[GeometryType, tuple[int, Callable[..., Any]]] = {
    GeometryType.MULTIPOINT: (0, shapely.multipoints),
    GeometryType.MULTILINESTRING: (1, shapely.multilinestrings),
    GeometryType.MULTIPOLYGON: (3, shapely.multipolygons),
}


@dataclass(frozen=True)
class Column:
    """A column beside ``fid`` and ``geom``; the name holds lower-case letters, digits and underscores only."""

    name: str
    type: ColumnType = ColumnType.TEXT


class FeatureLayer:
    """Rows go in by batches; the R-tree, its registration and its triggers come at the end, in ``finish``."""

    def __init__(
        self, connection: sqlite3.Connection, name: str, geometry_type: GeometryType, columns: Sequence[Column], description: str = ""
    ) -> None:
        self.name = name
        self.geometry_type = geometry_type
        self.columns: list[str] = []
        self._connection = connection
        self._description = description
        self._next = 1
        self._ids: list[NDArray[np.int64]] = []
        self._boxes: list[NDArray[np.float32]] = []
        connection.execute(filled("layer_create", table=name, type=geometry_type))
        for column in columns:
            self.add_column(column)

    def add_column(self, column: Column) -> None:
        """Add a column, in the middle of writing as well: the rows so far have no value in it."""
        self._connection.execute(filled("layer_add_column", table=self.name, column=column.name, type=column.type))
        self.columns.append(column.name)

    def append(self, geometries: NDArray[np.object_], rows: Sequence[Sequence[object]], fids: NDArray[np.int64] | None = None) -> None:
        """Add rows: 2-D geometries in EPSG:27700 (or None) and, in the order of ``columns``, their values.

        Single geometries are promoted where the layer holds multi ones. Without ``fids`` rows are numbered from 1.
        """
        if fids is None:
            fids = np.arange(self._next, self._next + len(rows), dtype=np.int64)
            self._next += len(rows)
        geometries = promoted(geometries, self.geometry_type)
        bounds = shapely.bounds(geometries)
        self.append_encoded(encoded(geometries, bounds), bounds, rows, fids)

    def append_encoded(
        self, blobs: Sequence[bytes | None], bounds: NDArray[np.float64], rows: Sequence[Sequence[object]], fids: NDArray[np.int64]
    ) -> None:
        """Add rows whose geometries are GeoPackage blobs of the layer's type; ``bounds`` (n, 4) are theirs, NaN without a geometry."""
        self._connection.executemany(
            filled("layer_insert", table=self.name, columns=["fid", "geom", *self.columns], values=len(self.columns) + 2),
            [(fid, blob, *row) for fid, blob, row in zip(values(fids), blobs, rows)],
        )
        placed = ~np.isnan(bounds[:, 0])
        self.place(fids[placed], rounded_outwards(bounds[placed]))

    def place(self, fids: NDArray[np.int64], boxes: NDArray[np.float32]) -> None:
        """Remember the boxes of rows for the R-tree (rows that were copied in by other means)."""
        self._ids.append(fids)
        self._boxes.append(boxes)

    def finish(self, moment: str) -> None:
        """Register the layer, fill and register its R-tree. ``moment`` is ISO 8601 in UTC."""
        ids = np.concatenate([np.empty(0, dtype=np.int64), *self._ids])
        boxes = np.concatenate([np.empty((0, 4), dtype=np.float32), *self._boxes])
        extent = [*values(boxes[:, :2].min(axis=0)), *values(boxes[:, 2:].max(axis=0))] if len(ids) else [None] * 4
        self._connection.execute(_CONTENTS, (self.name, self.name, self._description, moment, *extent, NATIONAL_GRID_ID))
        self._connection.execute(_GEOMETRY_COLUMN, (self.name, self.geometry_type.value, NATIONAL_GRID_ID))
        rtree = rtree_name(self.name)
        self._connection.execute(filled("layer_rtree", rtree=rtree))
        fill_rtree(self._connection, rtree, ids, boxes)
        self._connection.execute(_EXTENSION, (self.name,))
        verbs = ("insert", "update1", "update2", "update3", "update4", "delete")
        triggers = filled("layer_triggers", table=self.name, rtree=rtree, **{verb: f"{rtree}_{verb}" for verb in verbs})
        for trigger in statements_of(triggers):
            self._connection.execute(trigger)


def rtree_name(layer: str) -> str:
    """The name that the GeoPackage standard gives a layer's R-tree."""
    return f"rtree_{layer}_geom"


def promoted(geometries: NDArray[np.object_], geometry_type: GeometryType) -> NDArray[np.object_]:
    """Single geometries made multi where the layer's type is a multi one."""
    if geometry_type not in _MULTI:
        return geometries
    single, multi = _MULTI[geometry_type]
    chosen = np.flatnonzero(shapely.get_type_id(geometries) == single)
    if len(chosen) == 0:
        return geometries
    result = geometries.copy()
    result[chosen] = multi(geometries[chosen], indices=np.arange(len(chosen)))
    return result
