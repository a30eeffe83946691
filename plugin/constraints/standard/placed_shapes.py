"""The shapes of one field of a table on the National Grid: those that can be read and placed, and why others can't be."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import values
from ...boundary.england import in_england
from ..records.record import RawGeometry
from ..records.record_geometry import to_geometries
from ..records.record_place import Placer


@dataclass(frozen=True)
class PlacedShapes:
    """``shapes`` are in EPSG:27700, None where there is none; by position, ``unread`` and ``unplaced`` say why one is not there.

    ``flipped`` has, by position, what lies in England once its coordinates are exchanged, and not as it stands. ``in_geojson`` counts
    those that are GeoJSON in a column of text. ``points`` has, of a field of areas, the positions of points that stand where its shape
    should, each with whether it stands in a column of that name.
    """

    shapes: NDArray[np.object_]
    unread: Mapping[int, str]
    unplaced: Mapping[int, str]
    flipped: Mapping[int, shapely.Geometry]
    in_geojson: int
    points: Mapping[int, bool] = field(default_factory=dict)


def place_shapes(raws: Sequence[RawGeometry | None], placer: Placer) -> PlacedShapes:
    """Read and place what a field holds."""
    parsed = [_parsed(raw) for raw in raws]
    made, unread = to_geometries(parsed)
    shapes, unplaced = placer.place(made)
    counted = sum(raw is not was for raw, was in zip(parsed, raws))
    return PlacedShapes(shapes, unread, unplaced, _flipped(made, shapes, unplaced, placer), counted)


def outside_england(shapes: NDArray[np.object_]) -> list[int]:
    """The positions of shapes whose first corner does not lie in England: by it the platform judges."""
    present = np.flatnonzero(~shapely.is_missing(shapes))
    if len(present) == 0:
        return []
    coordinates, owners = shapely.get_coordinates(shapes[present], return_index=True)
    _, first = np.unique(owners, return_index=True)
    return values(present[~in_england(coordinates[first, 0], coordinates[first, 1])])


def _parsed(raw: RawGeometry | None) -> RawGeometry | None:
    """The object that a text of GeoJSON is; anything else as it was."""
    if not isinstance(raw, str) or not raw.lstrip().startswith("{"):
        return raw
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError):
        return raw
    return told if isinstance(told, dict) else raw


def _flipped(
    made: NDArray[np.object_], shapes: NDArray[np.object_], unplaced: Mapping[int, str], placer: Placer
) -> dict[int, shapely.Geometry]:
    doubtful = sorted({*outside_england(shapes), *unplaced})
    if not doubtful:
        return {}
    exchanged = shapely.transform(made[doubtful], lambda coordinates: coordinates[:, ::-1])
    placed, _ = placer.apart().place(exchanged)
    astray = {*outside_england(placed)}
    return {at: placed[index] for index, at in enumerate(doubtful) if placed[index] is not None and index not in astray}
