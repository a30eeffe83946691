"""A small made-up place: one site, a few records, a fixed day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timezone

import shapely

from plugin.constraints.profile import Profile
from plugin.constraints.screening.neighbourhood import Neighbourhood, reach
from plugin.constraints.screening.screening import screen_site
from plugin.domain.accuracy import UNTRANSFORMED, Accuracy
from plugin.domain.application import Application
from plugin.domain.boundary import Boundary, Original, SourceCrs
from plugin.domain.clock import FixedClock
from plugin.domain.finding import DatasetResult, Finding, Screening
from plugin.domain.reading import SiteReading
from plugin.domain.settings import ScreeningSettings

from .memory_store import MemoryStore, Row

CLOCK = FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc))
X, Y = 530000, 180000

#: 40 m by 40 m.
SITE = f"POLYGON (({X} {Y}, {X + 40} {Y}, {X + 40} {Y + 40}, {X} {Y + 40}, {X} {Y}))"
HELMERT = Accuracy("Inverse of OSGB36 to WGS 84 (6)", 2.0, None)
OSTN15 = Accuracy("Inverse of OSGB36 to WGS 84 (9)", 1.0, "uk_os_OSTN15_NTv2_OSGBtoETRS.tif")


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    """A rectangle by its distances in metres from the site's south-west corner."""
    return shapely.box(X + west, Y + south, X + east, Y + north)


def point(east: float, north: float) -> shapely.Point:
    return shapely.Point(X + east, Y + north)


def finding(site: str | shapely.Geometry, shape: shapely.Geometry, settings: ScreeningSettings | None = None) -> Finding | None:
    """How one shape stands to a site; None where it is not worth mentioning."""
    geometry = shapely.from_wkt(site) if isinstance(site, str) else site
    chosen = settings or ScreeningSettings()
    store = MemoryStore([Row("layer", shape, 1)])
    found = Neighbourhood.gather(store, reach(geometry, chosen)).screen(geometry, chosen)
    return found[0] if found else None


def reading(
    site: str | shapely.Geometry = SITE,
    *,
    type_code: str = "pp.full.householder",
    submitted_on: date | None = date(2026, 10, 1),
    accuracy: Accuracy = UNTRANSFORMED,
) -> SiteReading:
    geometry = shapely.from_wkt(site) if isinstance(site, str) else site
    crs = SourceCrs.NATIONAL_GRID if accuracy == UNTRANSFORMED else SourceCrs.WGS84
    boundary = Boundary(geometry, Original(geometry.wkt, "wkt"), crs, accuracy)
    application = Application("26/0001", type_code=type_code, submitted_on=submitted_on)
    return SiteReading("26/0001", "26-0001.json", "a test", application=application, boundary=boundary)


def screening(
    rows: Iterable[Row] | MemoryStore,
    *,
    read: SiteReading | None = None,
    profile: Profile | None = None,
    settings: ScreeningSettings | None = None,
    on: date | None = None,
) -> Screening:
    store = rows if isinstance(rows, MemoryStore) else MemoryStore(rows)
    return screen_site(
        read or reading(),
        store,
        settings=settings or ScreeningSettings(),
        profile=profile or Profile.default(),
        clock=CLOCK,
        on=on,
    )


def state(found: Screening, slug: str) -> DatasetResult:
    return next(result for result in found.datasets if result.dataset == slug)


def remarks(found: Screening, number: int) -> str:
    return " ".join(next(finding.remarks for finding in found.findings if finding.entity.number == number))


def expecting(**datasets: object) -> Profile:
    return replace(Profile.default(), datasets={slug.replace("_", "-"): coverage for slug, coverage in datasets.items()})


def flood(number: int, level: str, shape: shapely.Geometry) -> Row:
    return Row("flood-risk-zone", shape, number, attributes={"flood-risk-level": level})
