"""How figures and dates are said to people: as exact as the measurement deserves, never a false zero."""

from __future__ import annotations

from datetime import datetime

from ..domain.clock import london
from ..domain.dataset import Snapshot
from ..domain.moments import moment_in_england
from ..domain.plain_days import plain_day
from .plain_text import plain_text


def moment_words(text: str) -> str:
    """A moment as officers write it: 22 November 2026, 14:05; "" for no text, and the text itself where it is no moment."""
    when = moment_in_england(text)
    return f"{plain_day(when.date())}, {when:%H:%M}" if when is not None else plain_text(text)


def recent_words(text: str, now: datetime) -> str:
    """ "today 09:05", "yesterday 17:30", "3 November 2026 09:05"; the text on one line where it is no moment."""
    local = moment_in_england(text)
    if local is None:
        return day_words(text)
    today = now.astimezone(london()).date()
    clock = f"{local:%H:%M}"
    days = (today - local.date()).days
    if days == 0:
        return f"today {clock}"
    if days == 1:
        return f"yesterday {clock}"
    return f"{day_words(local.date().isoformat())} {clock}"


def day_words(text: str) -> str:
    """The civil date in England of an ISO 8601 text, in words; "" for no text."""
    when = moment_in_england(text)
    return plain_day(when.date()) if when is not None else plain_text(text)


def data_words(snapshot: Snapshot | None) -> str:
    """How old the evidence is: the day of loading, and that of the data where the source gave one."""
    if snapshot is None or not snapshot.fetched_at:
        return "data loaded on an unknown date"
    loaded = f"loaded on {day_words(snapshot.fetched_at)}"
    return f"data of {day_words(snapshot.data_date)}, {loaded}" if snapshot.data_date else f"data {loaded}"


def crs_words(crs: str) -> str:
    """The name of a coordinate system beside its code."""
    names = {"EPSG:4326": "WGS84", "EPSG:27700": "British National Grid", "EPSG:3857": "Web Mercator"}
    return f"{names[crs]} ({crs})" if crs in names else crs
