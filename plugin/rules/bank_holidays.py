"""The bank holidays of England, from the table that ships with Redline (scripts/bank_holidays.py writes it from the library `holidays`)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from ..domain.errors import RedlineError
from ..resources_path import resources_path


@lru_cache(maxsize=1)
def bank_holidays() -> Mapping[date, str]:
    """Every bank holiday in England that the table covers, with its name."""
    with resources_path("rules", "calendar", "bank_holidays.csv").open(encoding="utf-8", newline="") as stream:
        return {date.fromisoformat(row["day"]): row["name"] for row in csv.DictReader(stream)}


def is_bank_holiday(day: date) -> bool:
    """Whether a day is Christmas Day, Good Friday or a bank holiday in England; RedlineError for a year that the table does not cover."""
    if not is_covered(day):
        first, last = _years()
        raise RedlineError(f"The bank holidays of {day.year} are not known: the table covers {first} to {last}. Count the days by hand.")
    return day in bank_holidays()


def is_covered(day: date) -> bool:
    """Whether the bank holidays of a day's year are known."""
    first, last = _years()
    return first <= day.year <= last


@lru_cache(maxsize=1)
def _years() -> tuple[int, int]:
    days = bank_holidays()
    return min(days).year, max(days).year
