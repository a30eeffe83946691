"""Dates by name: the statute's, the agreed ones, the back office's, and those on which something happens by itself."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.errors import RedlineError
from plugin.domain.named_date import AgreedExtension, BackOfficeDates
from plugin.rules.category import development_category
from plugin.rules.clock import as_bops_reckons, expiry, named_dates
from plugin.rules.consultation import consultation_end, earliest_decision
from plugin.rules.determination import determination_period, determination_result

from .places import hectares, rules

VALID = date(2025, 11, 3)
AT_THE_TIME = rules(VALID, decision=date(2025, 12, 10))


def dates(type_code, area=0.1, extensions=(), back_office=None, **facts):
    known = ApplicationFacts(type_code=type_code, applied_on=VALID, valid_on=VALID, **facts)
    category = development_category(known, hectares(area), AT_THE_TIME)
    return {day.name: day for day in named_dates(known, category, AT_THE_TIME, extensions, back_office)}


@pytest.mark.parametrize(
    ("type_code", "facts", "last_day"),
    [
        ("pp.full.householder", {}, date(2025, 12, 29)),
        ("pp.full", {"dwellings": 3}, date(2025, 12, 29)),
        ("pp.full", {"dwellings": 12}, date(2026, 2, 2)),
        ("pp.full", {"dwellings": 12, "environmental_statement": True}, date(2026, 2, 23)),
        ("ldc.proposed", {}, date(2025, 12, 29)),
        ("amendment.nonMaterial", {}, date(2025, 12, 1)),
    ],
)
def test_case_41_the_last_day_is_counted_from_the_day_after_validity_and_christmas_does_not_move_it(type_code, facts, last_day):
    assert dates(type_code, **facts)["Statutory expiry"].day == last_day


def test_case_41_a_site_notice_leaves_out_the_holidays_that_the_longer_period_reaches_as_well():
    end = consultation_end("site-notice", date(2025, 12, 10), AT_THE_TIME)

    assert end.day == date(2026, 1, 2)
    assert "25 December 2025, 26 December 2025, 1 January 2026" in end.says


def test_case_41_a_larger_home_extension_is_notified_by_15_december_and_permitted_by_default_from_the_16th():
    received = dates("pa.part1.classA")

    assert received["Last day to notify the applicant"].day == date(2025, 12, 15)
    assert received["Permission by default"].day == date(2025, 12, 16)
    assert received["Last day to notify the applicant"].warns
    assert received["Permission by default"].warns
    assert "Statutory expiry" not in received


def test_a_prior_approval_that_was_received_counts_before_it_is_called_valid():
    known = ApplicationFacts(type_code="pa.part1.classA", received_on=VALID)
    found = named_dates(known, development_category(known, hectares(0.03), AT_THE_TIME), AT_THE_TIME)

    assert found[0].day == date(2025, 12, 15)


def test_case_42_an_extension_agreed_in_time_stands_beside_the_statutory_date():
    found = dates("pp.full.householder", extensions=[AgreedExtension(date(2025, 12, 20), date(2026, 1, 31))])

    assert found["Statutory expiry"].day == date(2025, 12, 29)
    assert found["Agreed extension"].day == date(2026, 1, 31)
    assert expiry(list(found.values())).day == date(2026, 1, 31)
    assert "Planning guarantee" not in found


def test_case_42_an_extension_agreed_after_the_statutory_expiry_is_recorded_and_flagged():
    found = dates("pp.full.householder", extensions=[AgreedExtension(date(2026, 1, 5), date(2026, 1, 31))])

    late = found["Extension agreed too late"]
    assert late.warns
    assert "after the period had ended on 29 December 2025" in late.says
    assert "before an appeal" in late.confirm
    assert expiry(list(found.values())).name == "Statutory expiry"


def test_a_second_extension_is_judged_by_the_first():
    agreed = [AgreedExtension(date(2026, 1, 20), date(2026, 2, 28)), AgreedExtension(date(2025, 12, 20), date(2026, 1, 31))]

    assert expiry(list(dates("pp.full.householder", extensions=agreed).values())).day == date(2026, 2, 28)


def test_an_extension_of_a_prior_approval_moves_the_default_and_a_late_one_does_not():
    in_time = dates("pa.part1.classA", extensions=[AgreedExtension(date(2025, 12, 15), date(2026, 1, 9))])
    late = dates("pa.part1.classA", extensions=[AgreedExtension(date(2025, 12, 16), date(2026, 1, 9))])

    assert in_time["Permission by default"].day == date(2026, 1, 10)
    assert late["Permission by default"].day == date(2025, 12, 16)
    assert "does not take that back" in late["Extension agreed too late"].confirm


def test_what_bops_says_stands_under_its_own_name_and_says_how_far_it_is_from_the_statute():
    given = BackOfficeDates("BOPS", expiry=date(2025, 12, 29), target=date(2025, 12, 8), consultation_end=date(2025, 12, 5))
    found = dates("pa.part1.classA", back_office=given)

    assert found["BOPS: expiry date"].day == date(2025, 12, 29)
    assert "14 days later than the statutory date, 15 December 2025" in found["BOPS: expiry date"].says
    assert found["BOPS: target date"].day == date(2025, 12, 8)
    assert found["BOPS: consultation ends"].citation is None


def test_what_bops_leaves_out_is_reckoned_as_bops_does_and_named_so():
    received = ApplicationFacts(type_code="pa.part1.classA", received_on=VALID)
    reckoned = as_bops_reckons(received, AT_THE_TIME)

    assert (reckoned.expiry, reckoned.target) == (date(2025, 12, 29), date(2025, 12, 8))
    assert as_bops_reckons(ApplicationFacts(valid_on=VALID, environmental_statement=True), AT_THE_TIME).expiry == date(2026, 2, 23)
    assert as_bops_reckons(ApplicationFacts(), AT_THE_TIME) == BackOfficeDates()
    assert "BOPS, as it reckons: expiry date" in dates("pa.part1.classA", back_office=reckoned)


def test_the_planning_guarantee_is_sixteen_weeks_and_twenty_six_for_major_development():
    assert dates("pp.full", dwellings=2)["Planning guarantee"].day == date(2026, 2, 23)
    assert dates("pp.full", dwellings=20)["Planning guarantee"].day == date(2026, 5, 4)


def test_nothing_is_counted_before_an_application_is_valid():
    known = ApplicationFacts(type_code="pp.full", dwellings=2)

    assert named_dates(known, development_category(known, hectares(0.1), AT_THE_TIME), AT_THE_TIME) == ()


def test_a_period_that_hangs_on_an_uncertain_category_is_to_be_confirmed():
    known = ApplicationFacts(type_code="pp.full", valid_on=VALID, floorspace_m2=300)
    category = development_category(known, hectares(1.001), AT_THE_TIME)
    result = determination_result(known, determination_period(known, category, AT_THE_TIME), AT_THE_TIME)

    assert result.answer == "13 weeks, to 2 February 2026"
    assert "within the measuring uncertainty" in result.confirm
    assert "An amended red line does not by itself restart the period." in result.reasons


def test_a_type_that_no_table_knows_has_no_period_that_is_guessed():
    known = ApplicationFacts(type_code="rightsOfWayOrder", valid_on=VALID)
    category = development_category(known, hectares(0.1), AT_THE_TIME)
    result = determination_result(known, determination_period(known, category, AT_THE_TIME), AT_THE_TIME)

    assert result.answer == "not known for this type"
    assert "rightsOfWayOrder" in result.confirm


@pytest.mark.parametrize(
    ("kind", "began", "last_day"),
    [
        ("neighbour-letter", "2026-06-01", "2026-06-21"),
        ("press-notice", "2026-06-01", "2026-06-15"),
        ("statutory-consultee", "2025-12-10", "2025-12-31"),
        ("environmental-statement", "2025-12-10", "2026-01-08"),
        ("permission-in-principle", "2025-12-15", "2025-12-30"),
        ("larger-home-extension", "2025-12-10", "2026-01-02"),
    ],
)
def test_each_consultation_has_its_own_length_and_its_own_way_with_holidays(kind, began, last_day):
    assert consultation_end(kind, date.fromisoformat(began), AT_THE_TIME).day == date.fromisoformat(last_day)


def test_public_holidays_counted_before_june_2018():
    before = rules(date(2017, 12, 1))

    assert consultation_end("site-notice", date(2017, 12, 10), before).day == date(2017, 12, 30)


def test_a_kind_of_consultation_that_is_not_known_is_an_error():
    with pytest.raises(RedlineError, match=r"consultation-period\.town-crier"):
        consultation_end("town-crier", VALID, AT_THE_TIME)


def test_nothing_is_decided_before_the_last_period_has_ended():
    ends = [consultation_end(kind, date(2025, 12, 10), AT_THE_TIME) for kind in ("site-notice", "press-notice")]

    assert earliest_decision(ends) == date(2026, 1, 3)
    assert earliest_decision([]) is None
