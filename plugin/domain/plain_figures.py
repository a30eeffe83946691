"""How areas, shares, lengths and sums of money are said to people: as exact as the measurement deserves, never a false zero."""

from __future__ import annotations

_HECTARE = 10_000.0
_LEAST = 0.1
_WHOLE = 100 - 1e-7
_FAR = 1_000.0


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
    return "all of the site" if percent >= _WHOLE else f"{share_words(percent)} of the site"


def share_words(percent: float) -> str:
    """A share: to 0.1 %; nothing but the whole is 100 %, and nothing but nothing is rounded to it."""
    if percent >= _WHOLE:
        return "100 %"
    if percent >= 99.95:
        return "more than 99.9 %"
    return "less than 0.1 %" if percent < _LEAST else f"{percent:.1f} %"


def metres_words(metres: float) -> str:
    """A length or distance: to 0.1 m under 100 m, to 1 m above, to 0.1 km from 1 km on."""
    if metres < _LEAST:
        return "less than 0.1 m"
    if metres >= _FAR:
        return f"{metres / 1000:,.1f} km"
    return f"{metres:.1f} m" if metres < 100 else f"{metres:,.0f} m"


def threshold_words(square_metres: float) -> str:
    """A round area as rules name it: hectares from 0.2 ha on, square metres below."""
    return hectare_words(square_metres) if square_metres >= _HECTARE / 5 else f"{square_metres:,g} m²"


def hectare_words(square_metres: float) -> str:
    """A round area in hectares: 0.1 ha."""
    return f"{square_metres / _HECTARE:g} ha"


def money_words(pounds: float) -> str:
    """A sum in whole pounds: £3,954."""
    return f"£{pounds:,.0f}"


def counted(count: int, singular: str, plural: str = "") -> str:
    """A number with its noun: "1 unit", "6 units"."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"
