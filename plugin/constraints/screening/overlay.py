"""What of many pieces lies within many sites, pair by pair: containment first, because most overlays can be spared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ...arrays import as_array

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry


#: Metres; more than distances between coordinates of the National Grid are ever out by.
_SLACK = 1e-6

#: A piece that is asked about so often gets an index of its edge: that costs some questions and makes every other one cheap.
_OFTEN = 6


@dataclass(frozen=True)
class Pieces:
    """Pieces of entities side by side (EPSG:27700).

    ``full`` marks those that are the whole of their bounding box, ``bounds`` are (n, 4), ``entities`` is the position of the entity that
    each piece is of, among ``entity_count``. ``edges`` are the outlines of areas, and lines and points as they are. ``asked`` counts the
    questions: what is asked about often is prepared, so nobody else may hold it.
    """

    geometries: NDArray[np.object_]
    full: NDArray[np.bool_]
    bounds: NDArray[np.float64]
    entities: NDArray[np.intp]
    entity_count: int
    edges: NDArray[np.object_]
    asked: NDArray[np.intp]

    @classmethod
    def of(cls, geometries: NDArray[np.object_], full: NDArray[np.bool_], entities: NDArray[np.intp], entity_count: int) -> Pieces:
        """Pieces with what is worked out of them once."""
        edges = geometries.copy()
        areal = shapely.get_dimensions(geometries) == 2
        edges[areal] = shapely.boundary(geometries[areal])
        bounds, asked = shapely.bounds(geometries).reshape(-1, 4), np.zeros(len(geometries), dtype=np.intp)
        return cls(geometries, full, bounds, entities, entity_count, edges, asked)

    def ask(self, which: NDArray[np.intp]) -> None:
        """Questions about ``which`` pieces follow, as many about each as it is named."""
        before = self.asked < _OFTEN
        self.asked[:] += np.bincount(which, minlength=len(self.asked))
        often = np.flatnonzero(before & (self.asked >= _OFTEN))
        if len(often):
            shapely.prepare(self.geometries[often])
            shapely.prepare(self.edges[often])


@dataclass(frozen=True)
class Sites:
    """Valid Polygons and MultiPolygons in EPSG:27700 that nobody else holds: they are prepared here, and prepared shapes stay at home.

    Each lies in the circle round the point of ``middles`` (x and y in ``places``) with its radius of ``reaches`` (metres).
    """

    geometries: NDArray[np.object_]
    bounds: NDArray[np.float64]
    areas: NDArray[np.float64]
    places: NDArray[np.float64]
    middles: NDArray[np.object_]
    reaches: NDArray[np.float64]

    @classmethod
    def of(cls, boundaries: NDArray[np.object_]) -> Sites:
        """Copies of ``boundaries``, without heights."""
        copies = shapely.force_2d(boundaries)
        shapely.prepare(copies)
        bounds = shapely.bounds(copies).reshape(-1, 4)
        places = np.asarray((bounds[:, :2] + bounds[:, 2:]) / 2.0, dtype=np.float64)
        return cls(
            geometries=copies,
            bounds=bounds,
            areas=shapely.area(copies),
            places=places,
            middles=as_array(shapely.points(places)),
            reaches=np.hypot(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]) / 2.0,
        )

    @cached_property
    def corners(self) -> NDArray[np.float64]:
        """A vertex (n, 2) of each."""
        counts = shapely.get_num_coordinates(self.geometries)
        first: NDArray[np.float64] = shapely.get_coordinates(self.geometries)[np.cumsum(counts) - counts]
        return first

    @cached_property
    def may_have_holes(self) -> bool:
        """False where every site is a Polygon without a hole."""
        several = shapely.get_type_id(self.geometries) != shapely.GeometryType.POLYGON
        return bool(several.any() or shapely.get_num_interior_rings(self.geometries).any())

    def __len__(self) -> int:
        return len(self.geometries)


@dataclass(frozen=True)
class Overlay:
    """Arrays side by side, one place for each pair that was asked about.

    ``meets`` says whether the piece meets the site, ``covers`` whether it covers all of the site, ``far`` that it is farther off than was
    asked about. ``inside`` is the part of the piece within the site (the site itself where it is covered, None where they do not meet),
    ``areas`` are square metres.
    """

    meets: NDArray[np.bool_]
    covers: NDArray[np.bool_]
    far: NDArray[np.bool_]
    inside: NDArray[np.object_]
    areas: NDArray[np.float64]


def overlay(sites: Sites, pieces: Pieces, site_of: NDArray[np.intp], piece_of: NDArray[np.intp], margin: float) -> Overlay:
    """Lay pieces over sites: ``site_of`` and ``piece_of`` are the positions of each pair.

    A full rectangle round the site needs no test at all. Where the piece's edge is farther from the middle of the site than the site
    reaches (and than ``margin`` metres beyond that), the middle alone tells whether the piece covers the site or is far from it. For the
    others there are exact tests, and only what crosses the site's edge is overlaid.
    """
    box, other = sites.bounds[site_of], pieces.bounds[piece_of]
    around = _holds(other, box)
    covers = around & pieces.full[piece_of]
    far = np.zeros(len(site_of), dtype=np.bool_)
    asked = np.flatnonzero(~covers)
    pieces.ask(piece_of[asked])
    asked = asked[~_told_by_the_middle(sites, pieces, site_of, piece_of, asked, around, margin, covers, far)]
    meets = covers.copy()

    inner = asked[around[asked]]
    if len(inner):
        inner = inner[_hold_place(pieces, piece_of[inner], sites.corners[site_of[inner]])]
        meets[inner] = True
        covers[inner] = shapely.covered_by(sites.geometries[site_of[inner]], pieces.geometries[piece_of[inner]])

    within = asked[_holds(box[asked], other[asked])]
    if len(within):
        within = within[shapely.contains_properly(sites.geometries[site_of[within]], pieces.geometries[piece_of[within]])]
        meets[within] = True

    rest = asked[~meets[asked] & _meet(box[asked], other[asked])]
    if len(rest):
        meets[rest] = shapely.intersects(*index_first(pieces.geometries[piece_of[rest]], sites.geometries[site_of[rest]]))

    inside = np.full(len(site_of), None, dtype=object)
    inside[covers] = sites.geometries[site_of[covers]]
    areas = np.zeros(len(site_of))
    areas[covers] = sites.areas[site_of[covers]]
    crosses = meets & ~covers
    measured = np.flatnonzero(crosses)
    if len(measured):
        inside[within] = pieces.geometries[piece_of[within]]
        crosses[within] = False
        crossing = np.flatnonzero(crosses)
        inside[crossing] = shapely.intersection(pieces.geometries[piece_of[crossing]], sites.geometries[site_of[crossing]])
        areas[measured] = shapely.area(inside[measured])
    return Overlay(meets, covers, far, inside, areas)


def _told_by_the_middle(
    sites: Sites,
    pieces: Pieces,
    site_of: NDArray[np.intp],
    piece_of: NDArray[np.intp],
    asked: NDArray[np.intp],
    around: NDArray[np.bool_],
    margin: float,
    covers: NDArray[np.bool_],
    far: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Mark in ``covers`` and ``far`` what the distance from the site's middle to the piece's edge decides, and say which that is."""
    site, piece = site_of[asked], piece_of[asked]
    # One distance for each pair, which shapely's types don't know.
    away: Any = sites.reaches[site] + (margin + _SLACK)
    near = shapely.dwithin(pieces.edges[piece], sites.middles[site], away)
    told = np.asarray(~near)
    far[asked[told]] = True
    held = asked[told & around[asked]]
    if len(held):
        held = held[_hold_place(pieces, piece_of[held], sites.places[site_of[held]])]
        covers[held], far[held] = True, False
    return told


