"""How figures and dates are said to people: as exact as the measurement deserves, never a false zero."""

from __future__ import annotations

from datetime import date, datetime, timezone

from ..constraints.screening.plain_days import plain_day
from ..domain.clock import london
from ..domain.dataset import Snapshot

_HECTARE = 10_000.0
_LEAST = 0.1


def area_words(square_metres: float) -> str:
    """An area in m²: to 0.1 under 100 m², to 1 above, with hectares as well from one hectare."""
    if square_metres < _LEAST:
        return "less than 0.1 m²"
    if square_metres < 100:
        return f"{square_metres:.1f} m²"
    if square_metres < _HECTARE:
        return f"{square_metres:,.0f} m²"
    return f"{square_metres:,.0f} m² ({square_metres / _HECTARE:,.2f} ha)"


def percent_words(percent: float) -> str:
    """A share of the site; "all of the site" is said of the whole only."""
    if percent >= 100 - 1e-7:
        return "all of the site"
    if percent >= 99.95:
        return "more than 99.9 % of the site"
    if percent < _LEAST:
        return "less than 0.1 % of the site"
    return f"{percent:.1f} % of the site"


def metres_words(metres: float) -> str:
    """A length or distance: to 0.1 m under 100 m, to 1 m above."""
    if metres < _LEAST:
        return "less than 0.1 m"
    return f"{metres:.1f} m" if metres < 100 else f"{metres:,.0f} m"


def date_words(day: date) -> str:
    """A date as officers write it, whatever the language of the machine: 22 November 2026."""
    return plain_day(day)


def moment(text: str) -> datetime | None:
    """An ISO 8601 text as a moment in England; None where it is not one. A moment without a zone is UTC."""
    try:
        parsed = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    aware = parsed if parsed.tzinfo is not None else parsed.replace(tzinfo=timezone.utc)
    return aware.astimezone(london())


def moment_words(text: str) -> str:
    """A moment as officers write it: 22 November 2026, 14:05; "" for no text, and the text itself where it is no moment."""
    when = moment(text)
    return f"{date_words(when.date())}, {when:%H:%M}" if when is not None else text


def day_words(text: str) -> str:
    """The civil date in England of an ISO 8601 text, in words; "" for no text."""
    when = moment(text)
    return date_words(when.date()) if when is not None else text


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
