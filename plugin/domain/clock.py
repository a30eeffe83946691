"""The time, injected: nothing in Redline asks the machine for it in the middle of a computation."""

from __future__ import annotations

from datetime import date, datetime, timezone, tzinfo
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Clock(Protocol):
    """Tells the moment, aware of its zone."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(timezone.utc)


class FixedClock:
    """A clock that stands still, for tests and for re-running an assessment as of a date."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment


@lru_cache(maxsize=1)
def london() -> tzinfo:
    """The zone of English planning dates."""
    try:
        return ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:  # Windows has no zone files; dateutil, which QGIS ships there, carries its own
        from dateutil import zoneinfo

        zone: tzinfo = zoneinfo.get_zonefile_instance().get("Europe/London")
        return zone


def today(clock: Clock) -> date:
    """The civil date in England."""
    return clock.now().astimezone(london()).date()


def timestamp(clock: Clock) -> str:
    """The moment as ISO 8601 in UTC, to the second."""
    return clock.now().astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
