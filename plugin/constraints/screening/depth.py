"""How far, at most, something reaches inside a site's edge: the same for polygons, lines and points, and certain to a centimetre.

The depth is that of the point of the thing which is farthest from the site's edge. Two figures close in on it:

* At least: measure the distance to the edge at any point of the thing. The depth is that or more.
* At most: choose one straight stretch of the edge. The distance to a straight stretch is never greater in the middle of a piece than at
  the piece's corners, so the farthest corner gives a figure that no point of the piece exceeds. The distance to the whole edge is no
  greater than that to one stretch, so the depth is that or less. An average of the distances to two or three stretches works the same way.

While the two are more than a centimetre apart, the piece is cut in half and each half is asked again, the more promising first.

Example: a site from x = 0 to 40 m, and a strip in it from x = 1 to 3 m, far from the other walls. A point at x = 3 is 3 m from the left
wall: at least 3.00. The strip's corners are at most 3 m from the left wall: at most 3.00. The depth is 3.00 m. For the whole site, the
corners are up to 40 m from the left wall and from the right one, but left and right together always make 40 m: their average, 20 m, is
the most, and the middle of the site is 20 m from both.

A buffer would be shorter to write but can't certify this: its arcs are polygons, and GEOS may move its input by 1 % of the distance.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from .edge import SiteEdge

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Depths are given to one centimetre.
PRECISION = 0.01

#: A depth that misses a threshold by less than a micrometre has reached it: coordinates carry no more.
EPSILON = 1e-6

_MOST_DISTANCES = 60_000
_ADDS_UP_TO = 1e-9
_WEIGHED_SEGMENTS = 10
_SUPPORTS = 3


@dataclass(frozen=True)
class _Piece:
    """A polygon, or a straight stretch (two ends; one for a point), and the segments that may be nearest to any of its points."""

    vertices: NDArray[np.float64]
    polygon: shapely.Polygon | None
    segments: NDArray[np.intp]
    upper: float

    def narrowed(self, segments: NDArray[np.intp], upper: float) -> _Piece:
        return _Piece(self.vertices, self.polygon, segments, upper)


def depth(inside: shapely.Geometry, site: shapely.Geometry, precision: float = PRECISION) -> float:
    """The greatest distance in metres from a point of ``inside`` to the edge of ``site`` (exterior and holes).

    ``inside`` is any geometry that lies within ``site`` already; both EPSG:27700. The figure is never too great, and never short by more
    than ``precision``. 0.0 where ``inside`` is empty or only meets the edge.
    """
    return DepthSearch(SiteEdge.of(site)).depth([inside], precision)


def greatest_depth(site: shapely.Geometry, precision: float = PRECISION) -> float:
    """The depth of a site in itself: the radius of the largest circle that it holds, in metres."""
    return depth(site, site, precision)


class DepthSearch:
    """Answers depth questions about one site's edge."""

    def __init__(self, edge: SiteEdge) -> None:
        self._edge = edge

    def depth(self, parts: Iterable[shapely.Geometry], precision: float = PRECISION) -> float:
        """The greatest depth of several geometries that lie within the site, in metres."""
        return self._search(parts, precision=precision, wanted=math.inf)

    def reaches(self, parts: Iterable[shapely.Geometry], wanted: float) -> bool:
        """Whether the depth is at least ``wanted`` metres: decided exactly, not by the estimate to one centimetre."""
        wanted -= EPSILON
        return self._search(parts, precision=EPSILON, wanted=wanted) >= wanted

    def _search(self, parts: Iterable[shapely.Geometry], *, precision: float, wanted: float) -> float:
        """A depth true of some point, when it is within ``precision`` or it is known on which side of ``wanted`` the depth lies."""
        every_segment = np.arange(len(self._edge))
        lower = 0.0
        queue: list[tuple[float, int, _Piece]] = []
        serial = 0
        waiting = [piece for part in parts for piece in _pieces(part, every_segment)]
        while True:
            for piece in waiting:
                lower, bounded = self._bounds(piece, lower, precision)
                if bounded.upper > lower + precision and (wanted == math.inf or bounded.upper >= wanted):
                    serial -= 1  # of two equal bounds the newer and smaller piece goes first
                    heapq.heappush(queue, (-bounded.upper, serial, bounded))
            if lower >= wanted or not queue:
                return lower
            _, _, widest = heapq.heappop(queue)
            if widest.upper <= lower + precision:
                return lower
            waiting = _halves(widest)

    def _bounds(self, piece: _Piece, lower: float, precision: float) -> tuple[float, _Piece]:
        """The lower bound raised by true distances, and the piece with its upper bound and its segments narrowed."""
        vertices = piece.vertices
        low, high = vertices.min(axis=0), vertices.max(axis=0)
        radius = float(np.hypot(*(high - low))) / 2.0
        from_centre = self._edge.distances((low + high)[None, :] / 2.0, piece.segments)[0]
        upper = min(piece.upper, float(from_centre.min()) + radius)
        segments = piece.segments[from_centre - radius <= upper]
        if len(vertices) * len(segments) > _MOST_DISTANCES and radius > EPSILON:
            sample = vertices[:: 1 + len(vertices) // 16]
            return max(lower, float(self._edge.nearest(sample, segments).max())), piece.narrowed(segments, upper)
        distances = self._edge.distances(vertices, segments)
        lower = max(lower, float(distances.min(axis=1).max()))
        worst = distances.max(axis=0)
        upper = min(upper, float(worst.min()))
        if upper > lower:
            closest = np.argsort(worst)[:_WEIGHED_SEGMENTS]
            chosen = distances[:, closest]
            upper = min(upper, _best_mean_of_two(chosen))
            lower = max(lower, self._at_equal_distances(piece, distances, segments))
        if upper > lower + precision and piece.polygon is not None and len(segments) >= _SUPPORTS:
            peak = self._edge.peak((low + high) / 2.0, segments[closest])
            if peak is not None:
                upper = min(upper, float((chosen @ peak.weights).max(axis=0).min()))
                if shapely.contains_xy(piece.polygon, *peak.point):
                    lower = max(lower, float(self._edge.nearest(peak.point[None, :], segments)[0]))
        return lower, piece.narrowed(segments, upper)

    def _at_equal_distances(self, piece: _Piece, distances: NDArray[np.float64], segments: NDArray[np.intp]) -> float:
        """The greatest true distance at the points of the outline that are about equally far from two segments: where ridges cross it."""
        nearest = distances.argmin(axis=1)
        changes = np.flatnonzero((nearest[:-1] != nearest[1:]) & _joined(piece))
        if not len(changes):
            return 0.0
        after = changes + 1
        one, other = nearest[changes], nearest[after]
        gap_before = distances[changes, other] - distances[changes, one]
        gap_after = distances[after, one] - distances[after, other]
        total = gap_before + gap_after
        usable = total > 0.0
        fraction = (gap_before[usable] / total[usable])[:, None]
        points = piece.vertices[changes[usable]] * (1.0 - fraction) + piece.vertices[after[usable]] * fraction
        return float(self._edge.nearest(points, segments).max()) if len(points) else 0.0


def _pieces(part: shapely.Geometry, segments: NDArray[np.intp]) -> list[_Piece]:
    """Polygons as they are, lines as their straight stretches, points as stretches of no length."""
    pieces: list[_Piece] = []
    for simple in _simple(part):
        vertices = shapely.get_coordinates(simple)
        if isinstance(simple, shapely.Polygon):
            pieces.append(_Piece(vertices, simple, segments, math.inf))
        elif len(vertices) == 1:
            pieces.append(_Piece(vertices, None, segments, math.inf))
        else:
            pieces.extend(_Piece(vertices[i : i + 2], None, segments, math.inf) for i in range(len(vertices) - 1))
    return pieces


def _simple(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    """The non-empty single geometries of any geometry, however deeply nested."""
    if shapely.get_type_id(geometry) <= shapely.GeometryType.POLYGON:
        return [] if shapely.is_empty(geometry) else [geometry]
    simple = shapely.get_parts(geometry)
    while (shapely.get_type_id(simple) > shapely.GeometryType.POLYGON).any():
        simple = shapely.get_parts(simple)
    return list(simple[~shapely.is_empty(simple)])


def _best_mean_of_two(chosen: NDArray[np.float64]) -> float:
    """The least of the bounds that any two of the chosen segments give: exact on the ridge between two parallel walls."""
    return float((chosen[:, :, None] + chosen[:, None, :]).max(axis=0).min()) / 2.0


def _joined(piece: _Piece) -> NDArray[np.bool_]:
    """Whether each vertex of a piece and the next one stand on the same ring."""
    if piece.polygon is None or not shapely.get_num_interior_rings(piece.polygon):
        return np.ones(len(piece.vertices) - 1, dtype=np.bool_)
    _, ring = shapely.get_coordinates(shapely.get_rings(piece.polygon), return_index=True)
    result: NDArray[np.bool_] = ring[1:] == ring[:-1]
    return result


def _halves(piece: _Piece) -> list[_Piece]:
    """The two halves of a piece across its longer side; what lies on the cut line only is in neither, and is the limit of both."""
    if piece.polygon is None:
        centre = piece.vertices.mean(axis=0)
        return [_Piece(np.stack([end, centre]), None, piece.segments, piece.upper) for end in piece.vertices]
    polygons = [part for half in _cut_across(piece.polygon, piece.vertices) for part in _simple(half) if isinstance(part, shapely.Polygon)]
    return [_Piece(shapely.get_coordinates(polygon), polygon, piece.segments, piece.upper) for polygon in polygons]


def _cut_across(polygon: shapely.Polygon, vertices: NDArray[np.float64]) -> list[shapely.Geometry]:
    """The two halves of a polygon; a clip whose areas do not add up is done again by the slower and sounder intersection.

    clip_by_rect goes wrong where vertices lie on the rectangle (seen with GEOS 3.13: an area came out a third too large), so the
    rectangles reach beyond the polygon and the cut runs where no vertex is.
    """
    (west, south), (east, north) = vertices.min(axis=0) - 1.0, vertices.max(axis=0) + 1.0
    axis = 0 if east - west >= north - south else 1
    middle = (float(vertices[:, axis].min()) + float(vertices[:, axis].max())) / 2.0
    if (vertices[:, axis] == middle).any():
        middle += (float(vertices[:, axis].max()) - middle) / 16.0
    boxes = (
        ((west, south, middle, north), (middle, south, east, north))
        if axis == 0
        else ((west, south, east, middle), (west, middle, east, north))
    )
    halves: list[shapely.Geometry] = [shapely.clip_by_rect(polygon, *box) for box in boxes]
    area = float(shapely.area(polygon))
    if abs(float(shapely.area(halves).sum()) - area) > _ADDS_UP_TO * area:
        sound = shapely.make_valid(polygon)
        return [shapely.intersection(sound, shapely.box(*box)) for box in boxes]
    return halves
