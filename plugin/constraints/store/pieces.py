"""Cuts geometries into pieces that screening can test quickly."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import GEOSException

from ...arrays import values
from ...domain.errors import StoreError
from ..box import Box, box_of
from .geometry_repair import one_kind

#: How far, relative to the whole, the pieces' areas (or lengths) may add up to something else.
ADDS_UP_TO = 1e-9
#: After so many halvings that took hardly a vertex away (corners in one spot, slivers side by side) a piece stays as large as it is.
_MOST_STALLED = 8
_HARDLY_LESS = 0.8
#: Cuts make corners of their own; a shape (a hedgehog of slivers) that would grow to more than this many times its size is cut no further.
_MOST_GROWTH = 8
_SMALLEST_SIDE = 1e-3
_ROOM = 1.0
_RECTANGLE_COORDINATES = 5
_SAME_AREA = 1e-12

_Clip = Callable[[shapely.Geometry, Box], "shapely.Geometry | None"]


@dataclass(frozen=True)
class Piece:
    """A part of a geometry. ``full``: it is the whole of its bounding box."""

    geometry: shapely.Geometry
    full: bool


def cut(geometry: shapely.Geometry, most_vertices: int = 256) -> list[Piece]:
    """Cut a valid geometry of one kind into pieces of at most ``most_vertices`` vertices.

    The box is halved along its longer side at the median of the vertices, again and again. The pieces' areas (lengths of lines) add up
    to the whole's within 1e-9 of it; where the quick clip does not achieve that or leaves an invalid piece, the exact intersection is
    used instead.
    """
    if shapely.get_num_coordinates(geometry) <= most_vertices:
        parts = [geometry]
    elif shapely.get_dimensions(geometry) == 0:
        points = shapely.get_parts(geometry)
        parts = [shapely.MultiPoint(points[start : start + most_vertices]) for start in range(0, len(points), most_vertices)]
    else:
        parts = _halved(geometry, most_vertices, _quick_clip)
        if not _adds_up(geometry, parts):
            parts = _halved(geometry, most_vertices, _exact_clip)
            if not _adds_up(geometry, parts):
                raise StoreError("A geometry could not be cut into pieces that add up to it.")
    made = np.array(parts, dtype=object)
    return [Piece(part, full) for part, full in zip(parts, values(are_full(made)))]


def are_full(geometries: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Which geometries are polygons that fill their bounding box."""
    boxes = shapely.bounds(geometries)
    box_areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    full: NDArray[np.bool_] = (
        (shapely.get_num_coordinates(geometries) == _RECTANGLE_COORDINATES)
        & (shapely.get_type_id(geometries) == 3)
        & (box_areas > 0)
        & (shapely.area(geometries) >= box_areas * (1 - _SAME_AREA))
    )
    return full


def _halved(geometry: shapely.Geometry, most_vertices: int, clip: _Clip) -> list[shapely.Geometry]:
    done: list[shapely.Geometry] = []
    count = int(shapely.get_num_coordinates(geometry))
    allowed = _MOST_GROWTH * (count + most_vertices)
    waiting = deque([(geometry, 2 * count, 0)])
    while waiting:
        part, count_before, stalled = waiting.popleft()
        west, south, east, north = box_of(part)
        coordinates = shapely.get_coordinates(part)
        stalled = 0 if len(coordinates) <= _HARDLY_LESS * count_before else stalled + 1
        if (
            len(coordinates) <= most_vertices
            or stalled >= _MOST_STALLED
            or allowed < count
            or max(east - west, north - south) < _SMALLEST_SIDE
        ):
            done.append(part)
            continue
        # The quick clip goes wrong where an edge runs along the box: only the cutting line itself may meet the part.
        low_x, low_y, high_x, high_y = west - _ROOM, south - _ROOM, east + _ROOM, north + _ROOM
        if east - west >= north - south:
            middle = _middle(coordinates[:, 0], west, east)
            halves = ((low_x, low_y, middle, high_y), (middle, low_y, high_x, high_y))
        else:
            middle = _middle(coordinates[:, 1], south, north)
            halves = ((low_x, low_y, high_x, middle), (low_x, middle, high_x, high_y))
        for half in halves:
            clipped = clip(part, half)
            if clipped is not None and not shapely.is_empty(clipped):
                waiting.append((clipped, len(coordinates), stalled))
                count += int(shapely.get_num_coordinates(clipped))
        count -= len(coordinates)
    return done


def _middle(values: NDArray[np.float64], low: float, high: float) -> float:
    """Between the median and its neighbour, so that no corner lies on the cut; the middle of the box where the halves would be slivers."""
    half = len(values) // 2
    ordered = np.partition(values, (half - 1, half))
    median = float(ordered[half - 1] + ordered[half]) / 2
    margin = (high - low) / 16
    return median if low + margin <= median <= high - margin else (low + high) / 2


def _quick_clip(part: shapely.Geometry, box: Box) -> shapely.Geometry | None:
    try:
        return _same_dimension(shapely.clip_by_rect(part, *box), part)
    except GEOSException:
        return _exact_clip(part, box)


def _exact_clip(part: shapely.Geometry, box: Box) -> shapely.Geometry | None:
    return _same_dimension(shapely.intersection(part, shapely.box(*box)), part)


def _same_dimension(clipped: shapely.Geometry, part: shapely.Geometry) -> shapely.Geometry | None:
    """What is left of the clip without the points and lines where the part only meets the box."""
    if shapely.is_empty(clipped) or shapely.get_dimensions(clipped) < shapely.get_dimensions(part):
        return None
    return one_kind(clipped) if shapely.get_type_id(clipped) == 7 else clipped


def _adds_up(whole: shapely.Geometry, parts: list[shapely.Geometry]) -> bool:
    made = np.array(parts, dtype=object)
    measure = shapely.area if shapely.get_dimensions(whole) == 2 else shapely.length
    expected = float(measure(whole))
    return bool(shapely.is_valid(made).all()) and abs(float(measure(made).sum()) - expected) <= ADDS_UP_TO * expected
