"""When an open request is closed because nobody answers it, and what that does.

The figures are those of resources/rules/boundary_requests.csv, by which the plugin reckons too.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from enum import Enum

from plugin.domain.clock import london
from plugin.rules.rules import Rules

from .business_days import add_business_days, subtract_business_days


class Effect(str, Enum):
    """``CLOSES`` leaves everything as it was. ``CLOSES_AND_ADOPTS`` takes silence for a yes, as BOPS does."""

    CLOSES = "closes"
    CLOSES_AND_ADOPTS = "closes_and_adopts"

    @property
    def counted_from(self) -> str:
        """Which of a request's moments the days are counted from."""
        return "sent" if self is Effect.CLOSES else "created"

    def business_days(self, on: date) -> int:
        """After how many business days silence closes a request, by the rule in force on a day."""
        return int(Rules(on).number("boundary-request.silence" if self is Effect.CLOSES else "boundary-request.bops-silence"))


def closes_at(effect: Effect, created: datetime, sent: datetime) -> datetime:
    """The moment from which silence has closed a request that is open until then."""
    return _end_of_the_last_day(sent) if effect is Effect.CLOSES else _run_of_bops(created, sent)


def last_day(effect: Effect, created: datetime, sent: datetime) -> date:
    """The last day, in England, on which an answer is in time all day (``CLOSES``) or until the job runs (``CLOSES_AND_ADOPTS``)."""
    return (closes_at(effect, created, sent) - timedelta(microseconds=1)).astimezone(london()).date()


def _end_of_the_last_day(sent: datetime) -> datetime:
    """The midnight that ends the fifth business day after the day of sending; a day off counts as the next business day."""
    sent_on = sent.astimezone(london()).date()
    day = add_business_days(sent_on, Effect.CLOSES.business_days(sent_on))
    return datetime.combine(day + timedelta(days=1), time(), london())


def _run_of_bops(created: datetime, sent: datetime) -> datetime:
    """The first run of the daily job, by its host's clock, that finds the request open and *made* five business days ago."""
    sent_on = sent.astimezone(timezone.utc).date()
    days, hour = Effect.CLOSES_AND_ADOPTS.business_days(sent_on), int(Rules(sent_on).number("boundary-request.bops-silence-hour"))
    run = datetime.combine(sent_on, time(hour), timezone.utc)
    while run <= sent or subtract_business_days(run, days) < created:
        run += timedelta(days=1)
    return run
