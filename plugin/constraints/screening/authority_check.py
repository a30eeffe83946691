"""Whether a red line lies in the authority's own area."""

from __future__ import annotations

import shapely

from ...domain.check import Check, Severity
from ...domain.plain_figures import metres_words, share_words
from .relation import DepthRule

#: A strip thinner than this along the border is drawing, not land.
_LEAST_STRIP = 0.01


def authority_check(site: shapely.Geometry, rule: DepthRule, area: shapely.Geometry | None, name: str) -> tuple[Check, ...]:
    """At most one check of a site against the authority's area, both EPSG:27700; nothing where the store does not have that area.

    Outside (or meeting it within the tolerance only) is an error, partly outside by more than the tolerance a warning with the area on
    each side, a strip within the tolerance is information. Source: planning-domain 3.2 (6); one authority can't decide in another's area.
    """
    if area is None or shapely.covers(area, site):
        return ()
    authority = name or "the authority"
    inside, outside = shapely.intersection(site, area), shapely.difference(site, area)
    area_inside, area_outside, whole = (float(shapely.area(part)) for part in (inside, outside, site))
    if shapely.is_empty(inside) or not rule.overlaps([inside]):
        away = float(shapely.distance(site, area))
        how_far = "it only touches the border" if away == 0.0 else f"the border is {metres_words(away)} away"
        message = (
            f"The red line lies outside {authority}: {how_far}. "
            "Check the coordinates; if they are right, the application belongs to another authority."
        )
        return (Check("outside-authority", Severity.ERROR, message),)
    if rule.overlaps([outside]):
        message = (
            f"The red line crosses the border of {authority}: {area_inside:,.0f} m² ({share_words(100 * area_inside / whole)}) lie inside, "
            f"{area_outside:,.0f} m² ({share_words(100 * area_outside / whole)}) outside. Each authority decides its own part: an "
            "identical application has to go to the other, and the fee to the one with the larger part."
        )
        return (Check("across-the-border", Severity.WARNING, message),)
    strip = rule.depth([outside])
    if strip < _LEAST_STRIP:
        return ()
    message = (
        f"The red line touches the border of {authority}: a strip of {area_outside:,.1f} m², at most {strip:.2f} m deep, lies outside, "
        "within the digitising tolerance. No second application is needed for it."
    )
    return (Check("touches-the-border", Severity.INFORMATION, message),)
