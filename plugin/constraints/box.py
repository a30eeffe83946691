"""The box around a geometry."""

from __future__ import annotations

import shapely

from ..arrays import values

#: West, south, east and north, EPSG:27700.
Box = tuple[float, float, float, float]


def box_of(geometry: shapely.Geometry) -> Box:
    """The bounds of a geometry; NaN where it is empty."""
    west, south, east, north = values(shapely.bounds(geometry))
    return west, south, east, north
