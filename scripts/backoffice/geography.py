"""Red lines in metres: the one transformer of this process, and the lines that are kept."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from plugin.boundary.reader import read_boundary
from plugin.boundary.transformer import Transformer
from plugin.domain.boundary import Boundary, Original
from plugin.domain.clock import Clock, today
from plugin.rules.rules import Rules


@lru_cache(maxsize=1)
def transformer() -> Transformer:
    """Between longitude and latitude and EPSG:27700, with OSTN15 where PROJ finds it."""
    return Transformer()


def rules_of(clock: Clock) -> Rules:
    """Those in force today."""
    return Rules(today(clock))


def in_metres(value: Any, rules: Rules) -> Boundary | None:
    """A kept red line in EPSG:27700; None where there is none or where it is none that can be drawn."""
    if value is None:
        return None
    reading = read_boundary(value, Original(json.dumps(value), "geojson"), transformer(), rules)
    return reading.boundary
