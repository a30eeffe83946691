"""Making one part of parts that meet or lie over each other."""

from __future__ import annotations

import itertools

import shapely
from shapely.geometry.base import BaseGeometry

from ..assembly import part_count, polygons_of
from .drawn import CannotDraw, Drawn, metres
from .rings import of_parts, parts_of
from .soundness import sound_shape


def merge(geometry: BaseGeometry) -> Drawn:
    """Join every part with those that it meets along an edge or overlaps. CannotDraw, with the gap, where all of them lie apart."""
    parts = parts_of(geometry)
    if len(parts) < 2:
        raise CannotDraw("The red line has one part only: there is nothing to merge.")
    whole = [sound_shape(part) for part in parts]
    joined = polygons_of(shapely.union_all(whole))
    left = part_count(joined)
    if left == len(parts):
        one, other = min(itertools.combinations(range(len(parts)), 2), key=lambda pair: shapely.distance(parts[pair[0]], parts[pair[1]]))
        gap = float(shapely.distance(parts[one], parts[other]))
        how = f"lie {metres(gap)} apart" if gap > 0 else "meet at a point only"
        named = f"parts {one + 1} and {other + 1} {how}"
        raise CannotDraw(f"No two parts meet along an edge: {named}. Move an edge across, or add the land between.")
    counted = float(sum(part.area for part in parts) - joined.area)
    over = f", {counted:,.1f} m² lay over each other" if counted > 0.05 else ""
    return Drawn(of_parts(parts_of(joined)), f"{len(parts)} parts merged into {left}{over}")
