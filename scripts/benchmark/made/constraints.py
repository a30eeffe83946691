"""Writes the made constraint datasets, as the platform would hand them out: CSV with WKT, one file a dataset."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from plugin.arrays import as_array, values

from .boroughs import Boroughs
from .shapes import Counts, Floats, blobs, corridors
from .size import Size

_TABLE = Path(__file__).parents[1] / "data" / "datasets.csv"
_HEADER = "entity,reference,name,entry-date,start-date,organisation-entity,geometry\n"
#: Corners at a time, so that memory stays small however large the country is.
_AT_ONCE = 1_500_000
#: So many outlines cross themselves, as councils' own do.
_CROSSED = 0.0024
_HOLES = 7
_RINGED_FROM = 400


@dataclass(frozen=True)
class Kind:
    """One dataset of the made country: how many features, how large (corners, metres), and how far in towns."""

    dataset: str
    shape: str
    count: int
    vertices: float
    spread: float
    most_vertices: int
    radius: float
    in_towns: float


def kinds() -> list[Kind]:
    """The table of datasets."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Kind(
                row["dataset"],
                row["shape"],
                int(row["count"]),
                float(row["vertices"]),
                float(row["spread"]),
                int(row["most_vertices"]),
                float(row["radius"]),
                float(row["in_towns"]),
            )
            for row in csv.DictReader(file)
        ]


def write_constraints(folder: Path, size: Size, towns: Boroughs) -> dict[str, tuple[int, int, int]]:
    """One CSV a dataset in ``folder``; gives by dataset how many features, corners, and corners of the largest there are."""
    folder.mkdir(parents=True, exist_ok=True)
    first, written = 1, {}
    for kind in kinds():
        features = corners = most = 0
        with (folder / f"{kind.dataset}.csv").open("w", encoding="utf-8") as file:
            file.write(_HEADER)
            for shapes in _shapes(kind, size, towns):
                counts = shapely.get_num_coordinates(shapes)
                corners, most = corners + int(counts.sum()), max(most, int(counts.max()))
                file.writelines(_rows(kind.dataset, first + features, features, shapes))
                features += len(shapes)
        first += features
        written[kind.dataset] = features, corners, most
    return written


def _rows(dataset: str, entity: int, position: int, shapes: NDArray[np.object_]) -> Iterator[str]:
    for offset, text in enumerate(values(as_array(shapely.to_wkt(shapes, rounding_precision=2)))):
        number = position + offset
        year, month = 1970 + number * 7 % 55, 1 + number % 12
        yield (
            f"{entity + offset},{number:07d},{dataset} {number},20{20 + number % 6}-{month:02d}-15,"
            f'{year}-{month:02d}-01,{16 + number % 300},"{text}"\n'
        )


def _shapes(kind: Kind, size: Size, towns: Boroughs) -> Iterator[NDArray[np.object_]]:
    random = np.random.default_rng([size.seed, zlib.crc32(kind.dataset.encode("ascii"))])
    count = max(1, round(kind.count * size.share))
    places = towns.places(random, count, kind.in_towns)
    if kind.shape == "point":
        yield as_array(shapely.points(places))
        return
    counts = _corners(random, kind, count, size)
    radii = kind.radius * (counts / kind.vertices) ** 0.5 * random.lognormal(0, 0.35, count)
    batch = np.cumsum(counts) // _AT_ONCE
    for chosen in np.split(np.arange(count), np.flatnonzero(np.diff(batch)) + 1):
        outline = corridors if kind.shape == "corridor" else blobs
        flat = outline(random, counts[chosen], radii[chosen])
        _cross(random, flat, counts[chosen])
        holes = _HOLES if kind.shape == "ringed" else 0
        yield _polygons(random, flat, counts[chosen], radii[chosen], places[chosen], holes)


def _corners(random: np.random.Generator, kind: Kind, count: int, size: Size) -> Counts:
    """How many corners each has; one of them has the most that its dataset knows."""
    most = min(kind.most_vertices, size.most_vertices or kind.most_vertices)
    median = kind.vertices / np.exp(kind.spread**2 / 2)
    counts = np.clip(random.lognormal(np.log(median), kind.spread, count), 4, most).astype(np.int64)
    counts[random.integers(count)] = most - 1
    return counts


def _cross(random: np.random.Generator, flat: Floats, counts: Counts) -> None:
    """Let a few outlines cross themselves: two corners that follow each other change places."""
    starts = np.cumsum(counts) - counts
    chosen = np.flatnonzero((random.random(len(counts)) < _CROSSED) & (counts >= 8) & (counts < 2000))
    first = starts[chosen] + counts[chosen] // 2
    flat[first], flat[first + 1] = flat[first + 1].copy(), flat[first].copy()


def _polygons(random: np.random.Generator, flat: Floats, counts: Counts, radii: Floats, places: Floats, holes: int) -> NDArray[np.object_]:
    owner = np.repeat(np.arange(len(counts)), counts)
    shells = as_array(shapely.linearrings(flat + places[owner], indices=owner))
    holed = np.flatnonzero(counts >= _RINGED_FROM) if holes else np.empty(0, dtype=np.int64)
    made = as_array(shapely.polygons(shells))
    if len(holed) == 0:
        return made
    hole_counts = np.repeat(np.clip(counts[holed] // (holes * 5), 12, 4000), holes)
    of = np.repeat(holed, holes)
    angle = np.tile(np.arange(holes) * (2 * np.pi / holes), len(holed))
    middles = places[of] + (0.4 * radii[of])[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    hole_owner = np.repeat(np.arange(len(of)), hole_counts)
    corners = blobs(random, hole_counts, 0.08 * radii[of])
    rings = as_array(shapely.linearrings(corners + middles[hole_owner], indices=hole_owner)).reshape(len(holed), holes)
    for position, inner in zip(values(holed), rings):
        made[position] = shapely.Polygon(shells[position], values(inner))
    return made
