"""Fees as a step function of the red line, by the table of the application's own date."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.measured_area import MeasuredArea
from plugin.resources_path import resources_path
from plugin.rules.category import development_category
from plugin.rules.fees import fee, fee_result

from .places import hectares, rules, square

OUTLINE_HOUSING = ApplicationFacts(type_code="pp.outline", residential=True)


def known_fee(facts, area, on=date(2026, 11, 22)):
    known = rules(on)
    return fee(facts, area, development_category(facts, area, known), known)


def test_case_12_half_a_hectare_is_a_step_and_a_band():
    under, over = known_fee(OUTLINE_HOUSING, hectares(0.49)), known_fee(OUTLINE_HOUSING, hectares(0.51))

    assert (under.pounds, under.units) == (3_050, 5)
    assert (over.pounds, over.units) == (3_954, 6)
    assert over.words == "£3,954: 6 units of 0.1 ha at £659"


def test_case_14_what_rounding_leaves_is_no_unit():
    assert known_fee(OUTLINE_HOUSING, square(3_000.0000004)).units == 3


def test_case_14_a_fifth_of_a_square_metre_over_a_step_is_a_unit_and_is_told():
    over = known_fee(OUTLINE_HOUSING, square(3_000.2))

    assert over.units == 4
    assert "0.2 m² over a step, check the line" in fee_result(over).confirm
    assert "£1,830 to £2,440" in fee_result(over).confirm


def test_a_site_well_within_a_step_has_nothing_to_confirm_but_the_table():
    assert known_fee(OUTLINE_HOUSING, square(2_500)).doubts == ()


@pytest.mark.parametrize(("on", "pounds"), [(date(2026, 3, 31), 5 * 588), (date(2026, 4, 1), 5 * 610)])
def test_case_17_the_fee_goes_by_the_table_of_the_application_s_date(on, pounds):
    assert known_fee(OUTLINE_HOUSING, hectares(0.49), on).pounds == pounds


def test_before_the_first_table_the_fee_is_not_known():
    before = fee_result(known_fee(OUTLINE_HOUSING, hectares(0.49), date(2024, 6, 1)))

    assert before.answer == "not known"
    assert "1 June 2024" in before.confirm


@pytest.mark.parametrize(
    ("square_metres", "residential", "pounds"),
    [
        (4_999.9, True, 5 * 610),
        (5_000, True, 5 * 659),
        (5_000, False, 5 * 610),
        (9_999, False, 10 * 610),
        (10_000, False, 10 * 659),
        (25_000, True, 25 * 659),
        (25_000.2, True, 16_291 + 196),
        (40_000, True, 16_291 + 15 * 196),
        (2_000_000, True, 213_769),
    ],
)
def test_the_bands_of_outline_permission(square_metres, residential, pounds):
    facts = ApplicationFacts(type_code="pp.outline.some", residential=residential)

    assert known_fee(facts, MeasuredArea(square_metres, 0.0)).pounds == pounds


@pytest.mark.parametrize("square_metres", [4_960, 5_040, 24_800])
def test_within_one_per_cent_of_a_band_s_edge_the_officer_is_told_that_guides_disagree(square_metres):
    assert "guides disagree" in fee_result(known_fee(OUTLINE_HOUSING, square(square_metres))).confirm


def test_whether_an_outline_is_for_dwellings_matters_between_half_a_hectare_and_one():
    unsaid = ApplicationFacts(type_code="pp.outline")

    assert any("£4,613" in doubt for doubt in known_fee(unsaid, square(6_500)).doubts)
    assert known_fee(unsaid, square(3_500)).doubts == ()


@pytest.mark.parametrize(("dwellings", "pounds"), [(1, 610), (9, 5_490), (10, 6_590), (50, 32_950), (51, 32_774), (5_000, 427_537)])
def test_full_permission_for_dwellings_goes_by_their_number(dwellings, pounds):
    known = known_fee(ApplicationFacts(type_code="pp.full", residential=True, dwellings=dwellings), hectares(0.3))

    assert known.pounds == pounds
    assert "Not charged by the site's area: the red line does not change it." in known.reasons


@pytest.mark.parametrize(
    ("type_code", "words"),
    [
        ("pp.full.householder", "£548"),
        ("pa.part1.classA", "£249"),
        ("approval.conditions", "£309"),
        ("amendment.minorMaterial", "£608"),
        ("listed", "no fee"),
        ("wtt.notice", "no fee"),
    ],
)
def test_types_that_are_not_charged_by_area_say_so(type_code, words):
    known = known_fee(ApplicationFacts(type_code=type_code), hectares(0.03))

    assert known.words == words
    assert known.reasons[0].startswith("Not charged by the site's area")


def test_a_fee_by_floor_space_is_not_invented_and_the_red_line_does_not_change_it():
    known = fee_result(known_fee(ApplicationFacts(type_code="pp.full", residential=False), hectares(0.3)))

    assert known.answer == "by floor space"
    assert "no fees by floor space" in known.confirm


def test_a_type_outside_the_table_has_no_fee_that_is_guessed():
    known = fee_result(known_fee(ApplicationFacts(type_code="rightsOfWayOrder"), hectares(0.3)))

    assert known.answer == "not in the table"
    assert "rightsOfWayOrder" in known.confirm


def test_an_amount_that_was_worked_out_is_to_be_confirmed_and_one_that_was_read_is_not():
    worked_out = known_fee(ApplicationFacts(type_code="pp.full", dwellings=12), hectares(0.3))
    read = known_fee(ApplicationFacts(type_code="pp.full", dwellings=2), hectares(0.3))

    assert "fee.dwellings.upper" in fee_result(worked_out).confirm
    assert fee_result(read).confirm == ""


def test_every_amount_of_2026_is_that_of_2025_and_3_8_per_cent_in_whole_pounds():
    with resources_path("rules", "fees.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["unit"].startswith("GBP")]
    old = {row["code"]: float(row["value"]) for row in rows if row["valid_from"] == "2025-04-01"}
    new = {row["code"]: float(row["value"]) for row in rows if row["valid_from"] == "2026-04-01"}

    assert old.keys() == new.keys()
    assert {code: round(amount * 1.038) for code, amount in old.items()} == new
