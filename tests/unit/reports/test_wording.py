"""Figures and dates as people read them."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from plugin.domain.plain_days import plain_day, with_plain_days
from plugin.domain.plain_figures import area_words, metres_words, percent_words
from plugin.reports.plain_text import plain_text
from plugin.reports.wording import day_words, moment_words, recent_words


@pytest.mark.parametrize(
    ("square_metres", "words"),
    [
        (0.04, "less than 0.1 m²"),
        (0.1, "0.1 m²"),
        (99.94, "99.9 m²"),
        (312.4, "312 m²"),
        (9_999.4, "9,999 m²"),
        (10_000.0, "10,000 m² (1.00 ha)"),
        (1_234_567.0, "1,234,567 m² (123.46 ha)"),
    ],
)
def test_areas_are_as_exact_as_the_measurement_deserves(square_metres: float, words: str) -> None:
    assert area_words(square_metres) == words


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (0.0004, "less than 0.1 % of the site"),
        (18.24, "18.2 % of the site"),
        (99.96, "more than 99.9 % of the site"),
        (99.99999, "more than 99.9 % of the site"),
        (100.0, "all of the site"),
    ],
)
def test_all_of_the_site_is_said_of_the_whole_only(percent: float, words: str) -> None:
    assert percent_words(percent) == words


@pytest.mark.parametrize(
    ("metres", "words"),
    [(0.03, "less than 0.1 m"), (6.32, "6.3 m"), (123.4, "123 m"), (999.9, "1,000 m"), (1234.5, "1.2 km"), (14_160.0, "14.2 km")],
)
def test_lengths_never_show_a_false_zero(metres: float, words: str) -> None:
    assert metres_words(metres) == words


def test_a_date_is_written_the_english_way() -> None:
    assert plain_day(date(2026, 11, 2)) == "2 November 2026"


def test_moments_in_a_text_are_told_as_days_and_what_is_none_is_left() -> None:
    assert with_plain_days("a.csv (2026-11-28T01:20:14Z); b.csv (2026-06-30T23:30:00Z)") == "a.csv (28 November 2026); b.csv (1 July 2026)"
    assert with_plain_days("a.csv (2026-06-30T23:30:00.123456+00:00)") == "a.csv (1 July 2026)"
    assert with_plain_days("Survey (2026-09-30); b.csv (2026-09-29)") == "Survey (30 September 2026); b.csv (29 September 2026)"
    assert with_plain_days("areas (2026-09-30).gpkg of 2026-09-30") == "areas (2026-09-30).gpkg of 2026-09-30"
    assert with_plain_days("2026-13-40T01:20:14Z and v2026-11-28") == "2026-13-40T01:20:14Z and v2026-11-28"


def test_a_moment_late_on_a_summer_evening_in_utc_is_the_next_day_in_england() -> None:
    assert day_words("2026-06-30T23:30:00Z") == "1 July 2026"
    assert moment_words("2026-06-30T23:30:00Z") == "1 July 2026, 00:30"


def test_a_text_that_is_no_moment_is_shown_as_it_is() -> None:
    assert moment_words("last Tuesday") == "last Tuesday"


def test_text_from_outside_can_neither_colour_the_terminal_nor_turn_the_sentence_round() -> None:
    assert plain_text("a\x1b[31m red\u202e eman\r\n two\u0000") == "a[31m red eman two"


def test_half_a_character_is_dropped() -> None:
    assert plain_text("caf\ud800é") == "café"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-11-27T09:05:00Z", "today 09:05"),
        ("2026-11-26T17:30:00Z", "yesterday 17:30"),
        ("2026-11-03T09:05:00Z", "3 November 2026 09:05"),
        ("last Tuesday", "last Tuesday"),
    ],
)
def test_a_moment_lately_is_told_by_today_and_yesterday(text: str, words: str):
    assert recent_words(text, datetime(2026, 11, 27, 12, tzinfo=timezone.utc)) == words
