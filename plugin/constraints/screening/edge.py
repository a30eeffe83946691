"""The edges of sites as arrays of segments, and the distances of points to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...arrays import as_array
from .ragged import Ragged
from .single_parts import rings_of, single_parts

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class _Segments:
    """Every segment from (x, y) by (along_x, along_y), site by site; ``faces`` are unit vectors from a segment into its site."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    along_x: NDArray[np.float64]
    along_y: NDArray[np.float64]
    squared_lengths: NDArray[np.float64]
    faces_x: NDArray[np.float64]
    faces_y: NDArray[np.float64]
    of_site: Ragged

    @classmethod
    def of(cls, sites: NDArray[np.object_]) -> _Segments:
        """Of Polygons and MultiPolygons."""
        parts, site_of_part = single_parts(sites)
        rings, part_of_ring, outer = rings_of(parts)
        inside_is_left = np.where(shapely.is_ccw(rings) == outer, 1.0, -1.0)
        coordinates, ring = shapely.get_coordinates(rings, return_index=True)
        along = coordinates[1:] - coordinates[:-1]
        squared = np.einsum("ij,ij->i", along, along)
        starts = np.flatnonzero((ring[1:] == ring[:-1]) & (squared > 0.0))
        along, squared = along[starts], squared[starts]
        facing = inside_is_left[ring[starts]] / np.sqrt(squared)
        counts = np.bincount(site_of_part[part_of_ring[ring[starts]]], minlength=len(sites))
        return cls(
            x=coordinates[starts, 0],
            y=coordinates[starts, 1],
            along_x=along[:, 0].copy(),
            along_y=along[:, 1].copy(),
            squared_lengths=squared,
            faces_x=-along[:, 1] * facing,
            faces_y=along[:, 0] * facing,
            of_site=Ragged.of_counts(counts),
        )


class SiteEdges:
    """The exterior rings and holes of several sites (Polygons and MultiPolygons in EPSG:27700, metres).

    Most questions are decided by the distance from a point to an edge as a whole, so segments are only made when they are first needed.
    """

    def __init__(self, sites: NDArray[np.object_]) -> None:
        self._sites = sites

    @cached_property
    def _segments(self) -> _Segments:
        return _Segments.of(self._sites)

    @cached_property
    def _lines(self) -> NDArray[np.object_]:
        return as_array(shapely.boundary(self._sites))

    @property
    def of_site(self) -> Ragged:
        """Which segments are a site's."""
        return self._segments.of_site

    def __len__(self) -> int:
        return len(self._segments.x)

    def faces(self, segments: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Unit vectors from segments into their sites, as eastings and northings."""
        return self._segments.faces_x[segments], self._segments.faces_y[segments]

    def nearest(self, points: NDArray[np.float64], sites: NDArray[np.intp]) -> NDArray[np.float64]:
        """Metres from each of ``points`` (n, 2) to the edge of the site beside it."""
        result: NDArray[np.float64] = shapely.distance(self._lines[sites], shapely.points(points))
        return result

    def distances(self, x: NDArray[np.float64], y: NDArray[np.float64], segments: NDArray[np.intp]) -> NDArray[np.float64]:
        """Metres from points to segments, pair by pair."""
        away_x, away_y = self.away(x, y, segments)
        result: NDArray[np.float64] = np.sqrt(away_x * away_x + away_y * away_y)
        return result

    def away(
        self, x: NDArray[np.float64], y: NDArray[np.float64], segments: NDArray[np.intp]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """From the nearest point of each segment to the point beside it, pair by pair, as eastings and northings."""
        every = self._segments
        along_x, along_y = every.along_x[segments], every.along_y[segments]
        from_x = x - every.x[segments]
        from_y = y - every.y[segments]
        fraction = from_x * along_x
        fraction += from_y * along_y
        fraction /= every.squared_lengths[segments]
        np.maximum(fraction, 0.0, out=fraction)  # numpy's clip costs several times as much on small arrays
        np.minimum(fraction, 1.0, out=fraction)
        from_x -= fraction * along_x
        from_y -= fraction * along_y
        return from_x, from_y
