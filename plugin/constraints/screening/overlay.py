"""What of a few pieces lies within a site: containment first, because most overlays can be spared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..box import box_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Overlay:
    """Arrays side by side, one place for each piece that was asked about; EPSG:27700.

    ``meets`` says whether the piece meets the site, ``covers`` whether it covers all of the site, ``inside`` is the part of the piece
    within the site (the site itself where it is covered, None where they do not meet), ``areas`` are square metres.
    """

    meets: NDArray[np.bool_]
    covers: NDArray[np.bool_]
    inside: NDArray[np.object_]
    areas: NDArray[np.float64]


def overlay(site: shapely.Geometry, pieces: NDArray[np.object_], full: NDArray[np.bool_], bounds: NDArray[np.float64]) -> Overlay:
    """Lay pieces over a prepared site.

    ``full`` marks pieces that are full rectangles, ``bounds`` (n, 4) are the pieces' own. A full rectangle round the site needs no test at
    all; a piece strictly within the site is its own overlap; only what crosses the site's edge is overlaid.
    """
    west, south, east, north = box_of(site)
    around = (bounds[:, 0] <= west) & (bounds[:, 1] <= south) & (bounds[:, 2] >= east) & (bounds[:, 3] >= north)
    covers = around & full
    asked = np.flatnonzero(around & ~full)
    covers[asked] = shapely.covered_by(site, pieces[asked])
    meets = covers.copy()
    inside = np.full(len(pieces), None, dtype=object)
    inside[covers] = site

    rest = np.flatnonzero(~covers)
    within = rest[shapely.contains_properly(site, pieces[rest])]
    inside[within] = pieces[within]
    meets[within] = True

    rest = np.flatnonzero(~meets)
    crossing = rest[shapely.intersects(site, pieces[rest])]
    inside[crossing] = shapely.intersection(pieces[crossing], site)
    meets[crossing] = True

    areas = np.zeros(len(pieces))
    areas[meets] = shapely.area(inside[meets])
    return Overlay(meets, covers, inside, areas)


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
