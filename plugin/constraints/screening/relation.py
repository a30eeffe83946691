"""When an entity that meets a site overlaps it, and when it only touches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely

from .depth import EPSILON, PRECISION, DepthSearch
from .edge import SiteEdge

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Shapes that come within a micrometre of one another meet: cutting and transforming coordinates moves them by less.
CONTACT = 1e-6

_LEAST_THRESHOLD = 10 * EPSILON

#: Half of a narrow site's depth is never taken too great, so that what is in doubt overlaps.
_NARROW_PRECISION = 0.001


class DepthRule:
    """The rule for one site: an entity overlaps when its depth is at least ``threshold`` metres.

    The threshold is the digitising tolerance, or half of the site's own greatest depth where that is less, so that a narrow site counts
    (docs/screening.md). Contact without depth is a touch whatever the tolerance.
    """

    def __init__(self, site: shapely.Geometry, tolerance: float) -> None:
        self._site = site
        self._tolerance = tolerance
        self._edge = SiteEdge.of(site)
        self._search = DepthSearch(self._edge)
        self._threshold: float | None = None
        self._greatest: float | None = None

    @property
    def threshold(self) -> float:
        """Metres, worked out when it is first asked for."""
        if self._threshold is None:
            self._threshold = max(self._bare_threshold(), _LEAST_THRESHOLD)
        return self._threshold

    def _bare_threshold(self) -> float:
        if self._search.reaches([self._site], 2.0 * self._tolerance):
            return self._tolerance
        return min(self._tolerance, self._search.depth([self._site], _NARROW_PRECISION) / 2.0)

    def overlaps(self, parts: Sequence[shapely.Geometry]) -> bool:
        """Whether geometries that lie within the site reach the threshold: exact, not by the depth to one centimetre."""
        return self._search.reaches(parts, self.threshold)

    def surely_overlaps(self, parts: NDArray[np.object_], owners: NDArray[np.intp], count: int) -> NDArray[np.bool_]:
        """For ``count`` owners of parts: whether a single point of one of the owner's parts is deep enough already.

        True is certain; False means that :meth:`overlaps` has to decide.
        """
        deepest = np.zeros(count)
        if len(parts):
            points = shapely.point_on_surface(parts)
            present = ~shapely.is_empty(points)
            np.maximum.at(deepest, owners[present], self._edge.nearest(shapely.get_coordinates(points[present])))
        result: NDArray[np.bool_] = deepest >= self.threshold
        return result

    def depth(self, parts: Sequence[shapely.Geometry]) -> float:
        """Metres to one centimetre."""
        return self._search.depth(parts, PRECISION)

    @property
    def greatest_depth(self) -> float:
        """The site's own, metres to one centimetre: the depth of whatever covers the site."""
        if self._greatest is None:
            self._greatest = self._search.depth([self._site], PRECISION)
        return self._greatest
