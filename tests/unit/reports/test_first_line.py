"""What applies to the first red line of an application: nothing stands before it, and everything that the rules say of it is told."""

from __future__ import annotations

from plugin.domain.consequence import Movement
from plugin.domain.measured_area import MeasuredArea
from plugin.domain.neighbour import Neighbour, NeighbourList, NeighbourReason
from plugin.domain.rule_result import Topic
from plugin.reports.first_line import what_applies
from tests.unit.reports.test_consequences import HOUSEHOLDER, OUTLINE, TODAY, screened, square
from tests.unit.rules.places import overlap


def told(hectares: float, facts, findings=(), **other):
    line = screened(square(hectares), findings, area=MeasuredArea(hectares * 10_000, hectares * 100), **other)
    return {each.code: each for each in what_applies(line, facts, TODAY)}


def test_category_period_and_fee_of_a_first_line_are_told_with_their_rules():
    found = told(0.6, OUTLINE)

    assert [found[code].movement for code in ("category", "determination-period", "fee")] == [Movement.GAINED] * 3
    assert found["category"].after == "major"
    assert found["determination-period"].after.startswith("13 weeks")
    assert all(found[code].citations for code in ("category", "determination-period", "fee"))


def test_nothing_stands_before_a_first_line():
    assert {line.before for line in told(0.6, OUTLINE, [overlap("conservation-area")]).values()} == {""}


def test_a_constraint_that_a_first_line_meets_is_gained_and_stands_first():
    line = next(iter(told(0.05, HOUSEHOLDER, [overlap("conservation-area")]).values()))

    assert (line.topic, line.movement) == (Topic.CONSTRAINT, Movement.GAINED)


def test_what_does_not_apply_to_a_first_line_is_no_gain():
    found = told(0.05, HOUSEHOLDER)

    assert {found[code].movement for code in ("flood-risk", "biodiversity", "publicity.press-notice")} == {Movement.SAME}


def test_the_neighbours_of_a_first_line_are_all_to_be_told():
    people = NeighbourList((Neighbour("1", "1 Sample Street", NeighbourReason.ADJOINS, 0.0),))

    found = told(0.05, HOUSEHOLDER, neighbours=people).values()

    assert any(line.topic is Topic.NEIGHBOUR and line.movement is Movement.GAINED for line in found)


def test_a_line_without_a_known_area_is_asked_about_no_rule():
    found = what_applies(screened(square(0.05), [overlap("conservation-area")]), HOUSEHOLDER, TODAY)

    assert {line.topic for line in found} == {Topic.CONSTRAINT}
