"""Streams for the tests of the command line."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import datetime, timezone
from typing import Any

from plugin.cli import main
from plugin.commands.output import Output
from plugin.domain.clock import FixedClock

CLOCK = FixedClock(datetime(2026, 11, 22, 14, 5, tzinfo=timezone.utc))


class Run:
    """One run of the command line: its exit code and what it wrote."""

    def __init__(self, *arguments: object) -> None:
        out, error = io.StringIO(), io.StringIO()
        self.code = main([str(argument) for argument in arguments], Output(out, error), CLOCK)
        self.out = out.getvalue()
        self.error = error.getvalue()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def square(west: float, south: float, side: float = 10.0) -> list[list[float]]:
    """A closed ring in metres."""
    return [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]


def feature(ring: Sequence[Sequence[float]], **properties: object) -> dict[str, Any]:
    """A GeoJSON feature of one polygon."""
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
