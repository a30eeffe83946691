"""One site's area by each method in use, so that three honest figures can be told apart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Areas:
    """Square metres by method.

    ``planar`` is EPSG:27700 and is the figure that Redline reports; ``ellipsoidal`` is on the WGS84 ellipsoid; ``spherical`` is
    what OpenLayers (PlanX, BOPS) computes; ``declared`` is the applicant's. ``uncertainty`` is the half-width, in square
    metres, inside which a threshold cannot be decided: the greater of 0.5 % and a quarter of a metre along the perimeter.
    """

    planar: float
    ellipsoidal: float
    spherical: float
    uncertainty: float
    declared: float | None = None
