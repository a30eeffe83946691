"""On what terms an applicant is asked: how an answer reaches the council, by when, and what silence does, as far as that is known."""

from __future__ import annotations

from datetime import date, datetime, timezone

from ..rules.request_dates import bops_closes_at, closes_by_silence_on
from ..rules.rules import Rules
from .letter import Route, Silence, Terms

#: What a back office with the officer API says that it does to a request that nobody answers.
_CLOSES = "closes"
_ADOPTS = "closes_and_adopts"


def letter_terms(*, back_office: bool, can_ask: bool | None, silence: str, on: date, now: datetime) -> Terms:
    """The terms of a request that is made ``on`` a day.

    ``can_ask`` is None where the back office was not asked yet what it takes. ``silence`` is what it says of its own silence, "" where it
    says nothing: then no letter promises anything, and no last day is named. ``now`` is the moment of the request.
    """
    if not back_office or can_ask is False:
        return Terms(Route.LETTER, silence=Silence.CHANGES_NOTHING)
    rules = Rules(on)
    if can_ask and silence == _ADOPTS:
        return Terms(Route.BACK_OFFICE, bops_closes_at(now.astimezone(timezone.utc), rules).date(), Silence.ADOPTS)
    if can_ask and silence == _CLOSES:
        return Terms(Route.BACK_OFFICE, closes_by_silence_on(on, rules), Silence.CHANGES_NOTHING)
    return Terms(Route.BACK_OFFICE)
