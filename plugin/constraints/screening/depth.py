"""How far, at most, things reach inside a site's edge: the same for polygons, lines and points, and certain to a centimetre.

The depth of a thing is that of its point farthest from the site's edge. That point lies either on the thing's own outline, or where the
distance to the site's edge has a peak: where it falls in every direction, so that the nearest stretches of the edge stand on all sides
(in the middle of a square; between parallel walls the peak is a ridge). The outline is searched by ``outline_depth.py``, the peaks
inside a polygon by ``peak_depth.py``. Both close in on the depth by two figures:

* At least: measure the distance to the edge at any point of the thing. The depth is that or more.
* At most: the distance to one straight stretch of the edge is never greater in the middle of a segment, or of a square, than at its
  corners. So the farthest corner gives a figure that no point in it exceeds, and the distance to the whole edge is no greater than that
  to one stretch. A weighted mean of the distances to two or three stretches works the same way.

While the two are more than a centimetre apart, the segment or square is cut, and its parts are asked again.

Example: a site from x = 0 to 40 m, and a strip in it from x = 1 to 3 m, far from the other walls. The strip's outline is 3 m from the
left wall at x = 3: at least 3.00. Its corners are at most 3 m from the left wall: at most 3.00. No peak is in it, since the left wall
alone is near. The depth is 3.00 m. The site itself has a ridge at x = 20: left and right wall together always make 40 m, so their mean,
20 m, is the most, and the middle of the site is 20 m from both.

A buffer would be shorter to write but can't certify this: its arcs are polygons, and GEOS may move its input by 1 % of the distance.

Many questions are worked out side by side: numpy costs the same for one small array as for a thousand small ones laid end to end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from .depth_bounds import DepthBounds
from .edge import SiteEdges
from .outline_depth import measure_outlines, search_outlines
from .peak_depth import search_peaks
from .single_parts import single_parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Depths are given to one centimetre.
PRECISION = 0.01

#: A depth that misses a threshold by less than a micrometre has reached it: coordinates carry no more.
EPSILON = 1e-6


def depth(inside: shapely.Geometry, site: shapely.Geometry, precision: float = PRECISION) -> float:
    """The greatest distance in metres from a point of ``inside`` to the edge of ``site`` (exterior and holes).

    ``inside`` is any geometry that lies within ``site`` already; both EPSG:27700. The figure is never too great, and never short by more
    than ``precision``. 0.0 where ``inside`` is empty or only meets the edge.
    """
    edges = SiteEdges(np.array([site], dtype=object))
    one = np.zeros(1, dtype=np.intp)
    return float(depths(edges, np.array([inside], dtype=object), one, one, precision)[0])


def greatest_depth(site: shapely.Geometry, precision: float = PRECISION) -> float:
    """The depth of a site in itself: the radius of the largest circle that it holds, in metres."""
    sites = np.array([site], dtype=object)
    return float(greatest_depths(SiteEdges(sites), sites, np.zeros(1, dtype=np.intp), precision)[0])


def greatest_depths(
    edges: SiteEdges, sites: NDArray[np.object_], which: NDArray[np.intp], precision: float = PRECISION
) -> NDArray[np.float64]:
    """The depths of some ``sites`` in themselves; ``which`` says where each stands in ``edges``. Their outlines have no depth."""
    bounds = DepthBounds.open(len(which), precision)
    _search_peaks_of_sites(edges, sites, which, bounds)
    return bounds.lower


def sites_reach(edges: SiteEdges, sites: NDArray[np.object_], which: NDArray[np.intp], wanted: float) -> NDArray[np.bool_]:
    """Whether some sites' depths in themselves are at least ``wanted`` metres: decided exactly."""
    bounds = DepthBounds.towards(np.full(len(which), wanted - EPSILON), EPSILON)
    _search_peaks_of_sites(edges, sites, which, bounds)
    return bounds.reached


def depths(
    edges: SiteEdges,
    parts: NDArray[np.object_],
    things: NDArray[np.intp],
    sites: NDArray[np.intp],
    precision: float = PRECISION,
) -> NDArray[np.float64]:
    """The depth of many things, each in its own site, in metres to ``precision``.

    ``things`` says to which thing each of ``parts`` belongs (every part lies within that thing's site already), ``sites`` in which site
    of ``edges`` each thing lies.
    """
    bounds = DepthBounds.open(len(sites), precision)
    _search(edges, parts, things, sites, bounds)
    return bounds.lower


def reach_in(
    edges: SiteEdges, parts: NDArray[np.object_], things: NDArray[np.intp], sites: NDArray[np.intp], wanted: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Whether the depth of each thing is at least ``wanted`` metres: decided exactly, not by the figure to one centimetre."""
    bounds = DepthBounds.towards(wanted - EPSILON, EPSILON)
    _search(edges, parts, things, sites, bounds)
    return bounds.reached


def _search(edges: SiteEdges, parts: NDArray[np.object_], things: NDArray[np.intp], sites: NDArray[np.intp], bounds: DepthBounds) -> None:
    simple, part = single_parts(parts)
    owners = things[part]
    if bounds.compares:
        _measure_one_point(edges, simple, owners, sites, bounds)
        simple, owners = _in_question(edges, *_undecided(simple, owners, bounds), sites, bounds)
        measure_outlines(edges, simple, owners, sites, bounds)
    search_outlines(edges, *_undecided(simple, owners, bounds), sites, bounds)
    simple, owners = _undecided(simple, owners, bounds)
    polygons = np.flatnonzero(shapely.get_type_id(simple) == shapely.GeometryType.POLYGON)
    search_peaks(edges, simple[polygons], owners[polygons], sites, bounds)


def _search_peaks_of_sites(edges: SiteEdges, sites: NDArray[np.object_], which: NDArray[np.intp], bounds: DepthBounds) -> None:
    polygons, owners = single_parts(sites)
    if bounds.compares:
        _measure_one_point(edges, polygons, owners, which, bounds)
    search_peaks(edges, *_undecided(polygons, owners, bounds), which, bounds)


def _measure_one_point(
    edges: SiteEdges, simple: NDArray[np.object_], things: NDArray[np.intp], sites: NDArray[np.intp], bounds: DepthBounds
) -> None:
    """Measure at one point in each of ``simple`` geometries: that decides most of what is to be compared."""
    points = shapely.point_on_surface(simple)
    there = ~shapely.is_empty(points)
    bounds.measured(things[there], edges.nearest(shapely.get_coordinates(points), sites[things[there]]))


def _in_question(
    edges: SiteEdges, simple: NDArray[np.object_], things: NDArray[np.intp], sites: NDArray[np.intp], bounds: DepthBounds
) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """The geometries of which some point may be deep enough: none is deeper than the middle of its box and half its diagonal."""
    if not len(simple):
        return simple, things
    boxes = shapely.bounds(simple).reshape(-1, 4)
    size = boxes[:, 2:] - boxes[:, :2]
    upper = edges.nearest(boxes[:, :2] + size / 2.0, sites[things]) + np.hypot(size[:, 0], size[:, 1]) / 2.0
    left = np.flatnonzero(bounds.matter(things, upper))
    return simple[left], things[left]


def _undecided(simple: NDArray[np.object_], things: NDArray[np.intp], bounds: DepthBounds) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    left = np.flatnonzero(bounds.undecided[things])
    return simple[left], things[left]
