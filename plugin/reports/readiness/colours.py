"""The colours of a picture; every sign differs in its form and has a word beside it as well."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colours:
    """Whatever SVG takes for a colour. ``faint`` is for lines and what is not there."""

    ink: str
    faint: str
    bar: str
    good: str
    doubtful: str
    bad: str
