"""Findings that follow a boundary while it is drawn: never from half of its neighbours, never silently old."""

from __future__ import annotations

import shapely

from plugin.constraints.box import Box
from plugin.constraints.screening.live_screening import LiveFindings, LiveScreening, LiveState
from plugin.constraints.screening.neighbourhood import Neighbourhood, reach
from plugin.domain.finding import Finding, Relation
from plugin.domain.settings import ScreeningSettings

from .memory_store import MemoryStore, Row
from .scenes import SITE, X, Y, box, point

SETTINGS = ScreeningSettings()
STORE = MemoryStore(
    [
        Row("conservation-area", box(-10, -10, 20, 20), 1),
        Row("tree", point(70, 20), 2),
        Row("tree", point(5000, 5000), 3),
    ]
)


def site() -> shapely.Geometry:
    return shapely.from_wkt(SITE)


def moved(east: float, north: float = 0.0) -> shapely.Geometry:
    return shapely.affinity.translate(site(), east, north)


def fetch(live: LiveScreening, store: MemoryStore = STORE) -> LiveFindings:
    """What the worker does with the box that is asked for."""
    asked = live.ask()
    assert asked is not None
    return live.take(Neighbourhood.gather(store, asked))


def begun() -> LiveScreening:
    live = LiveScreening(SETTINGS)
    live.update(site())
    fetch(live)
    return live


def figures(findings: tuple[Finding, ...]) -> list[tuple[int, Relation, float, float]]:
    return [(each.entity.number, each.relation, each.overlap_m2, each.distance_m) for each in findings]


def by_itself(boundary: shapely.Geometry) -> list[tuple[int, Relation, float, float]]:
    return figures(Neighbourhood.gather(STORE, reach(boundary, SETTINGS)).screen(boundary, SETTINGS))


def test_case_39_a_boundary_on_the_move_is_told_how_it_stands_to_the_authority_s_border():
    live = LiveScreening(SETTINGS)
    live.update(site())
    assert live.authority_check(site()) == ()
    fetch(live, MemoryStore([], authority=box(-500, -500, 50, 500)))

    assert live.authority_check(site()) == ()
    (touching,) = live.authority_check(moved(10.4))
    assert touching.code == "touches-the-border"
    assert "at most 0.40 m deep" in touching.message
    (across,) = live.authority_check(moved(20))
    assert across.code == "across-the-border"
    assert "identical application has to go to the other, and the fee to the one with the larger part" in across.message
    (outside,) = live.authority_check(moved(100))
    assert outside.code == "outside-authority"


def test_before_the_neighbourhood_is_there_nothing_is_said_but_that_it_is_coming():
    live = LiveScreening(SETTINGS)

    found = live.update(site())

    assert (found.state, found.findings, found.boundary) == (LiveState.UPDATING, (), None)
    assert "being read" in found.why


def test_when_the_neighbourhood_comes_the_boundary_as_it_stands_then_is_answered():
    live = LiveScreening(SETTINGS)
    live.update(site())
    live.update(moved(3))

    found = fetch(live)

    assert found.state is LiveState.CURRENT
    assert figures(found.findings) == by_itself(moved(3))


def test_every_move_inside_the_neighbourhood_is_answered_at_once_as_a_site_by_itself_would_be():
    live = begun()

    for east in range(0, 60, 7):
        found = live.update(moved(east))

        assert (found.state, found.why) == (LiveState.CURRENT, "")
        assert figures(found.findings) == by_itself(moved(east))


def test_what_is_on_its_way_is_not_asked_for_twice():
    live = LiveScreening(SETTINGS)
    live.update(site())

    assert live.ask() is not None
    live.update(moved(1))
    assert live.ask() is None


def test_the_next_neighbourhood_is_asked_for_before_the_boundary_leaves_the_one_that_is_there():
    live = begun()

    states = []
    asked: list[Box] = []
    for east in range(0, 260, 10):
        states.append(live.update(moved(east)).state)
        box = live.ask()
        if box is not None:
            asked.append(box)

    assert set(states) == {LiveState.CURRENT}
    assert len(asked) == 1


def test_a_boundary_outside_the_neighbourhood_is_updating_and_keeps_the_last_findings_as_such():
    live = begun()
    last = live.update(site())

    found = live.update(moved(5000, 5000))

    assert found.state is LiveState.UPDATING
    assert (found.findings, found.boundary) == (last.findings, last.boundary)


def test_when_the_neighbourhood_has_grown_the_findings_are_those_of_the_new_place():
    live = begun()
    live.update(moved(4990, 4990))

    found = fetch(live)

    assert found.state is LiveState.CURRENT
    assert figures(found.findings) == [(3, Relation.OVERLAPS, 0.0, 0.0)]


def test_a_second_leap_replaces_what_is_on_its_way():
    live = begun()
    live.update(moved(5000))
    first = live.ask()
    live.update(moved(9000))
    second = live.ask()

    assert first is not None
    assert second is not None
    assert second[0] > first[2]


def test_data_that_can_not_be_read_is_not_checked_with_the_reason_and_not_asked_for_with_every_move():
    live = LiveScreening(SETTINGS)
    live.update(site())
    live.ask()

    found = live.fail("The share is gone.")

    assert (found.state, found.why, found.findings) == (LiveState.NOT_CHECKED, "The share is gone.", ())
    assert live.update(moved(1)).state is LiveState.NOT_CHECKED
    assert live.ask() is None


def test_after_a_retry_it_is_asked_for_again():
    live = LiveScreening(SETTINGS)
    live.update(site())
    live.ask()
    live.fail("The share is gone.")

    assert live.retry().state is LiveState.UPDATING
    assert fetch(live).state is LiveState.CURRENT


def test_a_failure_ahead_leaves_the_findings_here_current():
    live = begun()
    live.update(moved(200))
    assert live.ask() is not None

    assert live.fail("The share is gone.").state is LiveState.CURRENT


def test_a_boundary_that_crosses_itself_is_no_boundary_and_keeps_the_last_findings_as_such():
    live = begun()
    last = live.update(site())

    found = live.update(shapely.Polygon([(X, Y), (X + 40, Y + 40), (X + 40, Y), (X, Y + 40)]))

    assert found.state is LiveState.NO_BOUNDARY
    assert found.findings == last.findings
    assert "crosses" in found.why


def test_a_boundary_of_nothing_is_no_boundary():
    assert begun().update(shapely.Polygon()).state is LiveState.NO_BOUNDARY


def test_depth_and_shape_are_worked_out_for_the_finding_that_is_looked_at():
    live = begun()
    first = live.update(site()).findings[0]

    seen = live.look_at(first)

    assert first.depth_m is None
    assert first.overlap is None
    assert seen is not None
    assert seen.depth_m is not None
    assert abs(seen.depth_m - 20.0) <= 0.01
    assert seen.overlap is not None
    assert seen.overlap.equals(box(0, 0, 20, 20))


def test_a_finding_that_does_not_hold_any_more_can_not_be_looked_at():
    live = begun()
    first = live.update(site()).findings[0]
    live.update(moved(150))

    assert live.look_at(first) is None


def test_what_is_shown_of_an_overlap_is_prepared_by_nobody_however_often_the_boundary_moves():
    inner = MemoryStore([Row("conservation-area", box(8, 8, 12, 12), 1)])
    live = LiveScreening(SETTINGS)
    live.update(site())
    fetch(live, inner)
    for step in range(12):
        found = live.update(moved(0.01 * step))

    seen = live.look_at(found.findings[0])

    assert seen is not None
    assert seen.overlap is not None
    assert not shapely.is_prepared(seen.overlap)
