"""Whether the shapes of a file are what the platform takes: of the right kind, valid, in England."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import values
from ...boundary.england import in_england
from ..store.geometry_repair import repair
from .issue import Fix, Issue, issue
from .standard_table import StandardTable

_WANTED = {"polygon": ("a polygon or a multipolygon", (3, 6)), "point": ("a point", (0,))}
#: Two records that share so much of what either covers are called alike, as the platform's own team takes it.
_ALIKE = 0.95


def check_shapes(table: StandardTable) -> Iterator[Issue]:
    """What is wrong with single shapes, field by field. A safe repair is the fix, as WKT in EPSG:27700."""
    for field in (field for field in table.standard.fields if field.is_geometry):
        shapes = table.shapes[field.name]
        for position, why in table.unread[field.name].items():
            yield issue("geometry-unreadable", table.rows[position].number, field.name, why=why)
        for position, why in table.unplaced[field.name].items():
            yield issue("coordinates-unplaced", table.rows[position].number, field.name, why=why)
        wanted, kinds = _WANTED[field.kind]
        kind_of = shapely.get_type_id(shapes)
        for position in values(np.flatnonzero((kind_of >= 0) & ~np.isin(kind_of, kinds))):
            what = shapes[position].geom_type
            yield issue("geometry-kind", table.rows[position].number, field.name, value=what, wanted=wanted)
        yield from _invalid(table, field.name, shapes)
        yield from _abroad(table, field.name, shapes)


def check_system(table: StandardTable) -> Iterator[Issue]:
    """One word for the whole file where its coordinates are not longitude and latitude."""
    if not table.in_wgs84 and table.systems:
        field = next(field.name for field in table.standard.fields if field.is_geometry)
        words = " ".join(table.notes) or f"The coordinates are in {' and '.join(sorted(table.systems))}."
        yield issue("coordinates-not-wgs84", None, field, why=words)


def check_alike(table: StandardTable) -> Iterator[Issue]:
    """Rows that cover nearly the same ground as a row before, both current."""
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


def _invalid(table: StandardTable, name: str, shapes: NDArray[np.object_]) -> Iterator[Issue]:
    broken = values(np.flatnonzero(~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)))
    mended = repair(shapes)
    for position in broken:
        row, why = table.rows[position].number, shapely.is_valid_reason(shapes[position])
        after = mended.geometries[position]
        if after is None:
            yield issue("geometry-beyond-repair", row, name, why=why)
            continue
        change = after.area - shapes[position].area
        words = f"Repaired: {after.area:,.1f} m², {change:+,.1f} m² against what the crossing lines count."
        yield issue("geometry-invalid", row, name, why=why, fix=Fix(shapes[position].wkt, after.wkt, words))


def _abroad(table: StandardTable, name: str, shapes: NDArray[np.object_]) -> Iterator[Issue]:
    """Where the first corner does not lie in England: by it the platform judges."""
    present = np.flatnonzero(~shapely.is_missing(shapes))
    if len(present) == 0:
        return
    coordinates, owners = shapely.get_coordinates(shapes[present], return_index=True)
    _, first = np.unique(owners, return_index=True)
    inside = in_england(coordinates[first, 0], coordinates[first, 1])
    for position in values(present[~inside]):
        yield issue("outside-england", table.rows[position].number, name)
