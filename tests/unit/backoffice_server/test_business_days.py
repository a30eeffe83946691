"""Working days in England, as BOPS's library counts them."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from scripts.backoffice.business_days import add_business_days, is_business_day, received_at, subtract_business_days

UTC = timezone.utc


@pytest.mark.parametrize("day", [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2026, 8, 31), date(2026, 11, 22)])
def test_sundays_and_english_bank_holidays_are_no_business_days(day: date) -> None:
    assert not is_business_day(day)


def test_the_scottish_second_of_january_is_a_business_day() -> None:
    assert is_business_day(date(2025, 1, 2))


def test_a_request_made_on_a_sunday_is_due_fifteen_business_days_after_monday() -> None:
    assert add_business_days(date(2026, 11, 22), 15) == date(2026, 12, 14)


def test_christmas_and_boxing_day_are_not_counted() -> None:
    assert add_business_days(date(2026, 12, 21), 5) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("arrived", "counts_from"),
    [
        ("2026-11-22T10:24", "2026-11-23T09:00"),
        ("2026-11-20T16:59", "2026-11-20T16:59"),
        ("2026-11-20T17:00", "2026-11-23T09:00"),
        ("2026-11-20T08:59", "2026-11-20T09:00"),
        ("2026-12-24T20:00", "2026-12-29T09:00"),
    ],
)
def test_what_arrives_out_of_hours_counts_from_nine_on_the_next_working_day(arrived: str, counts_from: str) -> None:
    moment = received_at(datetime.fromisoformat(arrived).replace(tzinfo=UTC))

    assert moment.isoformat(timespec="minutes")[:16] == counts_from


def test_in_summer_nine_is_nine_in_london() -> None:
    assert received_at(datetime(2026, 7, 4, 12, tzinfo=UTC)).isoformat() == "2026-07-06T09:00:00+01:00"


@pytest.mark.parametrize(
    ("created", "closed_on"),
    [
        ("2026-11-16T08:30", "2026-11-23"),
        ("2026-11-16T10:30", "2026-11-24"),
        ("2026-11-20T10:30", "2026-11-30"),
        ("2026-11-21T10:30", "2026-11-30"),
        ("2026-11-22T10:30", "2026-11-30"),
    ],
)
def test_silence_closes_in_the_first_run_at_nine_that_finds_creation_five_business_days_back(created: str, closed_on: str) -> None:
    made = datetime.fromisoformat(created).replace(tzinfo=UTC)
    runs = (datetime(2026, 11, day, 9, tzinfo=UTC) for day in range(16, 31))
    first = next(run for run in runs if made <= subtract_business_days(run, 5))

    assert first.date().isoformat() == closed_on
