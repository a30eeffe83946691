"""Which date of a case comes next, where silence decides by the statute's own clock and not by the back office's."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..domain.application_facts import ApplicationFacts
from ..domain.case import Case
from ..domain.errors import RedlineError
from ..domain.next_date import NextDate, NextDateKind, next_of
from ..rules.clock import expiry
from .case_dates import case_dates


class ComingDate(NamedTuple):
    """``days`` are the days from the day of asking, negative when the date has passed."""

    words: str
    days: int


def coming_date(case: Case, facts: ApplicationFacts, on: date) -> ComingDate | None:
    """The next date as the list has it; for a type whose silence is consent the last day to notify stands for the back office's expiry."""
    row = case.row
    try:
        due = expiry(case_dates(case, facts, on))
    except RedlineError:
        due = None
    if due is None or not due.warns:
        return _told(row.next_date, "")
    found = next_of(row.status, due.day, row.target_date, row.consultation_end, row.reply_due, on)
    return _told(found, due.name[:1].lower() + due.name[1:])


def _told(found: NextDate | None, expiry_name: str) -> ComingDate | None:
    if found is None:
        return None
    words = found.text
    if expiry_name and found.kind is NextDateKind.EXPIRY:
        words = words.replace(found.kind.value, expiry_name, 1)
    return ComingDate(words, found.days)
