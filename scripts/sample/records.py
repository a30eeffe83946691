"""One record of a constraint dataset, before it takes the form of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import shapely

#: What every record says of itself.
WARNING = "SAMPLE - not a real place"


@dataclass(frozen=True)
class Record:
    """``geometry`` and ``point`` are EPSG:27700, either may be missing. Dates are ISO 8601, "" where there is none.

    ``key`` names the record to the cases that need it.
    """

    dataset: str
    reference: str
    name: str
    geometry: shapely.Geometry | None = None
    point: shapely.Point | None = None
    start: str = "2012-06-01"
    end: str = ""
    quality: str = "authoritative"
    attributes: Mapping[str, str] = field(default_factory=dict)
