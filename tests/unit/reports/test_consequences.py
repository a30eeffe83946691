"""What a proposed red line would change, line by line."""

from __future__ import annotations

from datetime import date

import shapely

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.boundary_change import ChangeKind
from plugin.domain.consequence import Movement
from plugin.domain.finding import Entity, Finding, Relation
from plugin.reports.consequences import ScreenedLine, consequences

TODAY = date(2026, 11, 22)
FACTS = ApplicationFacts(type_code="pp.full.householder", applied_on=TODAY)


def box(west: float, south: float, east: float, north: float):
    return shapely.box(533600 + west, 174200 + south, 533600 + east, 174200 + north)


def finding(relation: Relation, dataset: str = "conservation-area", number: int = 1, percent: float = 0.0, distance: float = 0.0):
    entity = Entity(number, dataset, number, str(number), f"{dataset} {number}", f"{dataset}:{number}")
    return Finding(entity, relation, percent * 4, percent, None, distance, "snapshot")


def lines(before: list[Finding], after: list[Finding]):
    found = consequences(ScreenedLine(box(0, 0, 20, 20), before), ScreenedLine(box(0, 0, 20, 30), after), FACTS, TODAY)
    return {line.code: line for line in found.lines}


def test_the_change_itself_comes_with_the_lines():
    found = consequences(ScreenedLine(box(0, 0, 20, 20), ()), ScreenedLine(box(0, 0, 20, 30), ()), FACTS, TODAY)

    assert found.change.kind is ChangeKind.ENLARGEMENT


def test_a_constraint_that_the_new_line_meets_is_gained_and_one_that_it_leaves_is_lost():
    near = finding(Relation.NEAR, distance=4.2)
    inside = finding(Relation.OVERLAPS, percent=12)

    gained = lines([near], [inside])["constraint.conservation-area:1"]
    lost = lines([inside], [])["constraint.conservation-area:1"]

    assert (gained.movement, gained.before, gained.after) == (Movement.GAINED, "4.2 m away", "overlaps, 12.0 % of the site")
    assert (lost.movement, lost.after) == (Movement.LOST, "not near")


def test_a_constraint_that_covers_more_is_changed_and_one_that_covers_as_much_is_the_same():
    changed = lines([finding(Relation.OVERLAPS, percent=12)], [finding(Relation.OVERLAPS, percent=30)])
    same = lines([finding(Relation.OVERLAPS, percent=12)], [finding(Relation.OVERLAPS, percent=12.01)])

    assert changed["constraint.conservation-area:1"].movement is Movement.CHANGED
    assert same["constraint.conservation-area:1"].movement is Movement.SAME


def test_what_is_near_both_lines_has_no_line():
    assert lines([finding(Relation.NEAR, distance=4)], [finding(Relation.NEAR, distance=3)]) == {}


def test_a_touch_is_to_be_confirmed():
    assert lines([], [finding(Relation.TOUCHES)])["constraint.conservation-area:1"].to_be_confirmed
