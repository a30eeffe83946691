"""Adding land and taking land out: parts, holes, and shapes that lie across the line."""

from __future__ import annotations

import shapely
from shapely.geometry.base import BaseGeometry

from ..assembly import part_count, polygons_of
from .drawn import CannotDraw, Drawn, square_metres
from .rings import Place, geometry_of, of_parts, parts_of, ring_at, rings_of
from .soundness import sound, sound_shape

#: Square metres that are nothing but rounding.
_NOTHING_M2 = 0.001


def add_part(geometry: BaseGeometry, shape: BaseGeometry) -> Drawn:
    """Add land to the red line: a part of its own where it lies apart, joined with the parts that it meets.

    On an empty line the shape becomes the first part. CannotDraw for land that is inside already.
    """
    added = sound_shape(shape)
    if not parts_of(geometry):
        return Drawn(of_parts(parts_of(added)), f"Line drawn round {square_metres(added.area)}")
    land = sound(geometry)
    joined = polygons_of(shapely.union(land, added))
    gained = float(joined.area - land.area)
    if gained < _NOTHING_M2:
        raise CannotDraw("This land is inside the red line already.")
    if shapely.disjoint(land, added) or _meets_at_points_only(land, added):
        return Drawn(of_parts([*parts_of(land), *parts_of(added)]), f"Part of {square_metres(added.area)} added")
    return Drawn(of_parts(parts_of(joined)), f"Land of {square_metres(gained)} added, joined with the line")


def cut_hole(geometry: BaseGeometry, shape: BaseGeometry) -> Drawn:
    """Take land out of the red line: a hole where the shape lies inside, a piece cut from the edge where it reaches across.

    CannotDraw for a shape outside the line, and for one that would leave nothing.
    """
    land, taken = sound(geometry), sound_shape(shape)
    left = polygons_of(shapely.difference(land, taken))
    lost = float(land.area - left.area)
    if lost < _NOTHING_M2:
        raise CannotDraw("This shape lies outside the red line: there is nothing to take out.")
    if left.area < _NOTHING_M2:
        raise CannotDraw("This shape covers all of the red line: nothing would be left of it.")
    if shapely.contains_properly(land, taken):
        return Drawn(of_parts(parts_of(left)), f"Hole of {square_metres(lost)} cut")
    divided = part_count(left) - part_count(land)
    more = f", which leaves {part_count(left)} parts" if divided > 0 else ""
    return Drawn(of_parts(parts_of(left)), f"Land of {square_metres(lost)} cut from the edge{more}")


def remove_part(geometry: BaseGeometry, part: int) -> Drawn:
    """Take a part away with its holes. CannotDraw for the only one."""
    parts = parts_of(geometry)
    if len(parts) == 1:
        raise CannotDraw("This is the only part of the red line. Move its vertices, or draw another part first.")
    if not 0 <= part < len(parts):
        raise CannotDraw("The red line has changed meanwhile; point at the part again.")
    rest = parts[:part] + parts[part + 1 :]
    return Drawn(of_parts(rest), f"Part of {square_metres(parts[part].area)} removed")


def fill_hole(geometry: BaseGeometry, hole: Place) -> Drawn:
    """Make what lies in a hole part of the site again; ``hole`` is the place of any of its vertices."""
    rings = rings_of(geometry)
    ring = ring_at(rings, hole)
    if not hole.ring:
        raise CannotDraw("This is the outer line, not a hole.")
    del rings[hole.part][hole.ring]
    return Drawn(geometry_of(rings), f"Hole of {square_metres(shapely.Polygon(ring).area)} filled")


def replace_line(geometry: BaseGeometry, shape: BaseGeometry) -> Drawn:
    """Put another shape, all its parts and holes kept, in the place of the whole line."""
    taken = sound_shape(shape)
    before = f"{square_metres(geometry.area)} before, " if parts_of(geometry) else ""
    return Drawn(of_parts(parts_of(taken)), f"Line replaced: {before}{square_metres(taken.area)} now")


def _meets_at_points_only(land: BaseGeometry, added: BaseGeometry) -> bool:
    shared = shapely.intersection(land, added)
    return bool(shapely.touches(land, added)) and shared.length == 0
