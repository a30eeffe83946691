"""Where the number of a constraint stands on a map of an enquiry: inside its shape, clear of the place and of the other numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot
from typing import NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from .answer_rows import AnswerRow

#: How far apart two numbers stand at least, and a number from the place, as a share of the map's height.
_APART = 0.075
_FROM_THE_PLACE = 0.09
#: The shape is asked for room in so many columns and rows.
_CELLS = 5


class MapLabel(NamedTuple):
    """A row and where its number stands, in EPSG:27700."""

    row: AnswerRow
    east: float
    north: float


class MapLabels(NamedTuple):
    """``everywhere`` are the rows whose shapes cover the whole map: they have no edge on it and no number."""

    placed: tuple[MapLabel, ...]
    everywhere: tuple[AnswerRow, ...]


def map_labels(rows: Sequence[AnswerRow], ground: BaseGeometry, place: tuple[float, float]) -> MapLabels:
    """Numbers for the rows that have a shape on ``ground`` (a rectangle in EPSG:27700); the first rows choose first."""
    _, south, _, north = ground.bounds
    height = north - south
    placed: list[MapLabel] = []
    everywhere: list[AnswerRow] = []
    for row in rows:
        shape = None if row.shape is None else shapely.intersection(row.shape, ground)
        if shape is None or shapely.is_empty(shape):
            continue
        if shapely.covers(row.shape, ground):
            everywhere.append(row)
            continue
        taken = [(label.east, label.north) for label in placed]
        spots = list(_spots(shape, ground))
        clear = (spot for spot in spots if _is_clear(spot, taken, place, height))
        placed.append(MapLabel(row, *next(clear, spots[0])))
    return MapLabels(tuple(placed), tuple(everywhere))


def _spots(shape: BaseGeometry, ground: BaseGeometry) -> Iterator[tuple[float, float]]:
    """Points of the shape: one in its middle, then one in each cell of the map that it reaches."""
    middle = shapely.point_on_surface(shape)
    yield middle.x, middle.y
    west, south, east, north = ground.bounds
    wide, high = (east - west) / _CELLS, (north - south) / _CELLS
    for row in range(_CELLS):
        for column in range(_CELLS):
            cell = shapely.box(west + column * wide, south + row * high, west + (column + 1) * wide, south + (row + 1) * high)
            inside = shapely.intersection(shape, cell)
            if not shapely.is_empty(inside):
                spot = shapely.point_on_surface(inside)
                yield spot.x, spot.y


def _is_clear(spot: tuple[float, float], taken: Sequence[tuple[float, float]], place: tuple[float, float], height: float) -> bool:
    if hypot(spot[0] - place[0], spot[1] - place[1]) < _FROM_THE_PLACE * height:
        return False
    return all(hypot(spot[0] - east, spot[1] - north) >= _APART * height for east, north in taken)
