"""Whether two outlines run along each other, to a distance in metres."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..arrays import as_array

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Outline:
    """Lines in EPSG:27700, prepared for questions about their distance to others."""

    def __init__(self, lines: BaseGeometry) -> None:
        self.lines = lines
        self._vertices = as_array(shapely.points(np.unique(shapely.get_coordinates(lines), axis=0)))
        shapely.prepare(self.lines)
        self._bands: dict[float, BaseGeometry] = {}

    @classmethod
    def of(cls, geometry: BaseGeometry) -> Outline:
        """Every ring of a (multi)polygon."""
        return cls(shapely.MultiLineString(list(shapely.get_rings(shapely.get_parts(geometry)))))

    def within(self, window: BaseGeometry) -> Outline:
        """What of the outline lies in a box."""
        return Outline(shapely.intersection(self.lines, window))

    def farthest_vertex(self, other: Outline) -> float:
        """How far, in metres, a vertex of either outline lies from the other one, at most."""
        there = shapely.distance(self._vertices, other.lines)
        back = shapely.distance(other._vertices, self.lines)
        return float(max(there.max(), back.max()))

    def is_near(self, points: NDArray[np.object_], distance: float) -> bool:
        """Whether every point lies within ``distance`` metres of the outline."""
        return bool(np.all(shapely.dwithin(self.lines, points, distance)))

    def is_along(self, other: Outline, distance: float) -> bool:
        """Whether no point of either outline lies farther than ``distance`` metres from the other one.

        Vertices are asked first, because they nearly always say no; only then are whole stretches looked at, between which two outlines
        with the same vertices may still run differently.
        """
        near = self.is_near(other._vertices, distance) and other.is_near(self._vertices, distance)
        return near and self._band_holds(other, distance) and other._band_holds(self, distance)

    def _band_holds(self, other: Outline, distance: float) -> bool:
        if distance not in self._bands:
            self._bands[distance] = shapely.buffer(self.lines, distance)
            shapely.prepare(self._bands[distance])
        return bool(shapely.covers(self._bands[distance], other.lines))
