"""Easting and northing in metres as people write them."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

_NUMBER = r"(\d{3,7}(?:\.\d+)?)"
_GROUPED = r"(\d{1,4},\d{3}(?:\.\d+)?)"
_FORMS = (
    re.compile(rf"(?:eastings?|east|e|x)?\s*[:=]?\s*{_NUMBER}\s*m?\s*[,;/\s]\s*(?:northings?|north|n|y)?\s*[:=]?\s*{_NUMBER}\s*m?"),
    re.compile(rf"{_NUMBER}\s*m?\s*e(?:ast)?\s*[,;/]?\s*{_NUMBER}\s*m?\s*n(?:orth)?"),
    re.compile(rf"(?:eastings?|e|x)?\s*[:=]?\s*{_GROUPED}[,;/\s]\s*(?:northings?|n|y)?\s*[:=]?\s*{_GROUPED}"),
)


class Metres(NamedTuple):
    """Easting and northing in the order of the text, and how far off rounding may have put them."""

    first: float
    second: float
    within_m: float


def two_metres(text: str) -> Metres | None:
    """The two numbers of a text that holds nothing but an easting and a northing; None for any other text."""
    told = " ".join(text.lower().split())
    for form in _FORMS:
        match = form.fullmatch(told)
        if match is not None:
            numbers = [number.replace(",", "") for number in match.groups()]
            decimals = min(len(number.partition(".")[2]) for number in numbers)
            return Metres(float(numbers[0]), float(numbers[1]), 10.0**-decimals * math.sqrt(0.5))
    return None
