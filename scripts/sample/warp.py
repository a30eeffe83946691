"""Straight plans bent a little, so that a drawn street looks grown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray


@dataclass(frozen=True)
class Warp:
    """A smooth map from plan coordinates (u along, v across; metres) to EPSG:27700.

    Lengths change by less than a quarter. ``bend`` scales the bending (1 for a town, 0 for a ruler).
    """

    east: float
    north: float
    degrees: float
    phase: float
    bend: float = 1.0

    def points(self, plan: NDArray[np.float64]) -> NDArray[np.float64]:
        """Bring an array of (u, v) rows to (easting, northing) rows."""
        u, v = plan[:, 0], plan[:, 1]
        bent_u = u + self.bend * 42.0 * np.sin(v / 390.0 + self.phase)
        bent_v = v + self.bend * (55.0 * np.sin(u / 600.0 + 2.0 * self.phase) + 16.0 * np.sin(u / 210.0 + 3.0 * self.phase))
        angle = np.radians(self.degrees)
        east = self.east + bent_u * np.cos(angle) - bent_v * np.sin(angle)
        north = self.north + bent_u * np.sin(angle) + bent_v * np.cos(angle)
        return np.round(np.column_stack((east, north)), 3)

    def polygon(self, corners: Sequence[tuple[float, float]], step: float | None = None) -> shapely.Polygon:
        """The bent polygon of those corners; sides longer than ``step`` metres are bent along their length too."""
        plan = shapely.Polygon(corners)
        if step is not None:
            plan = shapely.segmentize(plan, step)
        return shapely.Polygon(self.points(shapely.get_coordinates(plan)))

    def line(self, corners: Sequence[tuple[float, float]], step: float = 12.0) -> shapely.LineString:
        plan = shapely.segmentize(shapely.LineString(corners), step)
        return shapely.LineString(self.points(shapely.get_coordinates(plan)))
