"""Rows of a (Geo)Parquet file of sites, a few thousand at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import shapely
import shapely.geometry
from shapely.geometry.base import BaseGeometry

from ...arrays import values
from ...domain.errors import UnreadableFile
from ...domain.reading import SiteReading
from ..mapping import ColumnMapping
from ..plain_values import as_text
from ..tables import TableReader, VectorRow, no_geometry_column
from .raw_sites import RawSites

#: GeoParquet without a word on its coordinates means longitude and latitude.
_USUAL_CRS = "EPSG:4326"


def parquet_sites(path: Path, name: str, reader: TableReader, mapping: ColumnMapping, size: int) -> Iterator[RawSites]:
    """``size`` rows at a time; the geometry is WKB, or text that is WKT. Raises UnreadableFile without pyarrow, and where it can't read."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        message = f"{name} can't be read here: reading Parquet needs the Python library pyarrow. Save it as GeoPackage or CSV with WKT."
        raise UnreadableFile(message, name) from error
    try:
        with parquet.ParquetFile(path) as file:
            columns = mapping.over(file.schema_arrow.names)
            primary, label = _geo(file.schema_arrow.metadata or {})
            geometry = primary or columns.geometry
            if geometry not in file.schema_arrow.names:
                raise no_geometry_column(name, file.schema_arrow.names)
            done = 0
            for batch in file.iter_batches(batch_size=size):
                rows = batch.to_pylist()
                yield _raw(name, rows, geometry, columns, mapping.crs or label, reader, done)
                done += len(rows)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableFile(f"{name} can't be read: {error}. Is it damaged, or not what its name says?", name) from error


def _raw(
    name: str,
    rows: Sequence[Mapping[str, Any]],
    geometry: str,
    columns: ColumnMapping,
    label: str,
    reader: TableReader,
    done: int,
) -> RawSites:
    bodies = [row[geometry] for row in rows]
    read = shapely.from_wkt if any(isinstance(body, str) for body in bodies) else shapely.from_wkb
    shapes = np.full(len(rows), None, dtype=object)
    shapes[:] = values(read(np.array(bodies, dtype=object), on_invalid="ignore"))
    references, types, submitted = (
        [as_text(row.get(column)) for row in rows] for column in (columns.reference, columns.type, columns.submitted)
    )
    return RawSites(
        file=name,
        stem=PurePosixPath(name).stem,
        numbers=range(done + 1, done + len(rows) + 1),
        references=references,
        types=types,
        submitted=submitted,
        shapes=shapes,
        label=label,
        reread=partial(_reread, reader, name, rows, geometry, values(shapes), label, done),
    )


def _reread(
    reader: TableReader,
    name: str,
    rows: Sequence[Mapping[str, Any]],
    geometry: str,
    shapes: Sequence[BaseGeometry | None],
    label: str,
    done: int,
    position: int,
) -> SiteReading:
    shape = shapes[position]
    drawn = None if shape is None else shapely.geometry.mapping(shape)
    properties = {column: value for column, value in rows[position].items() if column != geometry}
    layer = PurePosixPath(name).stem
    return reader.record(name, VectorRow(layer, label, done + position + 1, {"geometry": drawn, "properties": properties}, arcs=False))


def _geo(metadata: Mapping[bytes, bytes]) -> tuple[str, str]:
    """The geometry column and the coordinate system that the file's own GeoParquet metadata name, each "" where they don't."""
    if b"geo" not in metadata:
        return "", ""
    geo = json.loads(metadata[b"geo"])
    primary = str(geo.get("primary_column", ""))
    crs = geo.get("columns", {}).get(primary, {}).get("crs", _USUAL_CRS)
    if crs is None or isinstance(crs, str):
        return primary, crs or ""
    identifier = crs.get("id", {})
    code = f"{identifier.get('authority')}:{identifier.get('code')}"
    return primary, _USUAL_CRS if code == "OGC:CRS84" else code if identifier else json.dumps(crs)
