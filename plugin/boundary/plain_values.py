"""Values of a document read leniently: text and numbers, whatever stands there."""

from __future__ import annotations

from math import isfinite
from typing import Any


def as_text(value: Any) -> str:
    """Text or a number as one line that can be printed; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    try:
        text = str(value)
    except ValueError:  # Python refuses to write an integer of over 4,300 digits
        return ""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").replace("\x00", " ").split())


def as_number(value: Any) -> float | None:
    """A finite number, or text that holds one (BOPS gives coordinates as text); else None."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None
