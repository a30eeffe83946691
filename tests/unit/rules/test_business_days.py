"""English business days and bank holidays, from the table that ships: QGIS has no library for them."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta, timezone

import pytest

from plugin.domain.errors import RedlineError
from plugin.rules.bank_holidays import is_bank_holiday
from plugin.rules.business_days import add_business_days, business_days_before, is_business_day
from plugin.rules.request_dates import bops_closes_at, closes_by_silence_on
from plugin.rules.rules import Rules
from scripts import bank_holidays as script
from scripts.backoffice import business_days as back_office

UTC = timezone.utc
RULES = Rules(date(2026, 11, 22))


def test_the_table_that_ships_is_what_the_library_says():
    written = io.StringIO()
    script.write(written)

    assert script.TABLE.read_text(encoding="utf-8") == written.getvalue()


def test_a_year_beyond_the_table_is_an_error_in_a_sentence_and_never_a_year_without_holidays():
    with pytest.raises(RedlineError, match="bank holidays of 2041 are not known"):
        is_bank_holiday(date(2041, 6, 3))


@pytest.mark.parametrize("day", [date(2026, 12, 25), date(2026, 12, 28), date(2026, 4, 3), date(2022, 9, 19), date(2026, 11, 22)])
def test_christmas_its_substitute_good_friday_a_state_funeral_and_a_sunday_are_no_business_days(day):
    assert not is_business_day(day)


def test_easter_sunday_and_the_scottish_second_of_january_are_no_english_bank_holidays():
    assert not is_bank_holiday(date(2026, 4, 5))
    assert is_business_day(date(2025, 1, 2))


def test_the_local_back_office_counts_the_same_days():
    days = [date(2026, 11, 1) + timedelta(days=number) for number in range(120)]
    moments = [datetime(2026, 12, 20, hour, 30, tzinfo=UTC) + timedelta(days=number) for number in range(40) for hour in (8, 10)]

    assert [add_business_days(day, 5) for day in days] == [back_office.add_business_days(day, 5) for day in days]
    assert [business_days_before(m, 5) for m in moments] == [back_office.subtract_business_days(m, 5) for m in moments]


@pytest.mark.parametrize(("sent", "closes"), [("2026-11-16", "2026-11-23"), ("2026-12-21", "2026-12-30"), ("2026-12-26", "2027-01-06")])
def test_silence_closes_a_request_five_business_days_after_it_was_sent(sent, closes):
    assert closes_by_silence_on(date.fromisoformat(sent), RULES) == date.fromisoformat(closes)


@pytest.mark.parametrize(
    ("created", "closes"),
    [
        ("2026-11-16T08:30", "2026-11-23T09:00"),
        ("2026-11-16T10:30", "2026-11-24T09:00"),
        ("2026-11-20T10:30", "2026-11-30T09:00"),
        ("2026-11-21T10:30", "2026-11-30T09:00"),
    ],
)
def test_bops_closes_at_the_first_nine_o_clock_that_finds_the_creation_five_business_days_back(created, closes):
    made = datetime.fromisoformat(created).replace(tzinfo=UTC)

    assert bops_closes_at(made, RULES) == datetime.fromisoformat(closes).replace(tzinfo=UTC)


def test_a_request_that_waited_unsent_is_closed_at_the_first_run_after_it_was_sent():
    created = datetime(2026, 11, 9, 10, 30, tzinfo=UTC)
    sent = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)

    assert bops_closes_at(created, RULES, sent) == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def test_the_local_back_office_closes_in_the_same_run():
    from scripts.backoffice.silence import Effect, closes_at

    moments = [datetime(2026, 12, 14, hour, 30, tzinfo=UTC) + timedelta(days=day) for day in range(21) for hour in (8, 10)]

    assert [bops_closes_at(created, RULES, created) for created in moments] == [
        closes_at(Effect.CLOSES_AND_ADOPTS, created, created) for created in moments
    ]
