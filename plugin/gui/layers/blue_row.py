"""The blue line of the open case as a row of the layer "Blue line"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .specification import column

if TYPE_CHECKING:
    import shapely


@dataclass(frozen=True)
class BlueRow:
    """Other land of the same owner; ``area_m2`` is planar in EPSG:27700."""

    geometry: shapely.Geometry | None
    reference: str = column("Reference", str)
    version: str = column("Version", str)
    area_m2: float = column("Area (m²)", float)
