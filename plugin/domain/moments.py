"""Moments as BOPS writes them, as the civil day in England that an officer means by them."""

from __future__ import annotations

from datetime import date, datetime

from .clock import london


def day_of(text: str) -> date | None:
    """The day in England of an ISO 8601 date or moment (23:30 UTC in summer is the next day); None for anything else."""
    moment = moment_of(text) if len(text) > 10 else None
    if moment is None:
        return _date(text)
    try:
        return moment.astimezone(london()).date()
    except (OverflowError, ValueError):  # the first and the last year of the calendar
        return moment.date()


def moment_of(text: str) -> datetime | None:
    """An ISO 8601 moment that says its zone; None for anything else."""
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
