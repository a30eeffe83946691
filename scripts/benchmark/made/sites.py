"""Writes the made sites: applications' red lines, most of them house plots in towns."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from plugin.arrays import as_array, values
from plugin.boundary.england import in_england

from .boroughs import Boroughs
from .shapes import blobs, plots
from .size import Size

_IN_TOWNS = 0.85
#: So many in a hundred are estates and fields instead of plots.
_LARGE = 0.03
#: The made country is a box, and not all of it is England: so many places are looked at for one site.
_SPARE = 4


def write_sites(folder: Path, size: Size, towns: Boroughs) -> list[Path]:
    """``sites.csv`` all over the country in no order, its beginnings (``sites-1000.csv`` and so on), and ``sites-of-a-borough.csv``."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng([size.seed, 1])
    places = _in_england(random.permutation(towns.places(random, _SPARE * size.sites, _IN_TOWNS)), size.sites)
    everywhere = _sites(random, places)
    written = [_write(folder / f"sites-{size.sites}.csv", everywhere)]
    few = size.sites // 10
    while few >= 100:
        written.append(_write(folder / f"sites-{few}.csv", everywhere[:few]))
        few //= 10
    in_one = _in_england(towns.places_in(random, _SPARE * size.borough_sites, towns.largest_in_england), size.borough_sites)
    written.append(_write(folder / f"borough-{size.borough_sites}.csv", _sites(random, in_one)))
    return written


def _in_england(places: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """The first of them that lie in England: elsewhere a red line may be taken for one with easting and northing swapped."""
    found = places[in_england(places[:, 0], places[:, 1])][:count]
    if len(found) < count:
        raise ValueError(f"Only {len(found)} of {count} sites lie in England.")
    return found


def _sites(random: np.random.Generator, places: NDArray[np.float64]) -> NDArray[np.object_]:
    corners, counts = plots(random, len(places))
    owner = np.repeat(np.arange(len(places)), counts)
    made = as_array(shapely.polygons(shapely.linearrings(corners + places[owner], indices=owner)))
    large = np.flatnonzero(random.random(len(places)) < _LARGE)
    if len(large):
        outlines = random.integers(12, 90, len(large))
        owner = np.repeat(np.arange(len(large)), outlines)
        corners = blobs(random, outlines, random.lognormal(4.3, 0.6, len(large)))
        made[large] = shapely.polygons(shapely.linearrings(corners + places[large][owner], indices=owner))
    rounded = as_array(shapely.from_wkt(shapely.to_wkt(made, rounding_precision=2)))
    return rounded[shapely.is_valid(rounded)]


def _write(path: Path, sites: NDArray[np.object_]) -> Path:
    texts = values(as_array(shapely.to_wkt(sites, rounding_precision=2)))
    with path.open("w", encoding="utf-8") as file:
        file.write("reference,geometry\n")
        file.writelines(f'S{number:06d},"{text}"\n' for number, text in enumerate(texts, 1))
    return path
