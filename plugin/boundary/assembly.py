"""One valid geometry from the polygons of a red line, or a repair that waits for the officer's yes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..arrays import as_array
from ..domain.check import Check, Severity

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Square metres; less than a square millimetre is nothing but rounding.
_NO_AREA_M2 = 1e-6
#: Beyond these a line that crosses itself is asked for again: finding a repair takes minutes, and no officer could judge it.
_MOST_MENDED_CORNERS = 10_000
_MOST_MEETINGS = 400_000
_AT_A_TIME = 200
_PLACE = re.compile(r"\[(-?[\d.eE+-]+) (-?[\d.eE+-]+)\]")


@dataclass(frozen=True)
class Assembly:
    """What came of putting the polygons together, in EPSG:27700.

    ``geometry`` is valid and may be used, or None; then ``repaired`` may hold what a repair would give. ``area_before_m2`` is the area
    of the line as drawn, by the plain sum over its rings.
    """

    geometry: BaseGeometry | None
    repaired: BaseGeometry | None = None
    area_before_m2: float = 0.0
    checks: tuple[Check, ...] = field(default=())


def assemble(polygons: Sequence[shapely.Polygon], join_area_m2: float) -> Assembly:
    """Put polygons together.

    Parts that share an edge are joined; parts that share more than ``join_area_m2`` square metres, and lines that cross
    themselves, are errors with a repair.
    """
    before = float(sum(polygon.area for polygon in polygons))
    broken = [polygon for polygon in polygons if not polygon.is_valid]
    if broken:
        return _repair(polygons, before, tuple(_crossing(polygon) for polygon in broken))
    if before < _NO_AREA_M2:
        return Assembly(None, checks=(_no_area(),))
    joined = polygons_of(shapely.union_all(list(polygons)))
    shared = before - float(joined.area)
    if shared > join_area_m2:
        message = f"Parts of the red line lie over each other: {shared:,.1f} m² is counted twice."
        return _repair(polygons, before, (Check("parts-overlap", Severity.ERROR, message),))
    if len(polygons) > 1 and part_count(joined) < len(polygons):
        message = (
            f"{len(polygons)} parts of the red line meet along an edge and were joined into {part_count(joined)}. The area is unchanged."
        )
        return Assembly(joined, checks=(Check("parts-joined", Severity.INFORMATION, message),))
    return Assembly(polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(list(polygons)))


def polygons_of(geometry: BaseGeometry) -> BaseGeometry:
    """The polygons of a geometry alone, as a Polygon or a MultiPolygon (possibly empty)."""
    parts = shapely.get_parts(shapely.get_parts([geometry]))
    return one_of(parts[(shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(parts)])


def one_of(polygons: NDArray[np.object_]) -> BaseGeometry:
    """One geometry of the polygons of an array: a Polygon where there is one, else a MultiPolygon (possibly empty)."""
    joined: BaseGeometry = polygons[0] if len(polygons) == 1 else as_array(shapely.multipolygons(polygons)).item()
    return joined


def part_count(geometry: BaseGeometry) -> int:
    """How many polygons a geometry is made of."""
    return int(shapely.get_num_geometries(geometry))


def _repair(polygons: Sequence[shapely.Polygon], before: float, checks: tuple[Check, ...]) -> Assembly:
    if not _can_be_mended(polygons):
        return Assembly(None, checks=checks)
    mended = [polygons_of(shapely.make_valid(polygon, method="structure", keep_collapsed=False)) for polygon in polygons]
    repaired = polygons_of(shapely.union_all(mended))
    if repaired.area < _NO_AREA_M2:
        return Assembly(None, checks=(_no_area(),))
    return Assembly(None, repaired, before, checks)


def _can_be_mended(polygons: Sequence[shapely.Polygon]) -> bool:
    """Whether a repair is found in seconds: not of a line that nobody drew, whose sides meet each other without end."""
    corners = shapely.get_coordinates(list(polygons))
    if len(corners) > _MOST_MENDED_CORNERS:
        return False
    sides = as_array(shapely.linestrings(np.stack([corners[:-1], corners[1:]], axis=1)))
    tree, meetings = shapely.STRtree(sides), 0
    for start in range(0, len(sides), _AT_A_TIME):
        meetings += tree.query(sides[start : start + _AT_A_TIME]).shape[1]
        if meetings > _MOST_MEETINGS:
            return False
    return True


def _no_area() -> Check:
    return Check("no-area", Severity.ERROR, "The red line encloses no area. Ask for it again, or plot it from the plan.")


def _crossing(polygon: shapely.Polygon) -> Check:
    """Where and how the line breaks the rules, in words for the officer."""
    reason = shapely.is_valid_reason(polygon)
    found = _PLACE.search(reason)
    place = (float(found[1]), float(found[2])) if found else None
    where = f" at easting {place[0]:.0f}, northing {place[1]:.0f}" if place else ""
    if "Hole lies outside" in reason:
        return Check("hole-outside", Severity.ERROR, f"A hole of the red line lies outside it{where}.", place)
    if "Nested" in reason or "Interior is disconnected" in reason:
        return Check("rings-overlap", Severity.ERROR, f"Rings of the red line lie over each other{where}.", place)
    if "Too few points" in reason:
        return Check("too-few-vertices", Severity.ERROR, "A ring of the red line has fewer than three different vertices.")
    return Check("self-intersection", Severity.ERROR, f"The red line crosses itself{where}, so its inside is not certain.", place)
