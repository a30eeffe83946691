"""How much the bench makes: the whole of England, or a small piece of it with the same density."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """``share`` of the national counts on the same share of its area (EPSG:27700, metres), so that density stays what it is.

    ``sites`` is how many sites are made, ``most_vertices`` of a single feature (None: as the table of datasets says).
    """

    name: str
    share: float
    sites: int
    borough_sites: int
    most_vertices: int | None = None
    seed: int = 20261122

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the made country."""
        side = math.sqrt(self.share)
        return _WEST, _SOUTH, _WEST + _EAST_WEST * side, _SOUTH + _NORTH_SOUTH * side

    @property
    def boroughs(self) -> int:
        return max(4, round(_BOROUGHS * self.share))


_WEST, _SOUTH = 270_000.0, 120_000.0
#: England has 130,000 square kilometres and some 300 districts.
_EAST_WEST, _NORTH_SOUTH = 330_000.0, 395_000.0
_BOROUGHS = 300

SIZES = {
    size.name: size
    for size in (
        Size("small", share=1 / 40, sites=10_000, borough_sites=1_000, most_vertices=30_000),
        Size("national", share=1.0, sites=100_000, borough_sites=10_000),
    )
}
