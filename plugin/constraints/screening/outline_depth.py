"""The greatest depth along outlines, lines and points; depth.py says why that is half of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from .depth_bounds import DepthBounds
from .edge import SiteEdges
from .ragged import Ragged
from .single_parts import rings_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Where there is much to measure, stretches that follow one another are first looked at in runs of these lengths, so that a long outline
#: does not meet every segment of a long edge.
_RUNS = (64, 8)
_MUCH = 4_000

#: A stretch is cut where two walls are about equally far, but never nearer to its ends than this share of it.
_LEAST_SHARE = 0.1

#: Metres; a shorter stretch is a point.
_SHORTEST = 1e-7


@dataclass(frozen=True)
class _Stretches:
    """Straight stretches of things from (ax, ay) to (bx, by), and the segments of the edge that may be nearest to any of their points."""

    things: NDArray[np.intp]
    ax: NDArray[np.float64]
    ay: NDArray[np.float64]
    bx: NDArray[np.float64]
    by: NDArray[np.float64]
    upper: NDArray[np.float64]
    rows: Ragged
    segments: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.things)


def search_outlines(
    edges: SiteEdges, simple: NDArray[np.object_], things: NDArray[np.intp], sites: NDArray[np.intp], bounds: DepthBounds
) -> None:
    """Raise the lower bounds to the greatest depth along the outlines of ``simple`` polygons, lines and points.

    ``things`` says whose each geometry is, ``sites`` which site of ``edges`` each thing lies in.
    """
    if not len(simple):
        return
    stretches = _stretches(edges, simple, things, sites, bounds)
    while len(stretches):
        stretches = _closer(edges, stretches, bounds)


def measure_outlines(
    edges: SiteEdges, simple: NDArray[np.object_], things: NDArray[np.intp], sites: NDArray[np.intp], bounds: DepthBounds
) -> None:
    """Measure at the vertices of outlines and halfway between them: a corner of a site that is cut off is deepest near such a place."""
    if not len(simple):
        return
    strings, owners = _strings(simple, things)
    coordinates, string = shapely.get_coordinates(strings, return_index=True)
    joined = np.flatnonzero(string[1:] == string[:-1])
    places = np.concatenate([coordinates, (coordinates[joined] + coordinates[joined + 1]) / 2.0])
    whose = owners[np.concatenate([string, string[joined]])]
    bounds.measured(whose, edges.nearest(places, sites[whose]))


def _strings(simple: NDArray[np.object_], things: NDArray[np.intp]) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """Rings, lines and points as they are, and whose each is."""
    polygonal = shapely.get_type_id(simple) == shapely.GeometryType.POLYGON
    rings, polygon, _ = rings_of(simple[polygonal])
    return np.concatenate([rings, simple[~polygonal]]), np.concatenate([things[polygonal][polygon], things[~polygonal]])


def _stretches(
    edges: SiteEdges, simple: NDArray[np.object_], things: NDArray[np.intp], sites: NDArray[np.intp], bounds: DepthBounds
) -> _Stretches:
    strings, owners = _strings(simple, things)
    coordinates, string = shapely.get_coordinates(strings, return_index=True)
    joined = np.flatnonzero(string[1:] == string[:-1])
    alone = np.searchsorted(string, np.flatnonzero(np.bincount(string, minlength=len(strings)) == 1))
    starts, ends = np.concatenate([joined, alone]), np.concatenate([joined + 1, alone])
    things_of = owners[string[starts]]
    a, b = coordinates[starts], coordinates[ends]
    # Decided for each thing by itself: what else is asked in the same breath must not change its figure.
    pairs = np.bincount(things_of, minlength=len(sites)) * edges.of_site.counts[sites]
    much = (pairs > _MUCH)[things_of]
    few, many = np.flatnonzero(~much), np.flatnonzero(much)
    rows, segments = edges.of_site.taken(sites[things_of[few]])
    chosen, upper = few, np.full(len(few), np.inf)
    if len(many):
        low, high = np.minimum(a[many], b[many]), np.maximum(a[many], b[many])
        worth, most, more_rows, more = _worth_measuring(edges, low, high, things_of[many], sites, bounds)
        chosen, upper = np.concatenate([chosen, many[worth]]), np.concatenate([upper, most])
        rows, segments = Ragged.of_counts(np.concatenate([rows.counts, more_rows.counts])), np.concatenate([segments, more])
    a, b = a[chosen], b[chosen]
    return _Stretches(things_of[chosen], a[:, 0], a[:, 1], b[:, 0], b[:, 1], upper, rows, segments)


def _worth_measuring(
    edges: SiteEdges,
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    things: NDArray[np.intp],
    sites: NDArray[np.intp],
    bounds: DepthBounds,
) -> tuple[NDArray[np.intp], NDArray[np.float64], Ragged, NDArray[np.intp]]:
    """Which stretches matter, at most how deep they are, and the segments that may be nearest to them.

    ``low`` and ``high`` (n, 2) are the corners of the stretches' boxes, ``things`` whose they are; those of a thing follow one another.
    """
    firsts = np.flatnonzero(np.concatenate([[True], things[1:] != things[:-1]]))
    runs = Ragged(np.diff(np.append(firsts, len(things))), firsts)
    rows, parents = edges.of_site, sites[things[firsts]]
    segments: NDArray[np.intp] = np.arange(len(edges))
    upper: NDArray[np.float64] = np.empty(0)
    for length in _RUNS:
        runs, longer = _in_runs(runs, length)
        parents = parents[longer]
        owners = things[runs.starts]
        middle, radius = _circles(runs, low, high)
        nearest = edges.nearest(middle, sites[owners])
        bounds.measured(owners, nearest - radius)
        left = np.flatnonzero(bounds.matter(owners, nearest + radius))
        runs, upper = Ragged(runs.counts[left], runs.starts[left]), (nearest + radius)[left]
        rows, at = rows.taken(parents[left])
        of_row, segments = rows.owners, segments[at]
        away = edges.distances(middle[left][of_row, 0], middle[left][of_row, 1], segments)
        near = away <= (nearest + 2.0 * radius)[left][of_row]
        rows, segments, parents = rows.kept(near), segments[near], np.arange(len(left))
    _, stretches = runs.taken(parents)
    parents = np.repeat(parents, runs.counts)
    rows, at = rows.taken(parents)
    return stretches, upper[parents], rows, segments[at]


def _circles(runs: Ragged, low: NDArray[np.float64], high: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The middles (n, 2) and radii of circles round all stretches of each run."""
    joined, stretches = runs.taken(np.arange(len(runs)))
    south_west = np.minimum.reduceat(low[stretches], joined.starts)
    north_east = np.maximum.reduceat(high[stretches], joined.starts)
    return (south_west + north_east) / 2.0, np.hypot(*(north_east - south_west).T) / 2.0


