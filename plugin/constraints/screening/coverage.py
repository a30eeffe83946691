"""Whether a dataset's data can speak for a site."""

from __future__ import annotations

from dataclasses import dataclass

import shapely

from ...domain.dataset import Coverage, Snapshot
from ...domain.plain_figures import share_words
from .relation import DepthRule

NO_COVERAGE_HERE = "no coverage here"
UNKNOWN_COVERAGE = "coverage unknown: nobody has said where this data is complete"
INCOMPLETE = "partial coverage: this data is said to be incomplete for this authority"


@dataclass(frozen=True)
class SiteCoverage:
    """How much of a site a dataset speaks for, and why not all of it: "" where it speaks for all."""

    coverage: Coverage
    why: str = ""


def everywhere(snapshot: Snapshot, area: shapely.Geometry | None) -> SiteCoverage | None:
    """The coverage of a dataset that is the same at every site; None where it depends on how the site lies to ``area``."""
    if snapshot.coverage in (Coverage.FULL, Coverage.NONE):
        return SiteCoverage(snapshot.coverage, "" if snapshot.coverage is Coverage.FULL else NO_COVERAGE_HERE)
    return SiteCoverage(Coverage.UNKNOWN, UNKNOWN_COVERAGE) if snapshot.coverage is Coverage.UNKNOWN or area is None else None


class CoverageTest:
    """Answers for one site; areas that several datasets share are tested once."""

    def __init__(self, site: shapely.Geometry, rule: DepthRule) -> None:
        """``site`` and every area are EPSG:27700; ``rule`` is the site's own."""
        self._site = site
        self._rule = rule
        self._known: dict[int, tuple[shapely.Geometry, SiteCoverage]] = {}

    def of(self, snapshot: Snapshot, area: shapely.Geometry | None) -> SiteCoverage:
        """The coverage of a dataset at the site: ``area`` is where its data is complete, None where nobody said."""
        same = everywhere(snapshot, area)
        if same is not None or area is None:
            return same or SiteCoverage(Coverage.UNKNOWN, UNKNOWN_COVERAGE)
        known = self._known.get(id(area))
        if known is None:
            known = (area, self._within(area))  # the area is kept, so that its id stays its own
            self._known[id(area)] = known
        return known[1]

    def _within(self, area: shapely.Geometry) -> SiteCoverage:
        """Full when what lies outside stays within the tolerance, none when what lies inside does."""
        if shapely.covers(area, self._site):
            return SiteCoverage(Coverage.FULL)
        inside, outside = shapely.intersection(self._site, area), shapely.difference(self._site, area)
        if shapely.is_empty(inside) or not self._rule.overlaps([inside]):
            return SiteCoverage(Coverage.NONE, NO_COVERAGE_HERE)
        if not self._rule.overlaps([outside]):
            return SiteCoverage(Coverage.FULL)
        percent = 100.0 * float(shapely.area(outside) / shapely.area(self._site))
        return SiteCoverage(Coverage.PARTIAL, f"partial coverage: {share_words(percent)} of the site lies outside the data's coverage")
