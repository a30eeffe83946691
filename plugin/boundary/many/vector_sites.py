"""Records of a vector file of sites, a few thousand at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby, islice
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import shapely
import shapely.errors
import shapely.geometry

from ...domain.reading import SiteReading
from ..mapping import ColumnMapping
from ..plain_values import as_text
from ..tables import TableReader, VectorRow
from .raw_sites import RawSites


def vector_sites(path: Path, name: str, reader: TableReader, mapping: ColumnMapping, size: int) -> Iterator[RawSites]:
    """``size`` records of a layer at a time. Raises UnreadableFile as reading them one by one would."""
    for _, layer in groupby(reader.vector_rows(path, name), key=lambda row: row.layer):
        while rows := list(islice(layer, size)):
            yield _raw(name, rows, reader, mapping)


def _raw(name: str, rows: Sequence[VectorRow], reader: TableReader, mapping: ColumnMapping) -> RawSites:
    properties: list[Any] = [(row.values or {}).get("properties") or {} for row in rows]
    columns = mapping.over(properties[0])
    shapes = np.full(len(rows), None, dtype=object)
    shapes[:] = [_shape(row) for row in rows]
    references, types, submitted = (
        [as_text(each.get(column)) for each in properties] for column in (columns.reference, columns.type, columns.submitted)
    )
    return RawSites(
        file=name,
        stem=PurePosixPath(name).stem,
        numbers=[row.number for row in rows],
        references=references,
        types=types,
        submitted=submitted,
        shapes=shapes,
        label=rows[0].label,
        reread=partial(_reread, reader, name, rows),
    )


def _shape(row: VectorRow) -> shapely.Geometry | None:
    geometry = (row.values or {}).get("geometry")
    if not geometry or row.arcs or geometry["type"] not in {"Polygon", "MultiPolygon"}:
        return None
    try:
        return shapely.geometry.shape(geometry)
    except (ValueError, TypeError, shapely.errors.GEOSException):
        return None


def _reread(reader: TableReader, name: str, rows: Sequence[VectorRow], position: int) -> SiteReading:
    return reader.record(name, rows[position])
