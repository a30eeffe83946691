"""The dates of a case, each under its own name: no two clocks are ever run together."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.domain.case_facts import facts_of_case
from plugin.domain.validation_request import TIME_EXTENSION, ValidationRequest
from plugin.reports.case_dates import agreed_extensions, case_dates
from tests.unit.casefile.examples import SOURCE, no_site, opened, pulled
from tests.unit.rules.places import rules

TODAY = date(2026, 11, 22)
VALID = date(2026, 11, 2)


@pytest.fixture
def held(tmp_path):
    """A case that was pulled with these fields."""
    with opened(tmp_path) as case_file:

        def make(number=1, **fields):
            told = {"type_code": "pp.full.householder", "received_on": VALID, "valid_on": VALID, "silent": frozenset(), **fields}
            (uuid,) = case_file.take_in([pulled(number, **told)], SOURCE).uuids
            return case_file.case(uuid)

        yield make


def dates(case):
    return {day.name: day for day in case_dates(case, facts_of_case(case), TODAY)}


def extension(created, closed, **fields):
    told = {"approved": True, "closed_at": closed, "specific": {"proposed_expiry_date": "2027-01-29T00:00:00Z"}, **fields}
    return ValidationRequest(TIME_EXTENSION, "closed", created, **told)


def test_a_case_that_was_not_received_has_no_date(held):
    nothing = {"received_on": None, "valid_on": None, "target_date": None, "expiry_date": None, "consultation_end": None}

    assert dates(held(**nothing)) == {}


def test_statute_and_back_office_stand_side_by_side_with_what_is_between_them(held):
    found = dates(held(expiry_date=date(2027, 1, 4), target_date=date(2026, 12, 7), consultation_end=date(2026, 11, 30)))

    assert found["Statutory expiry"].day == date(2026, 12, 28)
    assert found["Back office: expiry date"].day == date(2027, 1, 4)
    assert "7 days later than the statutory date" in found["Back office: expiry date"].says
    assert found["Back office: target date"].day == date(2026, 12, 7)
    assert found["Back office: consultation ends"].day == date(2026, 11, 30)
    assert not any(name.startswith("BOPS") for name in found)


def test_what_a_list_leaves_out_is_reckoned_as_bops_does_under_that_name(held):
    found = dates(held(expiry_date=None, target_date=date(2026, 12, 7)))

    assert found["BOPS, as it reckons: expiry date"].day == date(2026, 12, 28)
    assert "BOPS, as it reckons: target date" not in found


def test_without_a_line_a_period_that_hangs_on_the_size_is_to_be_confirmed(held):
    case = held(type_code="pp.full", site=no_site())

    assert "no red line that can be measured" in dates(case)["Statutory expiry"].confirm


def test_more_time_that_was_agreed_before_silence_could_have_done_it_is_agreed():
    (agreed,) = agreed_extensions([extension("2026-11-16T10:30:00Z", "2026-11-18T09:30:00Z")], rules(TODAY))

    assert (agreed.agreed_on, agreed.until, agreed.doubt) == (date(2026, 11, 18), date(2027, 1, 29), "")


def test_more_time_that_silence_may_have_agreed_to_is_to_be_confirmed():
    (agreed,) = agreed_extensions([extension("2026-11-02T10:30:00Z", "2026-11-18T09:30:00Z")], rules(TODAY))

    assert "closed by silence" in agreed.doubt


@pytest.mark.parametrize(
    "fields", [{"approved": None}, {"approved": False}, {"specific": {}}, {"specific": {"proposed_expiry_date": "soon"}}, {"closed_at": ""}]
)
def test_more_time_without_a_yes_or_a_date_moves_nothing(fields):
    assert agreed_extensions([extension("2026-11-16T10:30:00Z", "2026-11-18T09:30:00Z", **fields)], rules(TODAY)) == ()


MOVED = date(2026, 11, 19)


def test_a_day_of_validity_that_the_back_office_moves_does_not_restart_the_statutory_clock(held):
    held(status="in_assessment")

    found = dates(held(status="in_assessment", valid_on=MOVED, expiry_date=date(2027, 1, 14)))

    assert found["Statutory expiry"].day == date(2026, 12, 28)
    assert found["Back office: valid from"].day == MOVED
    assert "counted from 2 November 2026" in found["Back office: valid from"].says
    assert "17 days later than the statutory date" in found["Back office: expiry date"].says


def test_a_day_that_is_moved_twice_is_counted_from_the_first_and_opening_the_case_changes_nothing(held, tmp_path):
    held()
    held(valid_on=MOVED)
    case = held(valid_on=date(2026, 11, 20), expiry_date=None)

    assert dates(case)["Statutory expiry"].day == date(2026, 12, 28)
    assert dates(case)["BOPS, as it reckons: expiry date"].day == date(2027, 1, 15)


def test_a_day_that_stands_is_said_once(held):
    held()

    assert "Back office: valid from" not in dates(held(description="Another loft"))


def test_an_application_that_is_not_valid_yet_or_was_invalidated_counts_from_the_day_on_which_it_becomes_valid(held):
    held(status="not_started")
    assert dates(held(status="in_assessment", valid_on=MOVED))["Statutory expiry"].day == date(2027, 1, 14)

    held(status="in_assessment", valid_on=date(2026, 11, 20))
    held(status="invalidated", valid_on=None)
    found = dates(held(status="in_assessment", valid_on=date(2026, 11, 21)))

    assert found["Statutory expiry"].day == date(2027, 1, 16)
    assert "Back office: valid from" not in found
