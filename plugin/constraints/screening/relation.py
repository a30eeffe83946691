"""When an entity that meets a site overlaps it, and when it only touches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely

from .depth import EPSILON, PRECISION, depths, greatest_depths, reach_in, sites_reach
from .edge import SiteEdges

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Shapes that come within a micrometre of one another meet: cutting and transforming coordinates moves them by less.
CONTACT = 1e-6

_LEAST_THRESHOLD = 10 * EPSILON

#: Half of a narrow site's depth is never taken too great, so that what is in doubt overlaps.
_NARROW_PRECISION = 0.001

#: The one site, by its position.
_ONE = np.zeros(1, dtype=np.intp)


class DepthRule:
    """The rule for one site: an entity overlaps when its depth is at least ``threshold`` metres.

    The threshold is the digitising tolerance, or half of the site's own greatest depth where that is less, so that a narrow site counts
    (docs/screening.md). Contact without depth is a touch whatever the tolerance.
    """

    def __init__(self, site: shapely.Geometry, tolerance: float) -> None:
        self._sites = _array([site])
        self._tolerance = tolerance
        self._edges = SiteEdges.of(self._sites)
        self._threshold: float | None = None
        self._greatest: float | None = None

    @property
    def threshold(self) -> float:
        """Metres, worked out when it is first asked for."""
        if self._threshold is None:
            self._threshold = max(self._bare_threshold(), _LEAST_THRESHOLD)
        return self._threshold

    def _bare_threshold(self) -> float:
        if sites_reach(self._edges, self._sites, _ONE, 2.0 * self._tolerance)[0]:
            return self._tolerance
        return min(self._tolerance, float(greatest_depths(self._edges, self._sites, _ONE, _NARROW_PRECISION)[0]) / 2.0)

    def overlaps(self, parts: Sequence[shapely.Geometry]) -> bool:
        """Whether geometries that lie within the site reach the threshold: exact, not by the depth to one centimetre."""
        return self._reach(parts, self.threshold)

    def surely_overlaps(self, parts: NDArray[np.object_], owners: NDArray[np.intp], count: int) -> NDArray[np.bool_]:
        """For ``count`` owners of parts: whether a single point of one of the owner's parts is deep enough already.

        True is certain; False means that :meth:`overlaps` has to decide.
        """
        return reach_in(self._edges, parts, owners, np.zeros(count, dtype=np.intp), np.full(count, self.threshold))

    def depth(self, parts: Sequence[shapely.Geometry]) -> float:
        """Metres to one centimetre."""
        return self._depth(parts, PRECISION)

    @property
    def greatest_depth(self) -> float:
        """The site's own, metres to one centimetre: the depth of whatever covers the site."""
        if self._greatest is None:
            self._greatest = float(greatest_depths(self._edges, self._sites, _ONE)[0])
        return self._greatest

    def _reach(self, parts: Sequence[shapely.Geometry], wanted: float) -> bool:
        return bool(reach_in(self._edges, _array(parts), np.zeros(len(parts), dtype=np.intp), _ONE, np.array([wanted]))[0])

    def _depth(self, parts: Sequence[shapely.Geometry], precision: float) -> float:
        return float(depths(self._edges, _array(parts), np.zeros(len(parts), dtype=np.intp), _ONE, precision)[0])


def _array(geometries: Sequence[shapely.Geometry]) -> NDArray[np.object_]:
    made = np.empty(len(geometries), dtype=object)
    made[:] = geometries
    return made
