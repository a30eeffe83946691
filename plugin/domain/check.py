"""What Redline says about a red line before an officer relies on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Severity(Enum):
    """How much a check matters: an error blocks, a warning asks, information tells."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True)
class Check:
    """One thing that was found or assumed about a red line, in a sentence for the officer.

    ``code`` is stable and lower case with hyphens; docs/checks.md lists every one with its source. ``place``
    is where to look for it on the map (easting and northing, EPSG:27700), None where it is nowhere in particular.
    """

    code: str
    severity: Severity
    message: str
    place: tuple[float, float] | None = field(default=None, compare=False)
