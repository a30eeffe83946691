"""When an entity that meets a site overlaps it, and when it only touches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely

from .depth import EPSILON, depths, greatest_depths, reach_in, sites_reach
from .edge import SiteEdges

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Shapes that come within a micrometre of one another meet: cutting and transforming coordinates moves them by less.
CONTACT = 1e-6

_LEAST_THRESHOLD = 10 * EPSILON

#: Half of a narrow site's depth is never taken too great, so that what is in doubt overlaps.
_NARROW_PRECISION = 0.001

#: The one site, and the one thing, by its position.
_ONE = np.zeros(1, dtype=np.intp)


class DepthRules:
    """The rule for each of many sites: an entity overlaps when its depth is at least the site's threshold in metres.

    The threshold is the digitising tolerance, or half of the site's own greatest depth where that is less, so that a narrow site counts
    (docs/screening.md). Contact without depth is a touch whatever the tolerance. What is worked out of a site is kept.
    """

    def __init__(self, sites: NDArray[np.object_], tolerance: float) -> None:
        """``sites`` are valid Polygons and MultiPolygons in EPSG:27700."""
        self._sites = sites
        self._tolerance = tolerance
        self._edges = SiteEdges(sites)
        self._thresholds = np.full(len(sites), np.nan)
        self._greatest = np.full(len(sites), np.nan)

    def thresholds(self, sites: NDArray[np.intp]) -> NDArray[np.float64]:
        """The thresholds of some sites, by their positions."""
        wanted = np.unique(sites[np.isnan(self._thresholds[sites])])
        if len(wanted):
            self._thresholds[wanted] = np.maximum(self._bare_thresholds(wanted), _LEAST_THRESHOLD)
        result: NDArray[np.float64] = self._thresholds[sites]
        return result

    def _bare_thresholds(self, sites: NDArray[np.intp]) -> NDArray[np.float64]:
        thresholds = np.full(len(sites), self._tolerance)
        narrow = np.flatnonzero(~sites_reach(self._edges, self._sites[sites], sites, 2.0 * self._tolerance))
        if len(narrow):
            halves = greatest_depths(self._edges, self._sites[sites[narrow]], sites[narrow], _NARROW_PRECISION) / 2.0
            thresholds[narrow] = np.minimum(halves, self._tolerance)
        return thresholds

    def overlap(self, parts: NDArray[np.object_], things: NDArray[np.intp], sites: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Whether things reach the threshold of their site: exact, not by the depth to one centimetre.

        ``things`` says to which thing each of ``parts`` belongs, ``sites`` in which site each thing lies.
        """
        # The tolerance is the most that is ever asked: what reaches that needs no look at how narrow its site is.
        reached = reach_in(self._edges, parts, things, sites, np.full(len(sites), max(self._tolerance, _LEAST_THRESHOLD)))
        short = np.flatnonzero(~reached)
        if len(short):
            thresholds = self.thresholds(sites[short])
            lower = thresholds < self._tolerance
            short, thresholds = short[lower], thresholds[lower]
        if len(short):
            position = np.full(len(sites), -1)
            position[short] = np.arange(len(short))
            chosen = np.flatnonzero(position[things] >= 0)
            reached[short] = reach_in(self._edges, parts[chosen], position[things[chosen]], sites[short], thresholds)
        return reached

    def depths(self, parts: NDArray[np.object_], things: NDArray[np.intp], sites: NDArray[np.intp]) -> NDArray[np.float64]:
        """Metres to one centimetre; see :meth:`overlap`."""
        return depths(self._edges, parts, things, sites)

    def greatest_depths(self, sites: NDArray[np.intp]) -> NDArray[np.float64]:
        """The sites' own, metres to one centimetre: the depth of whatever covers them."""
        wanted = np.unique(sites[np.isnan(self._greatest[sites])])
        if len(wanted):
            self._greatest[wanted] = greatest_depths(self._edges, self._sites[wanted], wanted)
        result: NDArray[np.float64] = self._greatest[sites]
        return result


class DepthRule:
    """The rule for one site."""

    def __init__(self, site: shapely.Geometry, tolerance: float) -> None:
        self._rules = DepthRules(_array([site]), tolerance)

    @property
    def threshold(self) -> float:
        """Metres, worked out when it is first asked for."""
        return float(self._rules.thresholds(_ONE)[0])

    def overlaps(self, parts: Sequence[shapely.Geometry]) -> bool:
        """Whether geometries that lie within the site reach the threshold together."""
        return bool(self._rules.overlap(_array(parts), np.zeros(len(parts), dtype=np.intp), _ONE)[0])

    def depth(self, parts: Sequence[shapely.Geometry]) -> float:
        """Metres to one centimetre."""
        return float(self._rules.depths(_array(parts), np.zeros(len(parts), dtype=np.intp), _ONE)[0])


def _array(geometries: Sequence[shapely.Geometry]) -> NDArray[np.object_]:
    made = np.empty(len(geometries), dtype=object)
    made[:] = geometries
    return made
