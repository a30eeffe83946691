"""Dates and times as a letter says them, in London's time."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from plugin.domain.clock import london


def in_words(moment: datetime) -> str:
    """Like Monday 23 November 2026."""
    local = moment.astimezone(london())
    return f"{local:%A} {local.day} {local:%B %Y}"


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
