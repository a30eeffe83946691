"""Gives the records of one conservation area one key, once a dataset is whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import values
from ..geopackage.geopackage_blob import decoded_all
from ..geopackage.geopackage_sql import filled
from .constraint_keys import are_twins, grouped, may_be_twins
from .generation_writer import GenerationWriter

_POLYGON_LAYERS = (
    "SELECT layer.name FROM layer JOIN dataset ON dataset.id = layer.dataset WHERE dataset.slug = ? AND layer.kind = 'polygon'"
)
_SET_KEY = "UPDATE entity SET constraint_key = ? WHERE key = ?"
#: Geometries at a time, so that memory stays small however many there are.
_FETCHED = 500


def join_twins(generation: GenerationWriter, slug: str) -> int:
    """Let records whose areas are the same by nine tenths share the key of the authoritative one, else of the lowest number.

    Gives how many records got another's key.
    """
    joined = 0
    for (layer,) in generation.connection.execute(_POLYGON_LAYERS, (slug,)).fetchall():
        joined += _join(generation.connection, str(layer), slug)
    return joined


def _join(connection: sqlite3.Connection, layer: str, slug: str) -> int:
    identities: list[tuple[int, int, str]] = []
    measured: list[NDArray[np.float64]] = [np.empty((0, 5))]
    for rows in _batches(connection.execute(filled("layer_rows", columns=["fid", "entity", "quality", "geom"], table=layer))):
        placed = [row for row in rows if row[3] is not None]
        areas = decoded_all([row[3] for row in placed])
        identities.extend((row[0], row[1], row[2]) for row in placed)
        measured.append(np.column_stack([shapely.bounds(areas).reshape(-1, 4), shapely.area(areas)]))
    figures = np.concatenate(measured)
    pairs = may_be_twins(figures[:, :4], figures[:, 4])
    same: list[NDArray[np.int64]] = [np.empty((0, 2), dtype=np.int64)]
    for start in range(0, len(pairs), _FETCHED):
        some = pairs[start : start + _FETCHED]
        one, other = (_areas(connection, layer, [identities[position][0] for position in values(some[:, side])]) for side in (0, 1))
        same.append(some[are_twins(one, other)])
    joined = 0
    for group in grouped(np.concatenate(same)):
        members = sorted((identities[position] for position in group), key=lambda member: (member[2] != "authoritative", member[1]))
        connection.executemany(_SET_KEY, [(f"{slug}:{members[0][1]}", fid) for fid, _, _ in members])
        joined += len(members) - 1
    return joined


def _batches(rows: sqlite3.Cursor) -> Iterator[list[tuple[int, int, str, bytes | None]]]:
    return iter(lambda: rows.fetchmany(_FETCHED), [])


def _areas(connection: sqlite3.Connection, layer: str, fids: list[int]) -> NDArray[np.object_]:
    select = filled("layer_row", columns=["geom"], table=layer)
    return decoded_all([connection.execute(select, (fid,)).fetchone()[0] for fid in fids])
