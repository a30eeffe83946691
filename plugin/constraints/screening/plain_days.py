"""A date as officers write it."""

from __future__ import annotations

from datetime import date

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
