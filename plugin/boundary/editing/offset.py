"""Moving the whole line outwards or inwards by a distance."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..assembly import part_count, polygons_of
from .drawn import CannotDraw, Drawn, metres
from .rings import Coordinates, geometry_of, of_parts, parts_of, rings_of
from .soundness import sound

#: A corner that would stand out by more than so many times the distance is cut off, as on paper.
_MITRE_LIMIT = 5.0


def offset(geometry: BaseGeometry, distance: float) -> Drawn:
    """Move every edge by ``distance`` metres, outwards where it is positive; corners stay corners and keep their number.

    Where there is no room for that, edges that meet are joined, and that is said. CannotDraw where nothing would be left.
    """
    land = sound(geometry)
    done = f"Line moved {metres(abs(distance))} {'out' if distance >= 0 else 'in'}"
    exact = _each_edge(land, distance)
    if exact is not None:
        return Drawn(exact, done)
    resized = polygons_of(shapely.buffer(land, distance, join_style="mitre", mitre_limit=_MITRE_LIMIT))
    if resized.is_empty:
        raise CannotDraw(f"Nothing is left of the red line {metres(abs(distance))} further in. Choose a smaller distance.")
    return Drawn(of_parts(parts_of(resized)), f"{done}; {_what_gave_way(land, resized)}")


def _each_edge(land: BaseGeometry, distance: float) -> BaseGeometry | None:
    """Every edge moved by itself and met with the ones beside it; None where edges turn round, corners stand out too far or rings meet."""
    moved: list[list[Coordinates]] = []
    for rings in rings_of(land):
        part = [_ring(ring, distance, hole=number > 0) for number, ring in enumerate(rings)]
        whole = [ring for ring in part if ring is not None]
        if len(whole) < len(part):
            return None
        moved.append(whole)
    made = geometry_of(moved)
    return made if shapely.is_valid(made) else None


def _ring(ring: Coordinates, distance: float, *, hole: bool) -> Coordinates | None:
    along = np.roll(ring, -1, axis=0) - ring
    lengths = np.hypot(*along.T)
    if not lengths.all():
        return None
    along /= lengths[:, np.newaxis]
    anticlockwise = float(np.sum(ring[:, 0] * np.roll(ring[:, 1], -1) - np.roll(ring[:, 0], -1) * ring[:, 1])) > 0
    side = 1.0 if anticlockwise != hole else -1.0
    outward = np.stack([along[:, 1], -along[:, 0]], axis=1) * side
    before = np.roll(outward, 1, axis=0)
    # The corner moves along the middle of the two outward directions, farther the sharper it is
    cosine = 1.0 + np.einsum("ij,ij->i", before, outward)
    if (cosine < 2.0 / _MITRE_LIMIT**2).any():
        return None
    corners = ring + (before + outward) / cosine[:, np.newaxis] * distance
    turned = np.einsum("ij,ij->i", np.roll(corners, -1, axis=0) - corners, along) <= 0
    return None if turned.any() else np.asarray(corners)


def _what_gave_way(land: BaseGeometry, resized: BaseGeometry) -> str:
    """What is no longer as it was, for lack of room."""
    said = []
    before, after = part_count(land), part_count(resized)
    if before != after:
        said.append(f"{after} {'part' if after == 1 else 'parts'} where there were {before}")
    holes = [int(np.sum(shapely.get_num_interior_rings(shapely.get_parts(shape)))) for shape in (land, resized)]
    if holes[0] != holes[1]:
        said.append(f"{holes[1]} {'hole' if holes[1] == 1 else 'holes'} where there were {holes[0]}")
    said.append("where there was no room, corners were cut off or joined")
    return ", ".join(said)
