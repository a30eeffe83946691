"""The boroughs of the made country, and where things lie in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from plugin.arrays import as_array
from plugin.boundary.england import in_england
from plugin.constraints.geopackage.hilbert import hilbert_order

from .size import Size

Points = NDArray[np.float64]

_TOWN_RADIUS_M = 2400.0


@dataclass(frozen=True)
class Boroughs:
    """Towns in the order of a Hilbert curve, as national data come council by council. Metres, EPSG:27700."""

    centres: Points
    radii: NDArray[np.float64]
    weights: NDArray[np.float64]
    box: tuple[float, float, float, float]

    def places(self, random: np.random.Generator, count: int, in_towns: float) -> Points:
        """So many places, that share of them in towns and the rest anywhere, borough by borough."""
        west, south, east, north = self.box
        anywhere = random.uniform((west, south), (east, north), (count, 2))
        of = random.choice(len(self.centres), count, p=self.weights)
        around = self.centres[of] + random.standard_normal((count, 2)) * self.radii[of, None]
        found = np.where(random.random(count)[:, None] < in_towns, around, anywhere)
        found = _clipped(found, self.box)
        return found[np.argsort(self._nearest(found), kind="stable")]

    def places_in(self, random: np.random.Generator, count: int, borough: int) -> Points:
        """Places in one borough."""
        found = self.centres[borough] + random.standard_normal((count, 2)) * self.radii[borough]
        return _clipped(found, self.box)

    @property
    def largest_in_england(self) -> int:
        """The borough with the most in it, of those that lie in England."""
        return int(np.argmax(np.where(in_england(self.centres[:, 0], self.centres[:, 1]), self.weights, 0.0)))

    def _nearest(self, places: Points) -> NDArray[np.int64]:
        tree = shapely.STRtree(as_array(shapely.points(self.centres)))
        return np.asarray(tree.nearest(as_array(shapely.points(places))), dtype=np.int64)


def boroughs(size: Size) -> Boroughs:
    """The boroughs of a country of that size."""
    random = np.random.default_rng([size.seed, 0])
    west, south, east, north = size.box
    margin = 0.02 * (east - west)
    centres = random.uniform((west + margin, south + margin), (east - margin, north - margin), (size.boroughs, 2))
    order = hilbert_order(np.concatenate([centres, centres], axis=1).astype(np.float32))
    populations = random.lognormal(0.0, 0.6, size.boroughs)
    return Boroughs(
        centres=centres[order],
        radii=_TOWN_RADIUS_M * np.sqrt(populations),
        weights=populations / populations.sum(),
        box=size.box,
    )


def _clipped(places: Points, box: tuple[float, float, float, float]) -> Points:
    return np.stack([np.clip(places[:, 0], box[0], box[2]), np.clip(places[:, 1], box[1], box[3])], axis=1)
