"""Whether two outlines run along each other, to a distance in metres."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..arrays import as_array
from .run_along import run_along

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Outline:
    """Lines in EPSG:27700, prepared for questions about their distance to others."""

    def __init__(self, lines: BaseGeometry) -> None:
        self.lines = lines
        self._vertices = as_array(shapely.points(np.unique(shapely.get_coordinates(lines), axis=0)))
        shapely.prepare(self.lines)

    @classmethod
    def of(cls, geometry: BaseGeometry) -> Outline:
        """Every ring of a (multi)polygon."""
        return cls(shapely.MultiLineString(list(shapely.get_rings(shapely.get_parts(geometry)))))

    def within(self, window: BaseGeometry) -> Outline:
        """What of the outline lies in a box."""
        return Outline(shapely.intersection(self.lines, window))

    def farthest_vertex(self, other: Outline) -> float:
        """How far, in metres, a vertex of either outline lies from the other one, at most."""
        return max(self._farthest_of(other._vertices), other._farthest_of(self._vertices))

    def is_near(self, points: NDArray[np.object_], distance: float) -> bool:
        """Whether every point lies within ``distance`` metres of the outline."""
        return bool(np.all(shapely.dwithin(self.lines, points, distance)))

    def is_along(self, other: Outline, distance: float) -> bool:
        """Whether no point of either outline lies farther than ``distance`` metres from the other one.

        Vertices are asked first, because they nearly always say no; only then are whole stretches looked at, between which two outlines
        with the same vertices may still run differently.
        """
        near = self.is_near(other._vertices, distance) and other.is_near(self._vertices, distance)
        return near and self._holds(other, distance) and other._holds(self, distance)

    def _holds(self, other: Outline, distance: float) -> bool:
        return run_along(other._stretches, self._tree, self._stretches, distance)

    def _farthest_of(self, points: NDArray[np.object_]) -> float:
        _, distances = self._tree.query_nearest(points, return_distance=True, all_matches=False)
        return float(distances.max())

    @cached_property
    def _stretches(self) -> NDArray[np.float64]:
        """The straight stretches by their ends, an array of shape (n, 2, 2)."""
        coordinates, line = shapely.get_coordinates(shapely.get_parts(self.lines), return_index=True)
        joined = (line[1:] == line[:-1]) & (coordinates[1:] != coordinates[:-1]).any(axis=1)
        ends: NDArray[np.float64] = np.stack([coordinates[:-1][joined], coordinates[1:][joined]], axis=1)
        return ends

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(as_array(shapely.linestrings(self._stretches)))
