"""What the window asks of a shape; shapely is imported when it is asked, never at load."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import shapely


def bounds(shape: shapely.Geometry) -> tuple[float, float, float, float]:
    """West, south, east, north in the shape's own units."""
    import shapely

    west, south, east, north = shapely.bounds(shape)
    return float(west), float(south), float(east), float(north)


def is_empty(shape: shapely.Geometry) -> bool:
    """Whether there is nothing to show."""
    import shapely

    return bool(shapely.is_empty(shape))
