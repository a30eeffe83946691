"""Where and when a site notice was put up: evidence that it could be seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .one_of_many import OneOfMany


@dataclass(frozen=True)
class PostedNotice(OneOfMany):
    """One notice. ``easting`` and ``northing`` (EPSG:27700, metres) say where it hangs, ``where`` in words; ``photographs`` name files."""

    displayed_on: date
    where: str = ""
    easting: float | None = None
    northing: float | None = None
    photographs: tuple[str, ...] = field(default=())

    @property
    def lacking(self) -> str:
        if self.easting is None and not self.where.strip():
            return "Say where the notice hangs: point on the map, or write it. A notice without a place is no evidence."
        return ""
