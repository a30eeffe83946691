"""Moving an edge, pulling one out at right angles, and removing one."""

from __future__ import annotations

from math import hypot

import numpy as np
from shapely.geometry.base import BaseGeometry

from ...arrays import values
from .drawn import CannotDraw, Drawn, metres
from .rings import Coordinates, Place, Point, ring_at, rings_of, with_ring
from .vertices import refuse_too_few


def move_edge(geometry: BaseGeometry, edge: Place, by: Point) -> Drawn:
    """Move an edge with both its ends; the edges beside it follow."""
    rings = rings_of(geometry)
    ring = ring_at(rings, edge).copy()
    ring[[edge.vertex, (edge.vertex + 1) % len(ring)]] += by
    return Drawn(with_ring(rings, edge, ring), f"Edge moved {metres(hypot(*by))}")


def pull_edge(geometry: BaseGeometry, edge: Place, distance: float) -> Drawn:
    """Pull an edge out at right angles and leave its ends where they are, as an extension stands out from a wall.

    ``distance`` in metres adds land where it is positive and takes land away where it is negative.
    """
    rings = rings_of(geometry)
    ring = ring_at(rings, edge)
    start, end = ring[edge.vertex], ring[(edge.vertex + 1) % len(ring)]
    pulled = np.stack([start, end]) + outward(ring, edge) * distance
    done = "out" if distance >= 0 else "in"
    return Drawn(with_ring(rings, edge, np.insert(ring, edge.vertex + 1, pulled, axis=0)), f"Edge pulled {done} {metres(abs(distance))}")


def pull_distance(geometry: BaseGeometry, edge: Place, to: Point) -> float:
    """How far an edge has to be pulled at right angles to come as near to a point as it can; positive adds land."""
    ring = ring_at(rings_of(geometry), edge)
    return float(np.dot(np.asarray(to) - ring[edge.vertex], outward(ring, edge)))


def remove_edge(geometry: BaseGeometry, edge: Place) -> Drawn:
    """Take an edge away with both its ends; what was beside it is joined by a straight edge."""
    rings = rings_of(geometry)
    ring = ring_at(rings, edge)
    refuse_too_few(rings, edge, len(ring) - 2)
    return Drawn(with_ring(rings, edge, np.delete(ring, [edge.vertex, (edge.vertex + 1) % len(ring)], axis=0)), "Edge removed")


def outward(ring: Coordinates, edge: Place) -> Coordinates:
    """The direction, of length 1, in which an edge adds land: away from the land on an outer ring, into the hole on an inner one."""
    along = ring[(edge.vertex + 1) % len(ring)] - ring[edge.vertex]
    length = hypot(*values(along))
    if length == 0:
        raise CannotDraw("This edge has no length. Remove one of its two vertices.")
    right = np.array([along[1], -along[0]]) / length
    return right if _counter_clockwise(ring) != bool(edge.ring) else -right


def _counter_clockwise(ring: Coordinates) -> bool:
    x, y = (ring - ring[0]).T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) > 0