def index_first(pieces: NDArray[np.object_], sites: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Pairs for a question that may be put to either: to the piece where it has an index of its edge, else to the site, which has one."""
    indexed = shapely.is_prepared(pieces)
    return np.where(indexed, pieces, sites), np.where(indexed, sites, pieces)


def _holds(outer: NDArray[np.float64], inner: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which boxes hold the one beside them, edges included."""
    return np.asarray((outer[:, :2] <= inner[:, :2]).all(axis=1) & (outer[:, 2:] >= inner[:, 2:]).all(axis=1))


def _meet(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which boxes have a point in common with the one beside them."""
    return np.asarray((one[:, :2] <= other[:, 2:]).all(axis=1) & (one[:, 2:] >= other[:, :2]).all(axis=1))


def _hold_place(pieces: Pieces, which: NDArray[np.intp], places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which pieces hold the place (n, 2) beside them."""
    result: NDArray[np.bool_] = shapely.intersects_xy(pieces.geometries[which], places[:, 0], places[:, 1])
    return result


def joined(parts: NDArray[np.object_]) -> BaseGeometry:
    """The parts of one entity inside a site as one geometry in which no seam shows.

    Contacts of lower dimension (a point where an area touches) are left out beside anything greater.
    """
    if len(parts) == 1 and shapely.get_type_id(parts[0]) != shapely.GeometryType.GEOMETRYCOLLECTION:
        only: BaseGeometry = parts[0]
        return only
    simple = shapely.get_parts(parts)
    while (shapely.get_type_id(simple) == shapely.GeometryType.GEOMETRYCOLLECTION).any():
        simple = shapely.get_parts(simple)
    simple = simple[~shapely.is_empty(simple)]
    if not len(simple):
        return shapely.GeometryCollection()
    dimensions = shapely.get_dimensions(simple)
    together: BaseGeometry = shapely.union_all(simple[dimensions == dimensions.max()])
    return together