def _in_runs(longer: Ragged, length: int) -> tuple[Ragged, NDArray[np.intp]]:
    """Runs cut into runs of at most ``length``, and which of the longer ones each is of."""
    pieces = Ragged.of_counts(-(-longer.counts // length))
    parents = pieces.owners
    begun = (np.arange(len(parents)) - pieces.starts[parents]) * length
    return Ragged(np.minimum(length, longer.counts[parents] - begun), longer.starts[parents] + begun), parents


def _closer(edges: SiteEdges, one: _Stretches, bounds: DepthBounds) -> _Stretches:
    """Measure at both ends of every stretch, leave out what can't matter any more, and cut the others in two."""
    of_row = one.rows.owners
    at_a = edges.distances(one.ax[of_row], one.ay[of_row], one.segments)
    at_b = edges.distances(one.bx[of_row], one.by[of_row], one.segments)
    least_a, least_b = one.rows.least(at_a), one.rows.least(at_b)
    bounds.measured(one.things, np.maximum(least_a, least_b))
    near_a, near_b = one.rows.where(at_a, least_a), one.rows.where(at_b, least_b)
    before, after = at_a[near_b] - least_a, at_b[near_a] - least_b
    together = before + after
    differ = together > 0.0
    # The mean of the two nearest that is the same at both ends: exact where both are straight walls.
    weight = np.clip(np.divide(at_a[near_b] - least_b, together, out=np.full(len(one), 0.5), where=differ), 0.0, 1.0)
    mean = np.maximum(weight * least_a + (1.0 - weight) * at_a[near_b], weight * at_b[near_a] + (1.0 - weight) * least_b)
    upper = np.minimum(np.minimum(one.upper, mean), one.rows.least(np.maximum(at_a, at_b)))
    lengths = np.hypot(one.bx - one.ax, one.by - one.ay)
    left = np.flatnonzero(bounds.matter(one.things, upper) & (lengths > _SHORTEST))
    rows, at = one.rows.taken(left)
    of_left = rows.owners
    may_be_nearest = (at_a[at] + at_b[at] - lengths[left][of_left]) / 2.0 <= upper[left][of_left]
    rows, segments = rows.kept(may_be_nearest), one.segments[at[may_be_nearest]]
    equally_far = np.divide(before, together, out=np.full(len(one), 0.5), where=differ)[left]
    share = np.clip(equally_far, _LEAST_SHARE, 1.0 - _LEAST_SHARE)
    ax, ay, bx, by = one.ax[left], one.ay[left], one.bx[left], one.by[left]
    cut_x, cut_y = ax + share * (bx - ax), ay + share * (by - ay)
    twice = np.concatenate([np.arange(len(left)), np.arange(len(left))])
    rows, at = rows.taken(twice)
    return _Stretches(
        one.things[left][twice],
        np.concatenate([ax, cut_x]),
        np.concatenate([ay, cut_y]),
        np.concatenate([cut_x, bx]),
        np.concatenate([cut_y, by]),
        upper[left][twice],
        rows,
        segments[at],
    )
