"""A red line as the rings that it is drawn by, and the vertices and edges on them by their places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ...arrays import values
from .drawn import CannotDraw

Coordinates = NDArray[np.float64]
#: By part, then by ring, the outer one first; each ring an array of (vertices, 2), its first vertex not repeated.
Rings = list[list[Coordinates]]
Point = tuple[float, float]

#: A ring takes so many vertices.
LEAST = 3


class Place(NamedTuple):
    """Where a vertex is, or the edge that begins at it: part, ring (0 is the outer one), vertex; each counts from 0."""

    part: int
    ring: int
    vertex: int


class OnEdge(NamedTuple):
    """A point on an edge."""

    place: Place
    at: Point


def rings_of(geometry: BaseGeometry) -> Rings:
    """The rings of a Polygon or MultiPolygon, valid or not."""
    return [[_open(ring) for ring in (polygon.exterior, *polygon.interiors)] for polygon in parts_of(geometry)]


def parts_of(geometry: BaseGeometry) -> list[shapely.Polygon]:
    """The polygons of a red line, or of a collection of shapes, in the order in which they were drawn."""
    return [part for part in shapely.get_parts(shapely.get_parts([geometry])) if isinstance(part, shapely.Polygon) and not part.is_empty]


def geometry_of(rings: Sequence[Sequence[Coordinates]]) -> BaseGeometry:
    """The Polygon or MultiPolygon that the rings draw."""
    return of_parts([shapely.Polygon(part[0], part[1:]) for part in rings])


def of_parts(parts: Sequence[shapely.Polygon]) -> BaseGeometry:
    """One red line of these polygons: a Polygon where there is one."""
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(list(parts))


def ring_at(rings: Rings, place: Place) -> Coordinates:
    """The ring that a place is on; CannotDraw where the line has changed since and has no such place."""
    try:
        ring = rings[place.part][place.ring]
    except IndexError:
        raise CannotDraw("The red line has changed meanwhile; point at the place again.") from None
    if not 0 <= place.vertex < len(ring):
        raise CannotDraw("The red line has changed meanwhile; point at the place again.")
    return ring


def with_ring(rings: Rings, place: Place, ring: Coordinates) -> BaseGeometry:
    """The line with another ring in the place of the one that ``place`` is on."""
    return geometry_of([[ring if (part, number) == place[:2] else each for number, each in enumerate(of)] for part, of in enumerate(rings)])


def vertex_at(geometry: BaseGeometry, place: Place) -> Point:
    """The position of a vertex."""
    x, y = values(ring_at(rings_of(geometry), place)[place.vertex])
    return x, y


def edge_at(geometry: BaseGeometry, place: Place) -> tuple[Point, Point]:
    """The two ends of an edge."""
    ring = ring_at(rings_of(geometry), place)
    (ax, ay), (bx, by) = values(ring[place.vertex]), values(ring[(place.vertex + 1) % len(ring)])
    return (ax, ay), (bx, by)


def nearest_vertex(geometry: BaseGeometry, point: Point, reach: float) -> Place | None:
    """The vertex nearest to a point, None where none lies within ``reach`` metres."""
    best, nearest = None, reach
    for part, of in enumerate(rings_of(geometry)):
        for number, ring in enumerate(of):
            distances = np.hypot(*(ring - point).T)
            vertex = int(np.argmin(distances))
            if distances[vertex] <= nearest:
                best, nearest = Place(part, number, vertex), float(distances[vertex])
    return best


def nearest_edge(geometry: BaseGeometry, point: Point, reach: float) -> OnEdge | None:
    """The edge nearest to a point and the point on it, None where none lies within ``reach`` metres."""
    best, nearest = None, reach
    for part, of in enumerate(rings_of(geometry)):
        for number, ring in enumerate(of):
            feet = _feet(ring, point)
            distances = np.hypot(*(feet - point).T)
            vertex = int(np.argmin(distances))
            if distances[vertex] <= nearest:
                x, y = values(feet[vertex])
                best, nearest = OnEdge(Place(part, number, vertex), (x, y)), float(distances[vertex])
    return best


def part_at(geometry: BaseGeometry, point: Point) -> int | None:
    """The part that a point lies in, None outside all of them."""
    parts = parts_of(geometry)
    inside = [number for number, part in enumerate(parts) if shapely.intersects_xy(part, *point)]
    return min(inside, key=lambda number: parts[number].area) if inside else None


def hole_at(geometry: BaseGeometry, point: Point) -> Place | None:
    """The hole that a point lies in, as the place of its first vertex; None outside all of them."""
    holes = [
        (float(shapely.area(shapely.Polygon(hole))), Place(number, ring, 0))
        for number, part in enumerate(parts_of(geometry))
        for ring, hole in enumerate(part.interiors, start=1)
        if shapely.intersects_xy(shapely.Polygon(hole), *point)
    ]
    return min(holes)[1] if holes else None


def _open(ring: shapely.LinearRing) -> Coordinates:
    return np.asarray(shapely.get_coordinates(ring)[:-1])


def _feet(ring: Coordinates, point: Point) -> Coordinates:
    """For each edge of a ring, the point on it that is nearest to ``point``."""
    along = np.roll(ring, -1, axis=0) - ring
    squared = np.einsum("ij,ij->i", along, along)
    share = np.einsum("ij,ij->i", point - ring, along) / np.where(squared > 0, squared, 1.0)
    feet: Coordinates = ring + along * np.clip(share, 0.0, 1.0)[:, np.newaxis]
    return feet
