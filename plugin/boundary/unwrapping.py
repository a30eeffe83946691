"""Text that is itself JSON: a boundary is sometimes serialised into a text, and that text once more."""

from __future__ import annotations

import json
from typing import Any

from .json_depth import is_deeper_than

_MOST_SERIALISATIONS = 3
#: Brackets within brackets; a geometry collection of multipolygons has 10.
_DEEPEST = 100


def unwrapped(value: Any) -> Any:
    """The value inside text that is itself JSON, even twice serialised; other text as it is, None where it is nested beyond sense."""
    for _ in range(_MOST_SERIALISATIONS):
        if not isinstance(value, str):
            break
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            break
    return None if is_deeper_than(value, _DEEPEST) else value
