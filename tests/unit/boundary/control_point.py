"""A point whose position Ordnance Survey's own transformation gives, to prove a Transformer by."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from plugin.boundary.transformer import Transformer

#: Near Norwich, where the difference between OSTN15 and a Helmert is over three metres. Source: OSGeo/PROJ#3079 (OS Net test data).
LONGITUDE, LATITUDE = 1.31073349, 52.62760352
EASTING, NORTHING = 624161.0, 308459.58


@dataclass(frozen=True)
class ControlPoint:
    """Where a Transformer puts the control point, EPSG:27700; ``error_m`` is its distance from the true position."""

    longitude: float
    latitude: float
    easting: float
    northing: float
    error_m: float


def control_point(transformer: Transformer) -> ControlPoint:
    """Transform the control point: under 0.05 m off with OSTN15, some 3 m without."""
    import shapely

    point = transformer.to_national_grid(shapely.Point(LONGITUDE, LATITUDE))
    return ControlPoint(LONGITUDE, LATITUDE, point.x, point.y, hypot(point.x - EASTING, point.y - NORTHING))
