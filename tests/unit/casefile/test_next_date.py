"""Which date of an application comes next, and what it is called."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from plugin.domain.next_date import NextDateKind, next_date

TODAY = date(2026, 11, 22)


class Dates(NamedTuple):
    """The dates of an example application."""

    status: str = "in_assessment"
    expiry_date: date | None = date(2026, 12, 29)
    target_date: date | None = date(2026, 12, 8)
    consultation_end: date | None = None
    reply_due: date | None = None


def text(**changes):
    following = next_date(Dates(**changes), TODAY)
    return None if following is None else following.text


@pytest.mark.parametrize("status", ["determined", "returned", "withdrawn", "closed"])
def test_a_closed_case_has_no_next_date(status):
    assert text(status=status) is None


def test_a_case_without_dates_has_none():
    assert text(expiry_date=None, target_date=None) is None


def test_the_earliest_date_comes_next():
    assert text() == "target date 8 Dec"
    assert text(target_date=None) == "statutory expiry 29 Dec"
    assert text(consultation_end=date(2026, 12, 1)) == "consultation ends 1 Dec"
    assert text(reply_due=date(2026, 11, 30), consultation_end=date(2026, 12, 1)) == "applicant's reply due 30 Nov"


def test_the_year_is_said_where_it_is_another():
    assert text(target_date=None, expiry_date=date(2027, 1, 18)) == "statutory expiry 18 Jan 2027"


def test_today_is_said():
    assert text(target_date=TODAY) == "target date 22 Nov: today"


def test_a_missed_expiry_is_overdue_until_the_case_is_decided():
    assert text(expiry_date=date(2026, 11, 21), target_date=None) == "statutory expiry 21 Nov: 1 day overdue"
    assert text(expiry_date=date(2025, 12, 31), target_date=None) == "statutory expiry 31 Dec 2025: 326 days overdue"


def test_a_missed_target_gives_way_to_an_expiry_still_to_come():
    assert text(target_date=date(2026, 11, 20)) == "statutory expiry 29 Dec"
    assert text(target_date=date(2026, 11, 20), expiry_date=None) == "target date 20 Nov: 2 days overdue"


def test_a_reply_that_did_not_come_is_chased():
    assert text(reply_due=date(2026, 11, 4)) == "applicant's reply due 4 Nov: 18 days overdue"


def test_a_consultation_that_is_over_is_over():
    assert text(consultation_end=date(2026, 11, 21)) == "target date 8 Dec"
    assert text(consultation_end=TODAY) == "consultation ends 22 Nov: today"


def test_while_an_application_is_invalid_the_statutory_clock_stands():
    assert text(status="invalidated") is None
    assert text(status="invalidated", reply_due=date(2026, 12, 14)) == "applicant's reply due 14 Dec"


def test_the_weightier_of_two_dates_on_one_day_is_named():
    following = next_date(Dates(target_date=date(2026, 12, 29), reply_due=date(2026, 12, 29)), TODAY)

    assert following.kind is NextDateKind.EXPIRY
    assert not following.overdue


def test_a_status_that_nobody_knows_still_has_its_dates():
    assert text(status="awaiting_inspector") == "target date 8 Dec"
