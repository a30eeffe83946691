"""Whether a place lies in the authority's own area, and in what a dataset can speak for."""

from __future__ import annotations

import shapely

from ...domain.check import Check, Severity
from ...domain.dataset import Coverage, Snapshot
from ...domain.plain_figures import metres_words
from .coverage import NO_COVERAGE_HERE, UNKNOWN_COVERAGE, SiteCoverage, everywhere

AT_THE_BORDER = "the place lies too close to the limit of this data's coverage to tell on which side"


def place_coverage(snapshot: Snapshot, area: shapely.Geometry | None, point: shapely.Point, unsure_m: float) -> SiteCoverage:
    """How a dataset speaks for a point (EPSG:27700) that may lie ``unsure_m`` off; ``area`` is where its data is complete."""
    same = everywhere(snapshot, area)
    if same is not None or area is None:
        return same or SiteCoverage(Coverage.UNKNOWN, UNKNOWN_COVERAGE)
    inside = bool(shapely.intersects(area, point))
    if float(shapely.distance(shapely.boundary(area), point)) < unsure_m:
        return SiteCoverage(Coverage.PARTIAL, AT_THE_BORDER)
    return SiteCoverage(Coverage.FULL) if inside else SiteCoverage(Coverage.NONE, NO_COVERAGE_HERE)


def place_border_check(point: shapely.Point, unsure_m: float, near_m: float, area: shapely.Geometry | None, name: str) -> tuple[Check, ...]:
    """At most one check of a point against the authority's area; nothing where the store does not have that area.

    Outside is an error; at the border, closer than the place is known, a warning; a border within ``near_m`` is information, because what
    is near may lie beyond it.
    """
    if area is None:
        return ()
    authority = name or "the authority"
    away = float(shapely.distance(shapely.boundary(area), point))
    if away < unsure_m:
        message = f"The place lies at the border of {authority}, closer than the place is known. Ask which side of it is meant."
        return (Check("at-the-border", Severity.WARNING, message),)
    if not shapely.intersects(area, point):
        message = f"The place lies outside {authority}: the border is {metres_words(away)} away. Ask the council there."
        return (Check("outside-authority", Severity.ERROR, message),)
    if away < near_m:
        message = f"The border of {authority} is {metres_words(away)} away: what is near on the other side may not be in this data."
        return (Check("near-the-border", Severity.INFORMATION, message),)
    return ()
