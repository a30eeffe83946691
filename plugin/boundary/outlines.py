"""Whether two outlines run along each other, to a distance in metres."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry


class Outline:
    """Every ring of a (multi)polygon in EPSG:27700, prepared for questions about its distance to others."""

    def __init__(self, geometry: BaseGeometry) -> None:
        self.lines = shapely.MultiLineString(list(shapely.get_rings(shapely.get_parts(geometry))))
        self._vertices = shapely.points(np.unique(shapely.get_coordinates(geometry), axis=0))
        shapely.prepare(self.lines)
        self._bands: dict[float, BaseGeometry] = {}

    def farthest_vertex(self, other: Outline) -> float:
        """How far, in metres, a vertex of either outline lies from the other one, at most."""
        there = shapely.distance(self._vertices, other.lines)
        back = shapely.distance(other._vertices, self.lines)
        return float(max(there.max(), back.max()))

    def is_along(self, other: Outline, distance: float) -> bool:
        """Whether no point of either outline lies farther than ``distance`` metres from the other one.

        Vertices are asked first, because they nearly always say no; only then are whole stretches looked at, between which two outlines
        with the same vertices may still run differently.
        """
        near = self._reaches(other, distance) and other._reaches(self, distance)
        return near and self._band_holds(other, distance) and other._band_holds(self, distance)

    def _reaches(self, other: Outline, distance: float) -> bool:
        return bool(shapely.dwithin(self.lines, other._vertices, distance).all())

    def _band_holds(self, other: Outline, distance: float) -> bool:
        if distance not in self._bands:
            self._bands[distance] = shapely.buffer(self.lines, distance)
            shapely.prepare(self._bands[distance])
        return bool(shapely.covers(self._bands[distance], other.lines))
