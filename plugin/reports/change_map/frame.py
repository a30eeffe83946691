"""The piece of ground that a map of a change shows, and how large a metre is on it."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

#: Units of the picture; a browser scales it to the room that there is.
WIDTH, HEIGHT = 720.0, 540.0
#: The ground around the lines, as a share of their extent, and at least so many metres.
_MARGIN_SHARE, _MARGIN_M = 0.18, 8.0
#: The scale bar is a round number of metres, at most this share of the picture's width.
_BAR_SHARE = 0.3
_ROUND = (1.0, 2.0, 5.0)


@dataclass(frozen=True)
class Frame:
    """``west`` and ``north`` are in EPSG:27700; ``scale`` is picture units for a metre."""

    west: float
    north: float
    scale: float

    @property
    def ground(self) -> BaseGeometry:
        """What the picture shows, in EPSG:27700."""
        return shapely.box(self.west, self.north - HEIGHT / self.scale, self.west + WIDTH / self.scale, self.north)

    @property
    def bar_metres(self) -> float:
        """The length of the scale bar in metres: 1, 2 or 5 times a power of ten."""
        most = WIDTH * _BAR_SHARE / self.scale
        power = 10.0 ** floor(log10(most))
        return max(step * power for step in _ROUND if step * power <= most)

    def place(self, coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        """Positions in EPSG:27700 as positions in the picture, whose y goes down."""
        return np.column_stack(((coordinates[:, 0] - self.west) * self.scale, (self.north - coordinates[:, 1]) * self.scale))


def frame_around(*lines: BaseGeometry) -> Frame:
    """The frame that shows all of ``lines`` (EPSG:27700, at least one not empty) with some ground around, north at the top."""
    west, south, east, north = shapely.total_bounds([line for line in lines if not line.is_empty])
    width, height = _with_margin(east - west), _with_margin(north - south)
    scale = min(WIDTH / width, HEIGHT / height)
    middle_east, middle_north = (west + east) / 2, (south + north) / 2
    return Frame(middle_east - WIDTH / scale / 2, middle_north + HEIGHT / scale / 2, scale)


def _with_margin(extent: float) -> float:
    return float(extent + 2 * max(extent * _MARGIN_SHARE, _MARGIN_M))
