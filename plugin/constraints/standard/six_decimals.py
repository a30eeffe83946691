"""What six decimals of a degree, about a tenth of a metre, leave of a shape: so fine the standard writes coordinates, and no finer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import values
from ..store.geometry_repair import repair

DECIMALS = 6
_GRID = 10.0**-DECIMALS
#: Metres: no shape that is wider than this all along can fall together on the grid, whose squares measure 0.11 m at most.
_NARROW = 0.5

ToDegrees = Callable[[shapely.Geometry], shapely.Geometry]


def on_grid(degrees: shapely.Geometry) -> shapely.Geometry | None:
    """A shape in longitude and latitude with six decimals, valid where it was; None where nothing of it is left."""
    settled = shapely.set_precision(degrees, _GRID) if shapely.is_valid(degrees) else degrees
    return _corners_on_grid(degrees) if shapely.is_empty(settled) else settled


def vanishing(shapes: NDArray[np.object_], to_degrees: ToDegrees) -> list[int]:
    """The positions of valid polygons in EPSG:27700 of which nothing is left with six decimals; ``to_degrees`` is what an export turns them
    with."""
    areas, lengths = shapely.area(shapes), shapely.length(shapes)
    doubtful = np.flatnonzero(shapely.is_valid(shapes) & (areas > 0) & (2 * areas < _NARROW * lengths))
    return [position for position in values(doubtful) if on_grid(to_degrees(shapes[position])) is None]


def _corners_on_grid(degrees: shapely.Geometry) -> shapely.Geometry | None:
    """What its corners on the grid leave of a shape that is narrower than it."""
    rounded = shapely.transform(degrees, lambda corners: np.round(corners, DECIMALS))
    mended = repair(np.array([rounded], dtype=object)).geometries[0]
    return None if mended is None or shapely.is_empty(mended) else mended
