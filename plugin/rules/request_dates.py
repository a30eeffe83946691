"""When silence closes a request to change a red line, by whose reckoning."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from .business_days import add_business_days, business_days_before
from .rules import Rules


def closes_by_silence_on(sent_on: date, rules: Rules) -> date:
    """The last day for an answer by the officer API: five English business days after the request was sent."""
    return add_business_days(sent_on, int(rules.number("boundary-request.silence")))


def bops_closes_at(created_at: datetime, rules: Rules, sent_at: datetime | None = None) -> datetime:
    """The run of BOPS's job that closes an unanswered request and adopts its line, in the zone of ``created_at`` (BOPS's host has UTC).

    The first run, at 09:00, that finds the request sent and its *creation* five business days back: one that waited unsent may be closed a
    day after it was sent. Source: BOPS as it ran.
    """
    days = int(rules.number("boundary-request.bops-silence"))
    sent = created_at if sent_at is None else sent_at.astimezone(created_at.tzinfo)
    run = sent.replace(hour=int(rules.number("boundary-request.bops-silence-hour")), minute=0, second=0, microsecond=0)
    while run <= sent or created_at > business_days_before(run, days):
        run += timedelta(days=1)
    return run
