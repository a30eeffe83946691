"""What of many pieces lies within many sites, pair by pair: containment first, because most overlays can be spared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry


#: From so many questions about one piece on, preparing it costs less than it saves.
_OFTEN = 3


@dataclass(frozen=True)
class Pieces:
    """Pieces of entities side by side (EPSG:27700).

    ``full`` marks those that are the whole of their bounding box, ``bounds`` are (n, 4), ``entities`` is the position of the entity that
    each piece is of, among ``entity_count``.
    """

    geometries: NDArray[np.object_]
    full: NDArray[np.bool_]
    bounds: NDArray[np.float64]
    entities: NDArray[np.intp]
    entity_count: int


@dataclass(frozen=True)
class Sites:
    """Valid Polygons and MultiPolygons in EPSG:27700 that nobody else holds: they are prepared here, and prepared shapes stay at home."""

    geometries: NDArray[np.object_]
    bounds: NDArray[np.float64]
    areas: NDArray[np.float64]
    corners: NDArray[np.float64]

    @classmethod
    def of(cls, boundaries: NDArray[np.object_]) -> Sites:
        """Copies of ``boundaries``, without heights."""
        copies = shapely.force_2d(boundaries)
        shapely.prepare(copies)
        coordinates = shapely.get_coordinates(copies)
        counts = shapely.get_num_coordinates(copies)
        return cls(copies, shapely.bounds(copies).reshape(-1, 4), shapely.area(copies), coordinates[np.cumsum(counts) - counts])

    def __len__(self) -> int:
        return len(self.geometries)


@dataclass(frozen=True)
class Overlay:
    """Arrays side by side, one place for each pair that was asked about.

    ``meets`` says whether the piece meets the site, ``covers`` whether it covers all of the site, ``inside`` is the part of the piece
    within the site (the site itself where it is covered, None where they do not meet), ``areas`` are square metres.
    """

    meets: NDArray[np.bool_]
    covers: NDArray[np.bool_]
    inside: NDArray[np.object_]
    areas: NDArray[np.float64]


def overlay(sites: Sites, pieces: Pieces, site_of: NDArray[np.intp], piece_of: NDArray[np.intp]) -> Overlay:
    """Lay pieces over sites: ``site_of`` and ``piece_of`` are the positions of each pair.

    A full rectangle round the site needs no test at all. A piece round the site is tested only where a corner of the site lies in it. A
    piece strictly within the site is its own overlap. Only what crosses the site's edge is overlaid.
    """
    count = len(site_of)
    box, other = sites.bounds[site_of], pieces.bounds[piece_of]
    low, high = other[:, :2] - box[:, :2], other[:, 2:] - box[:, 2:]
    beside = (other[:, :2] > box[:, 2:]).any(axis=1) | (other[:, 2:] < box[:, :2]).any(axis=1)
    around = (low <= 0.0).all(axis=1) & (high >= 0.0).all(axis=1)
    covers = around & pieces.full[piece_of]
    meets = covers.copy()

    asked = np.flatnonzero(around & ~covers)
    if len(asked):
        shapes, corners = pieces.geometries[piece_of[asked]], sites.corners[site_of[asked]]
        asked = asked[shapely.intersects_xy(shapes, corners[:, 0], corners[:, 1])]
        meets[asked] = True
        covers[asked] = _cover(pieces.geometries, piece_of[asked], sites.geometries[site_of[asked]])

    within = np.flatnonzero(~beside & ((low > 0.0) & (high < 0.0)).all(axis=1))
    if len(within):
        within = within[shapely.contains_properly(sites.geometries[site_of[within]], pieces.geometries[piece_of[within]])]
        meets[within] = True

    asked = np.flatnonzero(~beside & ~meets)
    if len(asked):
        meets[asked] = shapely.intersects(sites.geometries[site_of[asked]], pieces.geometries[piece_of[asked]])

    inside = np.full(count, None, dtype=object)
    inside[covers] = sites.geometries[site_of[covers]]
    inside[within] = pieces.geometries[piece_of[within]]
    areas = np.zeros(count)
    areas[covers] = sites.areas[site_of[covers]]
    crosses = meets & ~covers
    crosses[within] = False
    crossing = np.flatnonzero(crosses)
    if len(crossing):
        inside[crossing] = shapely.intersection(pieces.geometries[piece_of[crossing]], sites.geometries[site_of[crossing]])
    measured = np.flatnonzero(meets & ~covers)
    areas[measured] = shapely.area(inside[measured])
    return Overlay(meets, covers, inside, areas)


def _cover(pieces: NDArray[np.object_], which: NDArray[np.intp], sites: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Which pieces cover the prepared site beside them; a piece that is asked about again and again is worth preparing, for this once."""
    often = which[np.bincount(which)[which] >= _OFTEN] if len(which) else which
    shapely.prepare(pieces[often])
    covering = np.zeros(len(which), dtype=np.bool_)
    prepared = shapely.is_prepared(pieces[which])
    covering[prepared] = shapely.covers(pieces[which[prepared]], sites[prepared])
    covering[~prepared] = shapely.covered_by(sites[~prepared], pieces[which[~prepared]])
    shapely.destroy_prepared(pieces[often])
    return covering


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
