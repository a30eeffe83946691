"""Where the number of a constraint stands on a map of an enquiry: inside its shape, clear of the place and of the other numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot
from typing import NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from .answer_rows import AnswerRow

#: How far apart two numbers stand, where there is room and at the least, and a number from the place, as a share of the map's height.
_APART = (0.075, 0.05)
_FROM_THE_PLACE = 0.09
#: A shape that is smaller than this share of the map's height may have its number beside it: so far from its middle, on one of these sides.
_SMALL = 0.25
#: A number covers a shape as small as this, a point above all: it then stands beside it wherever there is room.
_TINY = 0.06
_BESIDE_BY = (0.06, 0.1, 0.14)
_BESIDE = ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))
#: What stands on every map: the scale bar in one corner, north in another, as shares of its width and height.
_SCALE_BAR, _NORTH = (0.34, 0.17), (0.11, 0.19)
#: The shape is asked for room in so many columns and rows.
_CELLS = 5


class MapLabel(NamedTuple):
    """A row and where its number stands, in EPSG:27700."""

    row: AnswerRow
    east: float
    north: float


class MapLabels(NamedTuple):
    """``everywhere`` are the rows whose shapes cover the whole map: they have no edge on it and no number. ``crowded`` are those for whose
    number there is no room.
    """

    placed: tuple[MapLabel, ...]
    everywhere: tuple[AnswerRow, ...]
    crowded: tuple[AnswerRow, ...]


def map_labels(rows: Sequence[AnswerRow], ground: BaseGeometry, place: tuple[float, float]) -> MapLabels:
    """Numbers for the rows that have a shape on ``ground`` (a rectangle in EPSG:27700); the first rows choose first."""
    _, south, _, north = ground.bounds
    height = north - south
    placed: list[MapLabel] = []
    everywhere: list[AnswerRow] = []
    crowded: list[AnswerRow] = []
    for row in rows:
        shape = None if row.shape is None else shapely.intersection(row.shape, ground)
        if shape is None or shapely.is_empty(shape):
            continue
        if shapely.covers(row.shape, ground):
            everywhere.append(row)
            continue
        taken = [(label.east, label.north) for label in placed]
        spots = list(_spots(shape, ground))
        free = [each for each in spots if not _is_taken(each, ground)]
        clear = (each for apart in _APART for each in free if _is_clear(each, taken, place, height, apart))
        spot = next(clear, None)
        if spot is None:
            crowded.append(row)
        else:
            placed.append(MapLabel(row, *spot))
    return MapLabels(tuple(placed), tuple(everywhere), tuple(crowded))


def _spots(shape: BaseGeometry, ground: BaseGeometry) -> Iterator[tuple[float, float]]:
    """Points of the shape: one in its middle, then one in each cell of the map that it reaches; of a tiny one first those beside it."""
    middle = shapely.point_on_surface(shape)
    west, south, east, north = ground.bounds
    left, bottom, right, top = shape.bounds
    size = max(right - left, top - bottom) / (north - south)
    beside = [
        (middle.x + east_by * share * (north - south), middle.y + north_by * share * (north - south))
        for share in _BESIDE_BY
        for east_by, north_by in _BESIDE
    ]
    if size < _TINY:
        yield from beside
    yield middle.x, middle.y
    wide, high = (east - west) / _CELLS, (north - south) / _CELLS
    for row in range(_CELLS):
        for column in range(_CELLS):
            cell = shapely.box(west + column * wide, south + row * high, west + (column + 1) * wide, south + (row + 1) * high)
            inside = shapely.intersection(shape, cell)
            if not shapely.is_empty(inside):
                spot = shapely.point_on_surface(inside)
                yield spot.x, spot.y
    if size < _SMALL:
        yield from beside


def _is_taken(spot: tuple[float, float], ground: BaseGeometry) -> bool:
    """Whether the scale bar or north stands there, or the map ends."""
    west, south, east, north = ground.bounds
    across, up = (spot[0] - west) / (east - west), (spot[1] - south) / (north - south)
    on_bar = across < _SCALE_BAR[0] and up < _SCALE_BAR[1]
    on_north = across > 1 - _NORTH[0] and up > 1 - _NORTH[1]
    return on_bar or on_north or not (0 < across < 1 and 0 < up < 1)


def _is_clear(
    spot: tuple[float, float], taken: Sequence[tuple[float, float]], place: tuple[float, float], height: float, apart: float
) -> bool:
    if hypot(spot[0] - place[0], spot[1] - place[1]) < _FROM_THE_PLACE * height:
        return False
    return all(hypot(spot[0] - east, spot[1] - north) >= apart * height for east, north in taken)
