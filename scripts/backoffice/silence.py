"""When an open request is closed because nobody answers it, and what that does."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from enum import Enum

from plugin.domain.clock import london

from .business_days import add_business_days, subtract_business_days

BUSINESS_DAYS = 5
_BOPS_RUNS_AT = time(9)


class Effect(str, Enum):
    """``CLOSES`` leaves everything as it was. ``CLOSES_AND_ADOPTS`` takes silence for a yes, as BOPS does."""

    CLOSES = "closes"
    CLOSES_AND_ADOPTS = "closes_and_adopts"

    @property
    def counted_from(self) -> str:
        """Which of a request's moments the days are counted from."""
        return "sent" if self is Effect.CLOSES else "created"


def closes_at(effect: Effect, created: datetime, sent: datetime) -> datetime:
    """The moment from which silence has closed a request that is open until then."""
    return _end_of_the_last_day(sent) if effect is Effect.CLOSES else _run_of_bops(created, sent)


def last_day(effect: Effect, created: datetime, sent: datetime) -> date:
    """The last day, in England, on which an answer is in time all day (``CLOSES``) or until the job runs (``CLOSES_AND_ADOPTS``)."""
    return (closes_at(effect, created, sent) - timedelta(microseconds=1)).astimezone(london()).date()


def _end_of_the_last_day(sent: datetime) -> datetime:
    """The midnight that ends the fifth business day after the day of sending; a day off counts as the next business day."""
    day = add_business_days(sent.astimezone(london()).date(), BUSINESS_DAYS)
    return datetime.combine(day + timedelta(days=1), time(), london())


def _run_of_bops(created: datetime, sent: datetime) -> datetime:
    """The first run of the daily job, by its host's clock, that finds the request open and *made* five business days ago."""
    run = datetime.combine(sent.astimezone(timezone.utc).date(), _BOPS_RUNS_AT, timezone.utc)
    while run <= sent or subtract_business_days(run, BUSINESS_DAYS) < created:
        run += timedelta(days=1)
    return run
