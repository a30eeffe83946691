"""The edge of a site as arrays of segments, and the distances of points to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST_BALANCE = 1e-6

#: The most distances that are worked out at once, so that a large site costs time and never memory.
_MOST_AT_ONCE = 500_000


@dataclass(frozen=True)
class Peak:
    """Where three segments are about equally far on all sides of a point.

    ``weights`` (k, t): for each balanced choice of three out of k segments, how much each counts, so that the weighted mean of their
    distances does not change, to first order, from point to point. ``point`` is the estimated top of the first choice.
    """

    weights: NDArray[np.float64]
    point: NDArray[np.float64]


@dataclass(frozen=True)
class SiteEdge:
    """Every segment of a site's exterior rings and holes (EPSG:27700, metres)."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    along_x: NDArray[np.float64]
    along_y: NDArray[np.float64]
    squared_lengths: NDArray[np.float64]

    @classmethod
    def of(cls, site: shapely.Geometry) -> SiteEdge:
        """The edge of a Polygon or MultiPolygon."""
        rings = shapely.get_rings(shapely.get_parts(site))
        coordinates, ring = shapely.get_coordinates(rings, return_index=True)
        same_ring = ring[1:] == ring[:-1]
        starts = coordinates[:-1][same_ring]
        along = coordinates[1:][same_ring] - starts
        squared = np.einsum("ij,ij->i", along, along)
        squared[squared == 0.0] = 1.0
        return cls(starts[:, 0], starts[:, 1], along[:, 0], along[:, 1], squared)

    def __len__(self) -> int:
        return len(self.x)

    def distances(self, points: NDArray[np.float64], segments: NDArray[np.intp] | None = None) -> NDArray[np.float64]:
        """Metres from each of ``points`` (n, 2) to each segment, or to each of ``segments`` (indices): an (n, m) array."""
        chosen = slice(None) if segments is None else segments
        along_x, along_y = self.along_x[chosen], self.along_y[chosen]
        from_x = points[:, :1] - self.x[chosen]
        from_y = points[:, 1:] - self.y[chosen]
        fraction = from_x * along_x
        fraction += from_y * along_y
        fraction /= self.squared_lengths[chosen]
        np.maximum(fraction, 0.0, out=fraction)  # numpy's clip costs several times as much on small arrays
        np.minimum(fraction, 1.0, out=fraction)
        from_x -= fraction * along_x
        from_y -= fraction * along_y
        result: NDArray[np.float64] = np.hypot(from_x, from_y)
        return result

    def peak(self, centre: NDArray[np.float64], segments: NDArray[np.intp]) -> Peak | None:
        """The choices of three of a few ``segments`` that hem in ``centre``, the nearest three first; None where none do."""
        along_x, along_y = self.along_x[segments], self.along_y[segments]
        from_x, from_y = centre[0] - self.x[segments], centre[1] - self.y[segments]
        fraction = np.clip((from_x * along_x + from_y * along_y) / self.squared_lengths[segments], 0.0, 1.0)
        from_x, from_y = from_x - fraction * along_x, from_y - fraction * along_y
        away = np.hypot(from_x, from_y)
        if not away.all():
            return None
        unit_x, unit_y = from_x / away, from_y / away
        cross = unit_x[:, None] * unit_y[None, :] - unit_y[:, None] * unit_x[None, :]
        one, two, three = _threes(len(segments))
        shares = np.stack([cross[two, three], cross[three, one], cross[one, two]])
        total = shares.sum(axis=0)
        balanced = np.flatnonzero(((shares >= 0.0).all(axis=0) | (shares <= 0.0).all(axis=0)) & (np.abs(total) > _LEAST_BALANCE))
        if not len(balanced):
            return None
        weights = np.zeros((len(segments), len(balanced)))
        for row, members in enumerate((one, two, three)):
            weights[members[balanced], np.arange(len(balanced))] = shares[row, balanced] / total[balanced]
        nearest = int(np.argmin(weights.T @ away))
        first, second, third = (int(members[balanced[nearest]]) for members in (one, two, three))
        slopes = np.array([[unit_x[first] - unit_x[i], unit_y[first] - unit_y[i]] for i in (second, third)])
        shift = np.linalg.solve(slopes, np.array([away[second] - away[first], away[third] - away[first]]))
        return Peak(weights, centre + shift)

    def nearest(self, points: NDArray[np.float64], segments: NDArray[np.intp] | None = None) -> NDArray[np.float64]:
        """Metres from each of ``points`` (n, 2) to the nearest segment, or to the nearest of ``segments``."""
        width = len(self) if segments is None else len(segments)
        step = max(1, _MOST_AT_ONCE // max(1, width))
        if len(points) <= step:
            result: NDArray[np.float64] = self.distances(points, segments).min(axis=1)
            return result
        return np.concatenate([self.distances(points[i : i + step], segments).min(axis=1) for i in range(0, len(points), step)])


@lru_cache(maxsize=16)
def _threes(count: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Every choice of three out of ``count``, in three arrays."""
    chosen = np.array(list(combinations(range(count), 3)), dtype=np.intp).reshape(-1, 3)
    return chosen[:, 0], chosen[:, 1], chosen[:, 2]
