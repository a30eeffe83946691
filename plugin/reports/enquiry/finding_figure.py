"""How a record stands to the place that was asked about, in a few words."""

from __future__ import annotations

from ...domain.enquiry import Bearing, PlaceFinding
from ...domain.plain_figures import metres_words, percent_words


def finding_figure(finding: PlaceFinding) -> str:
    """How far in or away, or how much of the site: as exact as it is known."""
    if finding.percent is not None:
        return percent_words(finding.percent)
    if finding.edge_m is not None:
        return f"{metres_words(finding.edge_m)} inside its edge"
    if finding.distance_m == 0 or finding.bearing is Bearing.APPLIES:
        return "at this place"
    outside = finding.bearing is Bearing.MAY_APPLY and is_areal(finding)
    return f"{metres_words(finding.distance_m)} {'outside its edge' if outside else 'away'}"


def is_areal(finding: PlaceFinding) -> bool:
    """Whether the record is an area, so that it has an inside and an edge."""
    return finding.shape is not None and finding.shape.geom_type in ("Polygon", "MultiPolygon")
