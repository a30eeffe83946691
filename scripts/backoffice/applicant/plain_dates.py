"""Dates and times as a letter says them, in London's time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from plugin.domain.clock import london


def in_words(moment: datetime) -> str:
    """Like Monday 23 November 2026."""
    return day_in_words(moment.astimezone(london()).date())


def day_in_words(day: date) -> str:
    """The same, of a day."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def by_when(closes_at: datetime) -> str:
    """Until when an answer is in time: a midnight is said as the end of the day before."""
    local = closes_at.astimezone(london())
    if local.time() == time():
        return f"by the end of {in_words(closes_at - timedelta(days=1))}"
    return f"before {_hour(local)} on {in_words(closes_at)}"


def _hour(local: datetime) -> str:
    half = "am" if local.hour < 12 else "pm"
    minutes = f":{local:%M}" if local.minute else ""
    return f"{(local.hour - 1) % 12 + 1}{minutes}{half}"
