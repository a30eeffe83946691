"""Days as councils write them."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

from .moments import day_of

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:[T ].*)?")
_ENGLISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?")


def written_day(text: str) -> date | None:
    """The day of a record: of an ISO 8601 moment the day in England, else as :func:`read_date` reads it; None for anything else."""
    return day_of(text.strip()) or read_date(text)


@lru_cache(maxsize=65536)
def read_date(text: str, *, last: bool = False) -> date | None:
    """The date in ISO form (with or without a time), as dd/mm/yyyy, or as a year or a month; None for anything else.

    A year or a month stands for its first day, or its last one with ``last``: an end is never taken earlier than was said.
    """
    text = text.strip()
    english = _ENGLISH.fullmatch(text)
    if english is not None:
        day, month, year = (int(part) for part in english.groups())
        return _checked(year, month, day)
    iso = _ISO.fullmatch(text)
    if iso is None:
        return None
    year = int(iso.group(1))
    month = int(iso.group(2) or (12 if last else 1))
    if iso.group(3):
        return _checked(year, month, int(iso.group(3)))
    if not (1 <= month <= 12 and year >= 1):
        return None
    return _checked(year, month, calendar.monthrange(year, month)[1] if last else 1)


def _checked(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
