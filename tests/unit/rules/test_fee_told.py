"""The fee that was paid against the fee that the rules reckon; open wherever something has to be confirmed."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.measured_area import MeasuredArea
from plugin.rules.fee_told import fee_told
from plugin.rules.rules import Rules
from plugin.rules.validation import Verdict

RULES = Rules(date(2026, 11, 2))
AREA = MeasuredArea(600.0, 2.0)


def told(type_code="pp.full.householder", area=AREA, **facts):
    return fee_told(ApplicationFacts(type_code=type_code, **facts), area, RULES)


def test_the_fee_that_is_due_was_paid():
    found = told(fee_paid=548.0)

    assert found.verdict is Verdict.PASSES
    assert found.evidence.startswith("£548 was paid. By the rules the fee is £548.")


def test_less_than_the_fee_fails_where_no_exemption_and_no_reduction_was_asked_for():
    found = told(fee_paid=258.0, fee_reduced=False)

    assert found.verdict is Verdict.FAILS
    assert found.fault == "The fee is £548, and £258 was paid: £290 is missing."
    assert found.suggestion == "Please pay £290."


@pytest.mark.parametrize("reduced", [True, None])
def test_less_than_the_fee_is_open_where_an_exemption_may_explain_it_and_keeps_its_figures(reduced):
    found = told(fee_paid=0.0, fee_reduced=reduced)

    assert found.verdict is Verdict.OPEN
    assert found.evidence.endswith("£548 is missing. An exemption or a reduction may explain it.")
    assert found.suggestion == "Please pay £548."


def test_more_than_the_fee_is_for_the_officer():
    found = told(fee_paid=600.0)

    assert (found.verdict, found.fault) == (Verdict.OPEN, "")
    assert "£52 more than that was paid." in found.evidence


def test_nobody_has_told_what_was_paid():
    found = told()

    assert found.verdict is Verdict.OPEN
    assert found.evidence.startswith("Nobody has told what was paid. By the rules the fee is £548.")


def test_no_fee_and_nothing_paid_is_in_order():
    assert told("listed", fee_paid=0.0).verdict is Verdict.PASSES


def test_a_type_that_is_not_in_the_table_is_open():
    found = told("pp.full.major.waste", fee_paid=100.0)

    assert found.verdict is Verdict.OPEN
    assert "To be confirmed" in found.evidence


def test_a_fee_by_the_area_wants_a_line():
    assert told("pp.outline", None, fee_paid=610.0).evidence.endswith("The fee goes by the area, and no red line tells it.")


def test_a_sum_that_has_to_be_confirmed_is_never_in_order_by_itself():
    found = told("pa.part1.classA", fee_paid=249.0)

    assert found.verdict is Verdict.OPEN
    assert "To be confirmed" in found.evidence


def test_an_application_of_a_year_without_a_table_is_open():
    found = fee_told(ApplicationFacts(type_code="pp.full.householder", fee_paid=206.0), AREA, Rules(date(2020, 1, 6)))

    assert found.verdict is Verdict.OPEN
    assert found.evidence.startswith("£206 was paid.")
