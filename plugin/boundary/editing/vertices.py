"""Moving, adding and removing one vertex."""

from __future__ import annotations

from math import hypot

import numpy as np
from shapely.geometry.base import BaseGeometry

from ...arrays import values
from .drawn import CannotDraw, Drawn, metres
from .rings import LEAST, Place, Point, Rings, ring_at, rings_of, with_ring

#: Metres under which two neighbouring vertices are one.
_ONE = 0.001


def move_vertex(geometry: BaseGeometry, place: Place, to: Point) -> Drawn:
    """Put a vertex somewhere else; put on a neighbour, it becomes one with it.

    The line may cross itself then: that is for ``sound`` to say, and for the officer to go on from.
    """
    rings = rings_of(geometry)
    ring = ring_at(rings, place)
    moved = ring.copy()
    moved[place.vertex] = to
    distance = hypot(*values(moved[place.vertex] - ring[place.vertex]))
    beside = (ring[place.vertex - 1], ring[(place.vertex + 1) % len(ring)])
    if distance >= _ONE and len(ring) > LEAST and any(hypot(*values(moved[place.vertex] - other)) < _ONE for other in beside):
        return Drawn(with_ring(rings, place, np.delete(ring, place.vertex, axis=0)), "Vertex put on its neighbour, now one")
    return Drawn(with_ring(rings, place, moved), f"Vertex moved {metres(distance)}")


def insert_vertex(geometry: BaseGeometry, edge: Place, at: Point) -> Drawn:
    """Add a vertex to an edge, at a point on it or beside it."""
    rings = rings_of(geometry)
    ring = ring_at(rings, edge)
    return Drawn(with_ring(rings, edge, np.insert(ring, edge.vertex + 1, at, axis=0)), "Vertex added")


def remove_vertex(geometry: BaseGeometry, place: Place) -> Drawn:
    """Take a vertex away; its neighbours are joined by a straight edge. CannotDraw where three are left."""
    rings = rings_of(geometry)
    ring = ring_at(rings, place)
    refuse_too_few(rings, place, len(ring) - 1)
    return Drawn(with_ring(rings, place, np.delete(ring, place.vertex, axis=0)), "Vertex removed")


def refuse_too_few(rings: Rings, place: Place, left: int) -> None:
    """CannotDraw where a ring would be left with fewer vertices than it takes."""
    if left >= LEAST:
        return
    if place.ring:
        raise CannotDraw("A hole takes three vertices. Fill the hole instead.")
    if len(rings) > 1:
        raise CannotDraw("A part takes three vertices. Remove the part instead.")
    raise CannotDraw("A red line takes three vertices. Move this one instead.")
