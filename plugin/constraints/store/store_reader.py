"""What a store answers alike, whichever database keeps its tables."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

import shapely

from ...domain.dataset import Coverage, Snapshot
from ...domain.finding import Entity
from .build_report import Issue, Repair
from .stored_rows import entity_of

if TYPE_CHECKING:
    from typing_extensions import Self

_AUTHORITY = ":authority"
_ALL = 2**62
SNAPSHOTS = """
SELECT identifier, dataset, source, fetched_at, count, without_geometry, repaired, coverage,
  operation, metres, grid, sha256, licence, attribution
FROM snapshot ORDER BY dataset
"""
DATA_DATES = "SELECT dataset, data_date FROM snapshot"
_LAYERS = "SELECT dataset.slug, layer.name FROM layer JOIN dataset ON dataset.id = layer.dataset ORDER BY dataset.slug, layer.name"
_KINDS = "SELECT name, kind FROM layer"
#: A name or a reference that holds a word, without regard to case; "!" stands before what would match anything.
_NAMED = """
SELECT entity.key, dataset.slug, entity.number, entity.reference, entity.name, entity.constraint_key,
  entity.start_date, entity.end_date, entity.quality
FROM entity JOIN dataset ON dataset.id = entity.dataset
WHERE NOT dataset.administrative AND (lower(entity.name) LIKE ? ESCAPE '!' OR lower(entity.reference) LIKE ? ESCAPE '!')
ORDER BY entity.key LIMIT ?
"""
_REPAIRS = """
SELECT entity.number, entity.reference, entity.name, repair.reason, repair.area_before, repair.area_after
FROM repair JOIN entity ON entity.key = repair.entity WHERE repair.dataset = ? ORDER BY repair.id
"""
_FOUND = """
SELECT entity.key, dataset.slug, entity.number, entity.reference, entity.name, entity.constraint_key,
  entity.start_date, entity.end_date, entity.quality
FROM entity JOIN dataset ON dataset.id = entity.dataset
WHERE dataset.slug = ? AND entity.number = ? AND entity.reference = ? ORDER BY entity.key LIMIT 1
"""
_ISSUES = 'SELECT "row", what, message FROM issue WHERE dataset = ? ORDER BY id LIMIT ?'


class StoreReader(ABC):
    """One generation of a store, read; it belongs to the thread that made it. A context manager."""

    #: The name and the area (WKB) that a dataset covers.
    coverage_sql = "SELECT name, geometry FROM coverage WHERE dataset = ?"

    def _take_up(self, name: str, snapshots: Mapping[str, Snapshot]) -> None:
        """Answer from this generation from now on."""
        self._name = name
        self._snapshots = snapshots
        self._coverage: dict[str, tuple[str, shapely.Geometry] | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Let go of the file or the connection."""

    @abstractmethod
    def _rows(self, sql: str, told: Sequence[object]) -> list[Any]:
        """The rows of a question, whose values stand for its question marks."""

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        return self._name

    def snapshots(self) -> Mapping[str, Snapshot]:
        """What was loaded, by dataset slug; administrative datasets too."""
        return self._snapshots

    def layers(self) -> Mapping[str, tuple[str, ...]]:
        """The feature layers of each dataset, by slug."""
        found: dict[str, tuple[str, ...]] = {}
        for slug, layer in self._rows(_LAYERS, ()):
            found[slug] = (*found.get(slug, ()), layer)
        return found

    def layer_kinds(self) -> Mapping[str, str]:
        """What each feature layer holds: polygon, line, point or multipoint."""
        return {str(name): str(kind) for name, kind in self._rows(_KINDS, ())}

    def coverage_area(self, dataset: str) -> shapely.Geometry | None:
        """Where the dataset can speak (EPSG:27700); only where its coverage is PARTIAL."""
        snapshot = self._snapshots.get(dataset)
        if snapshot is None or snapshot.coverage is not Coverage.PARTIAL:
            return None
        found = self._covered(dataset)
        return None if found is None else found[1]

    def authority_area(self) -> shapely.Geometry | None:
        """The authority's own area (EPSG:27700); None where the store does not have its district, or nobody said which it is."""
        found = self._covered(_AUTHORITY)
        return None if found is None else found[1]

    def authority_name(self) -> str:
        """The authority's name, "" where its area is not settled."""
        found = self._covered(_AUTHORITY)
        return "" if found is None else found[0]

    def find(self, dataset: str, number: int, reference: str) -> Entity | None:
        """The record of a dataset that bears this number and this reference; None where there is none (any more)."""
        rows = self._rows(_FOUND, (dataset, number, reference))
        return entity_of(rows[0]) if rows else None

    def repairs(self, dataset: str) -> tuple[Repair, ...]:
        """What had to be repaired in a dataset, in the order of its file."""
        return tuple(Repair(*row) for row in self._rows(_REPAIRS, (dataset,)))

    def issues(self, dataset: str, most: int = -1) -> tuple[Issue, ...]:
        """What was found wrong in a dataset while it was loaded, ``most`` of it (all unless said)."""
        return tuple(Issue(*row) for row in self._rows(_ISSUES, (dataset, _ALL if most < 0 else most)))

    def named(self, word: str, most: int) -> list[Entity]:
        """At most so many constraints in whose name or reference a word stands, in lower case, without attributes."""
        marked = "".join(f"!{letter}" if letter in "!%_" else letter for letter in word.lower())
        return [entity_of(row) for row in self._rows(_NAMED, (f"%{marked}%", f"%{marked}%", most))]

    def _covered(self, name: str) -> tuple[str, shapely.Geometry] | None:
        if name not in self._coverage:
            rows = self._rows(self.coverage_sql, (name,))
            self._coverage[name] = (str(rows[0][0]), shapely.from_wkb(bytes(rows[0][1]))) if rows else None
        return self._coverage[name]
