"""A red line as Redline holds it: measured in EPSG:27700, the original kept to the letter."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from .accuracy import Accuracy

if TYPE_CHECKING:
    import shapely
    from shapely.geometry.base import BaseGeometry


class SourceCrs(Enum):
    """The coordinate systems that a red line arrives in."""

    WGS84 = "EPSG:4326"
    NATIONAL_GRID = "EPSG:27700"
    WEB_MERCATOR = "EPSG:3857"


@dataclass(frozen=True)
class Original:
    """The boundary as it was submitted, byte for byte; never changed (law 4).

    ``form`` is "geojson", "wkt" or "wkb" (hexadecimal).
    """

    text: str
    form: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


@dataclass(frozen=True)
class Boundary:
    """One red line: a valid Polygon or MultiPolygon in EPSG:27700 (metres) and where it came from.

    ``notes`` are the sentences that go with the boundary wherever it is used: what was assumed, closed, joined.
    """

    geometry: BaseGeometry
    original: Original
    crs: SourceCrs
    accuracy: Accuracy
    notes: tuple[str, ...] = field(default=())

    @property
    def area_m2(self) -> float:
        """The planar area in EPSG:27700, the figure that Redline reports."""
        return float(self.geometry.area)

    @property
    def polygons(self) -> tuple[shapely.Polygon, ...]:
        """The parts, in the order in which they were drawn."""
        return tuple(getattr(self.geometry, "geoms", (self.geometry,)))

    @property
    def hole_count(self) -> int:
        return sum(len(polygon.interiors) for polygon in self.polygons)
