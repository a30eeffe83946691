"""What peers on shapely share: constraints and sites as arrays in memory."""

from __future__ import annotations

import sys
from abc import abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ..answers import Answers
from ..job import SiteFile
from ..peer import Bulk, Single
from ..source import Batch, site_texts

Geometries = NDArray[np.object_]


class InMemory(Bulk, Single):
    """``numbers`` and ``shapes`` side by side, and an STRtree over them for single sites."""

    @property
    def versions(self) -> str:
        return f"shapely {shapely.__version__}, GEOS {shapely.geos_version_string}, Python {sys.version.split()[0]}"

    @abstractmethod
    def batches(self) -> Iterable[Batch]:
        """What is loaded."""

    def load(self) -> None:
        """Read everything into memory."""
        numbers, shapes, full = [], [], []
        for batch in self.batches():
            numbers.append(batch.numbers)
            full.append(batch.full)
            shapes.append(shapely.from_wkb(np.array(batch.geometries, dtype=object)))
        self.numbers: NDArray[np.int64] = np.concatenate(numbers)
        self.full: NDArray[np.bool_] = np.concatenate(full)
        self.shapes: Geometries = np.concatenate(shapes)
        self.tree = shapely.STRtree(self.shapes)

    def sites(self, file: SiteFile) -> Geometries:
        """The sites of a file."""
        return np.asarray(shapely.from_wkt(np.array(site_texts(Path(file.path)), dtype=object)), dtype=object)

    def overlaps(self, shapes: Geometries, sites: Geometries) -> Geometries:
        """What of each shape lies in the site beside it."""
        return np.asarray(shapely.intersection(shapes, sites), dtype=object)

    def bulk(self, sites: Geometries) -> Any:
        """The tree holds the sites, so that large constraints are prepared, each once."""
        constraints, places = shapely.STRtree(sites).query(self.shapes, predicate="intersects")
        areas = shapely.area(self.overlaps(self.shapes[constraints], sites[places]))
        return places, self.numbers[constraints], areas

    def keep(self, found: Any, path: Path) -> None:
        """The pairs with their areas."""
        Answers.of(*found).save(path)

    def single(self, sites: Geometries, place: int) -> Any:
        """The tree holds the constraints."""
        site = sites[place]
        shapely.prepare(site)
        rows = self.tree.query(shapely.box(*(site.bounds + self.job.near * np.array([-1, -1, 1, 1]))))
        shapes = self.shapes[rows]
        meets = shapely.intersects(site, shapes)
        areas, distances = np.zeros(len(rows)), np.zeros(len(rows))
        areas[meets] = shapely.area(self.overlaps(shapes[meets], np.full(int(meets.sum()), site)))
        distances[~meets] = shapely.distance(site, shapes[~meets])
        near = distances <= self.job.near
        return rows[near], areas[near], distances[near]

    def single_answers(self, place: int, found: Any) -> Answers:
        """The pairs with areas and distances."""
        rows, areas, distances = found
        return Answers.of(np.full(len(rows), place), self.numbers[rows], areas, distances)
