"""What a council's own layers have on the ground round a site: addresses, parcels, highways."""

from __future__ import annotations

from dataclasses import dataclass, field

import shapely
from shapely.geometry.base import BaseGeometry

_EVERYWHERE = (float("-inf"), float("-inf"), float("inf"), float("inf"))


@dataclass(frozen=True)
class AddressPoint:
    """One delivery point, in EPSG:27700. The flats of a block are as many of these, often at one place. ``uprn`` is "" where unknown."""

    uprn: str
    address: str
    point: shapely.Point


@dataclass(frozen=True)
class NeighbourPreset:
    """What the council's statement of community involvement asks for; ``buffer_m`` in metres from the red line, 0 for none."""

    across_highway: bool = True
    buffer_m: float = 0.0


@dataclass(frozen=True)
class NeighbourGround:
    """Everything that meets ``box`` (west, south, east, north); all geometry in EPSG:27700 and valid.

    ``highways`` are areas or lines, None where there is no such layer. ``notes`` say what the layers themselves could not tell.
    """

    addresses: tuple[AddressPoint, ...] = field(default=())
    parcels: tuple[BaseGeometry, ...] = field(default=())
    highways: tuple[BaseGeometry, ...] | None = field(default=None)
    box: tuple[float, float, float, float] = field(default=_EVERYWHERE)
    notes: tuple[str, ...] = field(default=())
