"""The peaks of the distance to a site's edge inside polygons; depth.py says why that is the other half of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import shapely

from .depth_bounds import DepthBounds
from .edge import SiteEdges
from .ragged import Ragged

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: So many squares lie across the shorter side of a polygon's box to begin with; a polygon longer than so many times that gets larger ones.
_ACROSS = 4
_LONGEST = 8.0

#: Of the segments that may be nearest, so many are weighed against one another: the nearest in each of so many directions.
_WEIGHED = 6
_TWOS = np.array(list(combinations(range(_WEIGHED), 2)), dtype=np.intp).T
_THREES = np.array(list(combinations(range(_WEIGHED), 3)), dtype=np.intp).T
_LEAST_BALANCE = 1e-6

#: Metres; a smaller square is a point.
_SMALLEST = 1e-7

#: Metres; stands for the distance to a segment that is not there.
_FAR = 1e12

_CORNERS = np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])


@dataclass(frozen=True)
class _Squares:
    """Squares over polygons (by position), round (x, y) with half a side of ``half``, and the segments that may be nearest in them."""

    polygons: NDArray[np.intp]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    half: NDArray[np.float64]
    upper: NDArray[np.float64]
    rows: Ragged
    segments: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.polygons)


def search_peaks(
    edges: SiteEdges, polygons: NDArray[np.object_], things: NDArray[np.intp], sites: NDArray[np.intp], bounds: DepthBounds
) -> None:
    """Raise the lower bounds to the greatest peak inside ``polygons``, once their outlines have been searched.

    ``things`` says whose each polygon is, ``sites`` which site of ``edges`` each thing lies in.
    """
    if not len(polygons):
        return
    boxes = shapely.bounds(polygons).reshape(-1, 4)
    middle, radius = 0.5 * (boxes[:, :2] + boxes[:, 2:]), 0.5 * np.hypot(*(boxes[:, 2:] - boxes[:, :2]).T)
    left = np.flatnonzero(bounds.matter(things, edges.nearest(middle, sites[things]) + radius))
    polygons, things = polygons[left], things[left]
    squares = _first_squares(edges, boxes[left], sites[things])
    while len(squares):
        squares = _Round(edges, polygons, things, bounds, squares).quarters()


def _first_squares(edges: SiteEdges, boxes: NDArray[np.float64], sites: NDArray[np.intp]) -> _Squares:
    """A grid over the box of each polygon, some squares to its shorter side."""
    west, south, east, north = boxes.T
    wide, high = east - west, north - south
    side = np.maximum(np.minimum(wide, high), np.maximum(wide, high) / _LONGEST) / _ACROSS
    columns, lines = (np.maximum(np.ceil(extent / side - _LEAST_BALANCE), 1).astype(np.intp) for extent in (wide, high))
    rows = Ragged.of_counts(columns * lines)
    owners = rows.owners
    number = np.arange(len(owners)) - rows.starts[owners]
    column, line = number % columns[owners], number // columns[owners]
    x = ((west + east - columns * side) / 2.0)[owners] + (column + 0.5) * side[owners]
    y = ((south + north - lines * side) / 2.0)[owners] + (line + 0.5) * side[owners]
    near, segments = edges.of_site.taken(sites[owners])
    return _Squares(owners, x, y, side[owners] / 2.0, np.full(len(owners), np.inf), near, segments)


class _Round:
    """One look at some squares: what is measured in them, and which of them are left."""

    def __init__(
        self, edges: SiteEdges, polygons: NDArray[np.object_], things: NDArray[np.intp], bounds: DepthBounds, squares: _Squares
    ) -> None:
        self._edges = edges
        self._polygons = polygons
        self._things = things
        self._bounds = bounds
        self._squares = squares
        of_row = squares.rows.owners
        self._away_x, self._away_y = edges.away(squares.x[of_row], squares.y[of_row], squares.segments)
        self._distances = np.sqrt(self._away_x * self._away_x + self._away_y * self._away_y)
        self._nearest = squares.rows.least(self._distances)
        self._radius = squares.half * np.sqrt(2.0)
        self._upper = np.minimum(squares.upper, self._nearest + self._radius)

    def quarters(self) -> _Squares:
        """The quarters of the squares that may still hold a peak that matters."""
        left = self._in_question(np.arange(len(self._squares)))
        left = left[~self._slopes_one_way(left)] if len(left) else left
        left = self._within_reach(left)
        left = self._weighed(left)
        return self._cut(left)

    def _in_question(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        things = self._things[self._squares.polygons[rows]]
        return rows[self._bounds.matter(things, self._upper[rows]) & (self._squares.half[rows] > _SMALLEST)]

    def _within_reach(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """The squares that meet their polygon; a middle that lies in it is a point of the thing, and measured."""
        x, y, which = self._squares.x[rows], self._squares.y[rows], self._squares.polygons[rows]
        apart = shapely.distance(self._polygons[which], shapely.points(x, y))
        inside = apart == 0.0
        self._bounds.measured(self._things[which[inside]], self._nearest[rows[inside]])
        return self._in_question(rows[apart <= self._radius[rows]])

    def _slopes_one_way(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Whether all segments that may be nearest face one way: then the distance rises that way everywhere in the square that lies in
        the site, and has no peak there.

        Inside a site the way from the nearest point of the edge is that which its segment faces; from a corner that juts out it lies
        between those of the two segments that meet there, and both of them are nearest.
        """
        near, at = self._near(rows)
        of_row, segments = near.owners, self._squares.segments[at]
        faces_x, faces_y = self._edges.faces(segments)
        sum_x, sum_y = np.add.reduceat(faces_x, near.starts), np.add.reduceat(faces_y, near.starts)
        length = np.maximum(np.hypot(sum_x, sum_y), _LEAST_BALANCE)
        rise = faces_x * (sum_x / length)[of_row] + faces_y * (sum_y / length)[of_row]
        result: NDArray[np.bool_] = near.least(rise) > _LEAST_BALANCE
        return result

    def _near(self, rows: NDArray[np.intp]) -> tuple[Ragged, NDArray[np.intp]]:
        """The segments that may be nearest to any point of each square, and where they stand in the round's arrays."""
        every, at = self._squares.rows.taken(rows)
        near = self._distances[at] <= (self._nearest[rows] + 2.0 * self._radius[rows])[every.owners]
        return every.kept(near), at[near]

    def _weighed(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """What is left after means of two and three segments on different sides: on ridges and peaks these hardly change.

        Where three segments balance, the place that is equally far from all of them is measured too.
        """
        if not len(rows):
            return rows
        near, at = self._near(rows)
        way = near.owners * _WEIGHED + self._direction(at)
        order = np.lexsort((self._distances[at], way))
        first = np.flatnonzero(np.diff(way[order], prepend=-1))
        chosen: NDArray[np.intp] = np.full(len(rows) * _WEIGHED, -1, dtype=np.intp)
        chosen[way[order[first]]] = at[order[first]]
        chosen = chosen.reshape(len(rows), _WEIGHED)
        none = chosen < 0
        x, y, half = (values[rows] for values in (self._squares.x, self._squares.y, self._squares.half))
        segments = self._squares.segments[chosen]
        corner_x, corner_y = (middle[:, None, None] + half[:, None, None] * _CORNERS[:, way, None] for middle, way in ((x, 0), (y, 1)))
        shape = (len(rows), len(_CORNERS), _WEIGHED)
        pairs = (np.broadcast_to(values, shape) for values in (corner_x, corner_y, segments[:, None]))
        at_corners = self._edges.distances(*pairs)
        at_corners = np.where(none[:, None, :], _FAR, at_corners)
        upper = np.minimum(self._upper[rows], at_corners.max(axis=1).min(axis=1))
        one, other = _TWOS
        upper = np.minimum(upper, (at_corners[:, :, one] + at_corners[:, :, other]).max(axis=1).min(axis=1) / 2.0)
        balance = _Balance.of(self._away_x[chosen], self._away_y[chosen], self._distances[chosen], none)
        one, two, three = _THREES
        means = at_corners[:, :, one] * balance.weights[:, None, :, 0]
        means += at_corners[:, :, two] * balance.weights[:, None, :, 1]
        means += at_corners[:, :, three] * balance.weights[:, None, :, 2]
        means = np.where(balance.usable, means.max(axis=1), np.inf)
        best = means.argmin(axis=1)
        self._upper[rows] = np.minimum(upper, means[np.arange(len(rows)), best])
        self._measure_peaks(rows, balance, best)
        return self._in_question(rows)

    def _direction(self, at: NDArray[np.intp]) -> NDArray[np.intp]:
        """In which of some sectors round the middle of its square each segment is nearest to it."""
        turn = np.arctan2(self._away_y[at], self._away_x[at]) / (2.0 * np.pi) + 0.5
        return np.minimum((turn * _WEIGHED).astype(np.intp), _WEIGHED - 1)

    def _measure_peaks(self, rows: NDArray[np.intp], balance: _Balance, best: NDArray[np.intp]) -> None:
        shift_x, shift_y, found = balance.shift(best)
        found &= np.hypot(shift_x, shift_y) <= self._radius[rows]
        rows, shift_x, shift_y = rows[found], shift_x[found], shift_y[found]
        if not len(rows):
            return
        x, y, which = self._squares.x[rows] + shift_x, self._squares.y[rows] + shift_y, self._squares.polygons[rows]
        inside = shapely.intersects_xy(self._polygons[which], x, y)
        every, at = self._squares.rows.taken(rows[inside])
        if len(every):
            of_row = every.owners
            distances = self._edges.distances(x[inside][of_row], y[inside][of_row], self._squares.segments[at])
            self._bounds.measured(self._things[which[inside]], every.least(distances))

    def _cut(self, rows: NDArray[np.intp]) -> _Squares:
        near, at = self._near(rows)
        four = np.repeat(np.arange(len(rows)), 4)
        every, of_near = near.taken(four)
        half = 0.5 * self._squares.half[rows][four]
        corner = np.tile(_CORNERS, (len(rows), 1))
        return _Squares(
            self._squares.polygons[rows][four],
            self._squares.x[rows][four] + half * corner[:, 0],
            self._squares.y[rows][four] + half * corner[:, 1],
            half,
            self._upper[rows][four],
            every,
            self._squares.segments[at[of_near]],
        )


@dataclass(frozen=True)
class _Balance:
    """For each square and each choice of three segments: how much each counts, so that the mean does not change, to first order."""

    unit_x: NDArray[np.float64]
    unit_y: NDArray[np.float64]
    distances: NDArray[np.float64]
    weights: NDArray[np.float64]
    usable: NDArray[np.bool_]

    @classmethod
    def of(
        cls, away_x: NDArray[np.float64], away_y: NDArray[np.float64], distances: NDArray[np.float64], none: NDArray[np.bool_]
    ) -> _Balance:
        """From the ways from the segments to the squares' middles (n, ``_WEIGHED``); ``none``: there is no such segment."""
        distances = np.maximum(distances, _SMALLEST)
        unit_x, unit_y = away_x / distances, away_y / distances
        one, two, three = _THREES
        crosses = [unit_x[:, i] * unit_y[:, k] - unit_y[:, i] * unit_x[:, k] for i, k in ((two, three), (three, one), (one, two))]
        cross = np.stack(crosses, axis=2)
        total = cross.sum(axis=2)
        same_sign = (cross >= 0.0).all(axis=2) | (cross <= 0.0).all(axis=2)
        lacking = none[:, one] | none[:, two] | none[:, three]
        usable = same_sign & (np.abs(total) > _LEAST_BALANCE) & ~lacking
        weights = cross / np.where(usable, total, 1.0)[:, :, None]
        return cls(unit_x, unit_y, distances, np.where(usable[:, :, None], weights, 0.0), usable)

    def shift(self, best: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
        """How far from each square's middle the place lies that is equally far from the chosen three, and whether there is one."""
        rows = np.arange(len(best))
        found = self.usable[rows, best]
        first, second, third = (_THREES[k][best] for k in range(3))
        ax, ay = (unit[rows, first] - unit[rows, second] for unit in (self.unit_x, self.unit_y))
        bx, by = (unit[rows, first] - unit[rows, third] for unit in (self.unit_x, self.unit_y))
        a = self.distances[rows, second] - self.distances[rows, first]
        b = self.distances[rows, third] - self.distances[rows, first]
        cross = ax * by - ay * bx
        found &= np.abs(cross) > _LEAST_BALANCE
        cross = np.where(found, cross, 1.0)
        return (a * by - b * ay) / cross, (ax * b - bx * a) / cross, found
