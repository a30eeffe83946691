"""What is wrong with a red line, as rows, each with the place to look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import shapely

if TYPE_CHECKING:
    from ..domain.reading import SiteReading
    from .given_sites import GivenSite

FAULT_COLUMNS = (
    *(("site", str), ("row", int), ("file", str), ("found", str), ("severity", str), ("code", str), ("message", str)),
    *(("easting", float), ("northing", float), ("at", str)),
)


def fault_rows(site: GivenSite) -> Iterator[tuple[dict[str, Any], shapely.Point | None]]:
    """A row for each error, warning and remark, beside the point where it is: ``at`` says whether that is the fault's own or the site's.

    None where nobody knows where the site is.
    """
    reading = site.reading
    somewhere = _somewhere(reading)
    for check in reading.checks:
        point = somewhere if check.place is None else shapely.Point(check.place)
        where = "" if point is None else "the site" if check.place is None else "the fault"
        told = {"site": reading.site, "row": site.row, "file": reading.file, "found": reading.found}
        about = {"severity": check.severity.value, "code": check.code, "message": check.message}
        place = {"easting": point and round(point.x, 2), "northing": point and round(point.y, 2), "at": where}
        yield {**told, **about, **place}, point


def _somewhere(reading: SiteReading) -> shapely.Point | None:
    """A point of the red line, or of the one that is offered in its stead."""
    boundary = reading.boundary or (reading.proposal.boundary if reading.proposal is not None else None)
    return None if boundary is None else shapely.point_on_surface(boundary.geometry)
