"""A store of real geometry in memory, cut into pieces as a store on disk is: for tests that say what screening means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray

from plugin.constraints.store.pieces import cut
from plugin.domain.accuracy import UNTRANSFORMED, Accuracy
from plugin.domain.dataset import Coverage, Snapshot
from plugin.domain.finding import Entity

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class MemoryCandidates:
    """The arrays that a store gives for a box."""

    entity_keys: NDArray[np.int64]
    full: NDArray[np.bool_]
    geometries: NDArray[np.object_]
    entities: Mapping[int, Entity]


@dataclass(frozen=True)
class Row:
    """One record to put into the store."""

    dataset: str
    wkt: str | shapely.Geometry
    number: int
    constraint: str = ""
    reference: str = ""
    name: str = ""
    start: date | None = None
    end: date | None = None
    quality: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def geometry(self) -> shapely.Geometry:
        return shapely.from_wkt(self.wkt) if isinstance(self.wkt, str) else self.wkt

    def entity(self, key: int) -> Entity:
        constraint = self.constraint or f"{self.dataset}:{self.number}"
        return Entity(key, self.dataset, self.number, self.reference, self.name, constraint, self.start, self.end, self.quality)


class MemoryStore:
    """What the Store protocol asks for, over rows that are cut into pieces of at most ``most_vertices``."""

    def __init__(
        self,
        rows: Iterable[Row],
        *,
        most_vertices: int = 256,
        coverage: Coverage = Coverage.FULL,
        areas: Mapping[str, shapely.Geometry] | None = None,
        accuracy: Accuracy = UNTRANSFORMED,
        empty: Iterable[str] = (),
        authority: shapely.Geometry | None = None,
    ) -> None:
        self._rows = dict(enumerate(rows, start=1))
        self._areas = dict(areas or {})
        self._authority = authority
        keys: list[int] = []
        full: list[bool] = []
        shapes: list[shapely.Geometry] = []
        for key, row in self._rows.items():
            for piece in cut(row.geometry, most_vertices):
                keys.append(key)
                full.append(piece.full)
                shapes.append(piece.geometry)
        self._keys, self._full = np.array(keys, dtype=np.int64), np.array(full, dtype=np.bool_)
        self._shapes = np.empty(len(shapes), dtype=object)
        self._shapes[:] = shapes
        self._entities = {key: row.entity(key) for key, row in self._rows.items()}
        slugs = list(dict.fromkeys([row.dataset for row in self._rows.values()] + list(self._areas) + list(empty)))
        self._snapshots = {
            slug: Snapshot(
                identifier=f"{slug}@1",
                dataset=slug,
                source=f"{slug}.geojson",
                fetched_at="2026-11-01T00:00:00Z",
                count=sum(row.dataset == slug for row in self._rows.values()),
                without_geometry=0,
                repaired=0,
                coverage=Coverage.PARTIAL if slug in self._areas else coverage,
                accuracy=accuracy,
                sha256="0" * 64,
            )
            for slug in slugs
        }

    @property
    def generation(self) -> str:
        return "memory"

    def with_snapshot(self, slug: str, **changes: object) -> MemoryStore:
        self._snapshots[slug] = replace(self._snapshots[slug], **changes)  # type: ignore[arg-type]  # the changes are named by the tests
        return self

    def snapshots(self) -> Mapping[str, Snapshot]:
        return self._snapshots

    def coverage_area(self, dataset: str) -> shapely.Geometry | None:
        return self._areas.get(dataset)

    def candidates(self, box: Box, between: Callable[[], None] | None = None) -> MemoryCandidates:
        bounds = shapely.bounds(self._shapes).reshape(-1, 4)
        hit = (bounds[:, 0] <= box[2]) & (bounds[:, 2] >= box[0]) & (bounds[:, 1] <= box[3]) & (bounds[:, 3] >= box[1])
        return MemoryCandidates(self._keys[hit], self._full[hit], self._shapes[hit], self._entities)

    def attributes(self, entity: Entity) -> Mapping[str, str]:
        return self._rows[entity.key].attributes

    def geometry(self, entity: Entity) -> shapely.Geometry:
        return self._rows[entity.key].geometry

    def authority_area(self) -> shapely.Geometry | None:
        return self._authority

    def authority_name(self) -> str:
        return "Southmere" if self._authority is not None else ""

    def close(self) -> None:
        """Nothing is open."""
