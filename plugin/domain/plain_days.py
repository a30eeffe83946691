"""A date, and a moment, as officers write them."""

from __future__ import annotations

from datetime import date

from .clock import Clock, london

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def plain_day(day: date) -> str:
    """Write "4 November 2026", whatever language the machine speaks."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_name(month: int) -> str:
    """ "January" for 1."""
    return _MONTHS[month - 1]


def plain_moment(clock: Clock) -> str:
    """Now, in England: "4 November 2026 at 14:05"."""
    now = clock.now().astimezone(london())
    return f"{plain_day(now.date())} at {now:%H:%M}"
