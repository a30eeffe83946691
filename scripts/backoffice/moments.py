"""Times as they are kept (UTC, to the microsecond: they sort as text) and as BOPS writes them (London's zone, milliseconds)."""

from __future__ import annotations

from datetime import date, datetime, timezone
from functools import lru_cache

from plugin.domain.clock import london


def kept(moment: datetime) -> str:
    """For the database."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read(text: str) -> datetime:
    """From the database."""
    # Several times faster than strptime, and a page of a list has hundreds
    return datetime.fromisoformat(text[:-1]).replace(tzinfo=timezone.utc)


@lru_cache(maxsize=100_000)
def written(text: str | None) -> str | None:
    """A kept time for an answer, like ``2026-11-23T09:00:00.000+00:00``."""
    return None if text is None else read(text).astimezone(london()).isoformat(timespec="milliseconds")


def civil_date(text: str) -> date:
    """The date in England of a kept time."""
    return read(text).astimezone(london()).date()
