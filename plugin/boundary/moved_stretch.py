"""Where two outlines differ at all: a vertex that moves leaves thousands of others where they were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..arrays import as_array

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Metres around what differs: clipping must not run along it.
_MARGIN = 1.0


@dataclass(frozen=True)
class MovedStretch:
    """The stretches of outline that only one of two (multi)polygons has.

    ``window`` is a box (EPSG:27700) around them, None where there are none; ``vertices`` are the ends, as points, of those that only the
    second geometry has.
    """

    window: BaseGeometry | None
    vertices: NDArray[np.object_]

    def clipped(self, geometry: BaseGeometry) -> BaseGeometry:
        """The part of a geometry in the window: outside it, both geometries enclose the same land.

        Whether a place is inside differs between the two only across a stretch that one of them lacks; far away it does not differ, and
        from there every place outside the window is reached without crossing such a stretch.
        """
        if self.window is None:
            return shapely.Polygon()
        clipped: BaseGeometry = shapely.intersection(geometry, self.window)
        return clipped


class Stretches:
    """The straight stretches of one (multi)polygon's outline, ready to be compared with those of others."""

    def __init__(self, geometry: BaseGeometry) -> None:
        self._ends = _stretches(geometry)
        self._names = _names(self._ends)
        self._known = frozenset(self._names)

    def moved_in(self, other: BaseGeometry) -> MovedStretch:
        """What differs in another geometry."""
        ends = _stretches(other)
        names = _names(ends)
        theirs = frozenset(names)
        new = ends[[name not in self._known for name in names]]
        gone = self._ends[[name not in theirs for name in self._names]]
        if not len(new) and not len(gone):
            return MovedStretch(None, np.empty(0, dtype=object))
        differing = np.concatenate([new, gone]).reshape(-1, 2)
        (west, south), (east, north) = differing.min(axis=0) - _MARGIN, differing.max(axis=0) + _MARGIN
        return MovedStretch(shapely.box(west, south, east, north), as_array(shapely.points(new.reshape(-1, 2))))


def _stretches(geometry: BaseGeometry) -> NDArray[np.float64]:
    """An array of shape (n, 4): the two ends of each stretch, the lesser end first, so that direction does not matter."""
    rings = shapely.get_rings(shapely.get_parts(geometry))
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    joined = ring[1:] == ring[:-1]
    starts, ends = coordinates[:-1][joined], coordinates[1:][joined]
    swapped = (starts[:, 0] > ends[:, 0]) | ((starts[:, 0] == ends[:, 0]) & (starts[:, 1] > ends[:, 1]))
    stretches: NDArray[np.float64] = np.where(swapped[:, None], np.hstack([ends, starts]), np.hstack([starts, ends]))
    return stretches


def _names(stretches: NDArray[np.float64]) -> list[bytes]:
    """Each stretch as one value that can be looked up; adding nought makes the negative nought a plain one."""
    written = (stretches + 0.0).tobytes()
    size = stretches.itemsize * stretches.shape[1]
    return [written[start : start + size] for start in range(0, len(written), size)]
