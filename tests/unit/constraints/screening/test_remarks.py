"""What an officer is told beside the figures: flood zones, article 4, article 2(3) land, grades."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.domain.dataset import Coverage
from plugin.domain.finding import Relation

from .memory_store import MemoryStore, Row
from .scenes import box, flood, point, reading, remarks, screening, state


def test_case_28_each_flood_zone_is_reported_with_its_share_and_zone_1_is_not():
    rows = [flood(1, "3", box(0, 0, 10, 40)), flood(2, "2", box(0, 0, 20, 40)), flood(3, "2", box(15, 0, 30, 40))]

    found = screening(rows)

    assert state(found, "flood-risk-zone").why == "flood zone 3: 25.0 % of the site, flood zone 2: 75.0 % of the site"
    assert "Flood zone 3 covers 25.0 % of the site." in remarks(found, 1)
    assert "Flood zone 2 covers 75.0 % of the site." in remarks(found, 2)


def test_case_28_flood_zone_1_is_said_only_where_coverage_is_full():
    far = [flood(1, "3", box(500, 500, 510, 540))]

    full, unknown = screening(far), screening(MemoryStore(far, coverage=Coverage.UNKNOWN))

    assert state(full, "flood-risk-zone").why == "no zone 2 or 3 recorded: flood zone 1"
    assert "zone 1" not in state(unknown, "flood-risk-zone").why


def direction(codes: str) -> list[Row]:
    return [Row("article-4-direction-area", box(-10, -10, 50, 50), 1, attributes={"permitted-development-rights": codes})]


@pytest.mark.parametrize("type_code", ["ldc.proposed", "pa.part1.classA", "pp.full.householder"])
def test_case_29_a_direction_on_small_shared_houses_does_not_affect_part_1(type_code: str):
    found = screening(direction("3L"), read=reading(type_code=type_code))

    assert "This direction does not affect Part 1 (Development within the curtilage of a dwellinghouse)" in remarks(found, 1)
    assert "Part 3 Class L (Small HMOs to dwellinghouses and vice versa)" in remarks(found, 1)
    assert found.findings[0].relation is Relation.OVERLAPS


def test_case_29_a_direction_on_extensions_affects_part_1():
    assert "This direction affects Part 1" in remarks(screening(direction("1A;3L")), 1)


@pytest.mark.parametrize("codes", ["", "everything"])
def test_case_29_an_unknown_class_asks_to_check_the_text(codes: str):
    assert "Check the direction's text" in remarks(screening(direction(codes)), 1)


def test_case_29_a_class_that_cannot_be_read_is_never_taken_as_harmless():
    said = remarks(screening(direction("3L;99Z")), 1)

    assert "does not affect" not in said
    assert "Check the direction's text: 99Z in the data is no known class." in said


def test_case_29_an_application_of_unknown_kind_hears_what_is_removed():
    assert "This direction removes Part 3 Class L" in remarks(screening(direction("3L"), read=reading(type_code="pp.outline")), 1)


def test_case_30_the_buffer_of_a_world_heritage_site_is_not_article_2_3_land():
    found = screening([Row("world-heritage-site-buffer-zone", box(-9, -9, 50, 50), 1), Row("world-heritage-site", box(-9, -9, 50, 50), 2)])

    assert "Not article 2(3) land" in remarks(found, 1)
    assert remarks(found, 2).startswith("Article 2(3) land.")


def test_case_31_green_belt_at_the_end_of_the_garden_asks_for_the_buildings_footprint():
    found = screening([Row("green-belt", box(0, 38.4, 20, 60), 1)])

    assert found.findings[0].relation is Relation.OVERLAPS
    assert "covers 2.0 % of the site: is the building's footprint in it? Yes, no or unknown." in remarks(found, 1)


def test_case_31_green_belt_over_all_of_the_site_asks_nothing():
    assert "footprint" not in remarks(screening([Row("green-belt", box(-9, -9, 50, 50), 1)]), 1)


def test_a_touch_of_article_2_3_land_is_said_only_if_it_is_confirmed():
    found = screening([Row("conservation-area", box(-9, 0, 0.2, 9), 1)])

    assert found.findings[0].relation is Relation.TOUCHES
    assert "If the touch is confirmed: article 2(3) land." in remarks(found, 1)
    assert "Article 2(3) land." not in remarks(found, 1)


def test_a_touch_of_an_article_4_direction_is_said_only_if_it_is_confirmed():
    rows = [Row("article-4-direction-area", box(-9, 0, 0.2, 9), 1, attributes={"permitted-development-rights": "1A"})]

    assert "If the touch is confirmed: this direction affects Part 1" in remarks(screening(rows), 1)


def test_what_has_ended_or_is_to_come_has_its_date_and_no_legal_remark():
    rows = [
        Row("conservation-area", box(-9, -9, 50, 50), 1, end=date(2019, 3, 31)),
        Row("conservation-area", box(-9, -9, 50, 50), 2, start=date(2099, 1, 1)),
        Row("green-belt", box(-9, 0, 9, 9), 3, end=date(2019, 3, 31)),
    ]

    found = screening(rows)

    assert [finding.remarks for finding in found.ended] == [("Ended on 31 March 2019.",)] * 2
    assert [finding.remarks for finding in found.not_yet] == [("In force from 1 January 2099.",)]


def test_a_listed_building_that_has_been_delisted_still_says_its_grade():
    rows = [Row("listed-building", point(20, 20), 1, end=date(2019, 3, 31), attributes={"grade": "II"})]

    assert screening(rows).ended[0].remarks == ("Ended on 31 March 2019.", "Grade II.")


def test_a_touched_listed_building_needs_an_explicit_answer_and_green_belt_a_look():
    found = screening([Row("listed-building-outline", box(-9, 0, 0.2, 9), 1), Row("green-belt", box(-9, 0, 0.2, 9), 2)])

    assert "for the officer to confirm, with an explicit answer." in remarks(found, 1)
    assert "for the officer to confirm." in remarks(found, 2)
