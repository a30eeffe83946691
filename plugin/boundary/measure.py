"""The area of a red line by every method in use, and how far it can be trusted."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..domain.areas import Areas
from ..rules.rules import Rules
from .proj_data import import_pyproj
from .proj_thread import on_proj_thread

#: The mean radius that OpenLayers, and so PlanX and BOPS, computes with.
_OPENLAYERS_RADIUS_M = 6_371_008.7714
_ELLIPSOID = "WGS84"


def measure(national_grid: BaseGeometry, wgs84: BaseGeometry, rules: Rules, declared_m2: float | None = None) -> Areas:
    """Square metres of one red line, given in EPSG:27700 and in longitude and latitude."""
    return Areas(
        planar=float(national_grid.area),
        ellipsoidal=_ellipsoidal(wgs84),
        spherical=_spherical(wgs84),
        uncertainty=uncertainty(national_grid, rules),
        declared=declared_m2,
    )


def uncertainty(national_grid: BaseGeometry, rules: Rules) -> float:
    """The half-width, in square metres, inside which no threshold can be decided.

    A share of the area, or half the line's own uncertainty along it, whichever is more.
    """
    share = float(national_grid.area) * rules.number("boundary.area-uncertainty-percent") / 100
    return max(share, float(national_grid.length) * rules.number("boundary.line-uncertainty") * 0.5)


def _ellipsoidal(wgs84: BaseGeometry) -> float:
    geod = on_proj_thread(lambda: import_pyproj().Geod(ellps=_ELLIPSOID))
    total = 0.0
    for polygon in shapely.get_parts(wgs84):
        total += abs(geod.polygon_area_perimeter(*polygon.exterior.xy)[0])
        total -= sum(abs(geod.polygon_area_perimeter(*hole.xy)[0]) for hole in polygon.interiors)
    return float(total)


def _spherical(wgs84: BaseGeometry) -> float:
    total = 0.0
    for polygon in shapely.get_parts(wgs84):
        total += _ring_on_sphere(polygon.exterior) - sum(_ring_on_sphere(hole) for hole in polygon.interiors)
    return total


def _ring_on_sphere(ring: shapely.LinearRing) -> float:
    """Chamberlain and Duquette's approximation, as OpenLayers uses it."""
    longitude, latitude = np.radians(shapely.get_coordinates(ring)).T
    width = longitude[1:] - longitude[:-1]
    return float(abs(np.sum(width * (2 + np.sin(latitude[:-1]) + np.sin(latitude[1:])))) * _OPENLAYERS_RADIUS_M**2 / 2)
