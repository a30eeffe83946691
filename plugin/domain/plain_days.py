"""A date, and a moment, as officers write them."""

from __future__ import annotations

import re
from datetime import date

from .clock import Clock, london
from .moments import day_of

_DAY = r"\d{4}-\d{2}-\d{2}"
#: A moment, with or without parts of a second, or a day that stands in brackets behind what it is the day of.
_WRITTEN = re.compile(rf"\b{_DAY}T\d{{2}}:\d{{2}}:\d{{2}}(?:\.\d+)?(?:Z|[+-]\d{{2}}:\d{{2}})(?!\w)|(?<= \(){_DAY}(?=\)(?:;|$))")

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


def with_plain_days(text: str) -> str:
    """A text in which every moment that a machine wrote (2026-11-28T01:20:14Z) is the day in England, and so is a day in brackets behind
    a name ("areas.gpkg (2026-11-28)")."""
    return _WRITTEN.sub(lambda moment: plain_day(day) if (day := day_of(moment[0])) is not None else moment[0], text)
