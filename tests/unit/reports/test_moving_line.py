"""A line that is being dragged is told the same consequences as one that was put down and screened in full."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest
import shapely

from plugin.constraints.profile import Profile
from plugin.constraints.screening.neighbourhood import Neighbourhood, reach
from plugin.constraints.screening.screening import screen_site
from plugin.domain.accuracy import UNTRANSFORMED
from plugin.domain.application import Application
from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.boundary import Boundary, Original, SourceCrs
from plugin.domain.clock import FixedClock
from plugin.domain.reading import SiteReading
from plugin.domain.settings import ScreeningSettings
from plugin.reports.consequences import Amendment, ScreenedLine
from plugin.rules.attributes import TOLD_APART_BY_A_COLUMN
from tests.unit.constraints.screening.memory_store import MemoryStore, Row

CLOCK = FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc))
SETTINGS = ScreeningSettings()


def box(west: float, south: float, east: float, north: float):
    return shapely.box(533600 + west, 174200 + south, 533600 + east, 174200 + north)


STORE = MemoryStore(
    [
        Row("conservation-area", box(15, -100, 200, 200), 1, name="Trafalgar Avenue"),
        Row("conservation-area", box(0, 0, 500, 500), 2, name="Of old", end=date(2020, 1, 1)),
        Row("listed-building", shapely.Point(533630, 174210), 3, name="9 High Street", attributes={"listed-building-grade": "II"}),
        Row("listed-building", shapely.Point(533640, 174215), 4, name="11 High Street", attributes={"listed-building-grade": "II*"}),
        Row("flood-risk-zone", box(-50, 18, 60, 90), 5, attributes={"flood-risk-level": "3"}),
        Row("green-belt", box(300, 300, 400, 400), 6),
        Row("railway-land", box(44, -50, 60, 90), 7, name="The branch line"),
    ]
)
NOW = box(0, 0, 12, 12)


def reading(site) -> SiteReading:
    boundary = Boundary(site, Original(site.wkt, "wkt"), SourceCrs.NATIONAL_GRID, UNTRANSFORMED)
    return SiteReading("site", "site.json", "", application=Application("24/1", type_code="pp.full"), boundary=boundary)


def in_full(site) -> ScreenedLine:
    return ScreenedLine.of(site, screen_site(reading(site), STORE, settings=SETTINGS, profile=Profile(), clock=CLOCK))


@pytest.mark.parametrize("proposed", [box(0, 0, 14, 12), box(0, 0, 35, 25), box(0, 0, 38, 12), box(2, 2, 10, 10), box(30, 0, 42, 12)])
def test_a_moving_line_is_told_what_a_full_screening_tells(proposed):
    facts = ApplicationFacts(type_code="pp.full", applied_on=date(2026, 11, 1), residential=True, dwellings=2, new_building=True)
    now = in_full(NOW)
    amendment = Amendment(now, facts, date(2026, 11, 22))
    neighbourhood = Neighbourhood.gather(STORE, reach(proposed, SETTINGS), None, TOLD_APART_BY_A_COLUMN)
    moving = now.redrawn(proposed, neighbourhood.screen(proposed, SETTINGS, with_depth=False, with_overlap=False))

    assert amendment.consequences(moving).lines == amendment.consequences(in_full(proposed)).lines
