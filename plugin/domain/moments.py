"""Moments as back offices, files and Redline itself write them, and the civil day in England that an officer means by them."""

from __future__ import annotations

from datetime import date, datetime, timezone

from .clock import london


def day_of(text: str) -> date | None:
    """The day in England of an ISO 8601 date or moment (23:30 UTC in summer is the next day); None for anything else.

    A moment that does not say its zone keeps the day that is written.
    """
    moment = _parsed(text) if len(text) > 10 else None
    if moment is None or moment.tzinfo is None:
        return _date(text)
    try:
        return moment.astimezone(london()).date()
    except (OverflowError, ValueError):  # the first and the last year of the calendar
        return moment.date()


def moment_of(text: str) -> datetime | None:
    """An ISO 8601 moment, one that does not say its zone in UTC; None for anything else."""
    moment = _parsed(text)
    if moment is None:
        return None
    return moment.replace(tzinfo=timezone.utc) if moment.tzinfo is None else moment


def moment_in_england(text: str) -> datetime | None:
    """The same by the clocks of England."""
    moment = moment_of(text)
    if moment is None:
        return None
    try:
        return moment.astimezone(london())
    except (OverflowError, ValueError):  # the first and the last year of the calendar
        return moment


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
