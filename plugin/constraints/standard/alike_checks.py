"""Whether two current records stand on the same ground or the same spot: one may be a double."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from ...arrays import values
from .issue import Issue, issue
from .standard_table import StandardTable

#: Two records that share so much of what either covers are called alike, as the platform's own team takes it.
_ALIKE = 0.95
#: Metres within which two points are one spot: less than the sixth decimal of a degree tells.
_SPOT = 0.05


def check_alike(table: StandardTable) -> Iterator[Issue]:
    """Rows that cover nearly the same ground as a row before, or stand on its spot, both current."""
    yield from _grounds(table)
    yield from _spots(table)


def _grounds(table: StandardTable) -> Iterator[Issue]:
    shapes = table.shapes.get("geometry")
    if shapes is None:
        return
    usable = np.flatnonzero(shapely.is_valid(shapes) & (shapely.area(shapes) > 0))
    usable = np.array([at for at in values(usable) if not table.rows[at]["end-date"]], dtype=int)
    tree = shapely.STRtree(shapes[usable])
    left, right = tree.query(shapes[usable], predicate="intersects")
    earlier = left > right
    left, right = usable[left[earlier]], usable[right[earlier]]
    if len(left) == 0:
        return
    first, second = shapely.area(shapes[left]), shapely.area(shapes[right])
    close = np.minimum(first, second) >= _ALIKE * np.maximum(first, second)
    left, right, most = left[close], right[close], np.maximum(first, second)[close]
    shared = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    told: set[int] = set()
    for one, other in zip(values(left[shared >= _ALIKE * most]), values(right[shared >= _ALIKE * most])):
        if one not in told:
            told.add(one)
            yield issue("shapes-alike", table.rows[one].number, "geometry", other=table.rows[other].number)


def _spots(table: StandardTable) -> Iterator[Issue]:
    """Points that are what a record has for a shape: beside an outline a point may well be shared."""
    points, outlines = table.shapes.get("point"), table.shapes.get("geometry")
    if points is None:
        return
    first: dict[tuple[int, int], int] = {}
    for position, point in enumerate(values(points)):
        has_outline = outlines is not None and outlines[position] is not None
        if point is None or has_outline or point.geom_type != "Point" or table.rows[position]["end-date"]:
            continue
        spot = (round(point.x / _SPOT), round(point.y / _SPOT))
        if spot in first:
            yield issue("points-alike", table.rows[position].number, "point", other=table.rows[first[spot]].number)
        else:
            first[spot] = position
