"""Roughly where England is on the National Grid: enough to tell a place in it from one with easting and northing swapped."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

#: Kilometres of easting and northing round England, some ten kilometres outside its coast and its borders.
_OUTLINE_KM = (
    *((70, -5), (175, -5), (290, 25), (370, 55), (450, 60), (560, 80), (620, 100), (650, 135), (655, 180), (645, 225), (672, 285)),
    *((670, 315), (630, 357), (575, 360), (555, 415), (545, 475), (500, 528), (465, 548), (450, 580), (440, 645), (408, 670)),
    *((385, 664), (370, 640), (358, 615), (345, 595), (325, 578), (300, 565), (285, 540), (280, 510), (303, 460), (312, 440)),
    *((312, 405), (310, 392), (322, 372), (318, 345), (311, 333), (308, 285), (312, 268), (312, 240), (318, 222), (338, 205)),
    *((343, 190), (328, 176), (318, 160), (295, 157), (250, 162), (205, 155), (200, 120), (170, 75), (130, 50), (110, 30), (70, 28)),
)
_OUTLINE = shapely.Polygon([(east * 1000.0, north * 1000.0) for east, north in _OUTLINE_KM])
shapely.prepare(_OUTLINE)
# All threads share it: its index is built now, because two first questions at once would both build it.
shapely.contains_xy(_OUTLINE, 0.0, 0.0)


def in_england(eastings: NDArray[np.float64], northings: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of the positions (EPSG:27700) lie in England or within some ten kilometres of it."""
    inside: NDArray[np.bool_] = shapely.contains_xy(_OUTLINE, eastings, northings)
    return inside
