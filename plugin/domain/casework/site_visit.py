"""A visit to the site."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .one_of_many import OneOfMany


@dataclass(frozen=True)
class SiteVisit(OneOfMany):
    """``easting`` and ``northing`` (EPSG:27700, metres) say where the officer stood, ``photographs`` are the names of files."""

    visited_on: date
    comment: str = ""
    easting: float | None = None
    northing: float | None = None
    photographs: tuple[str, ...] = field(default=())

    @property
    def lacking(self) -> str:
        return "" if self.comment.strip() or self.photographs else "Say what you saw, or add a photograph."
