"""The constraint store in a team's PostGIS: reads one generation, and moves to a newer one only when asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import as_array, rows, values
from ...domain.dataset import Coverage, Snapshot
from ...domain.errors import StoreError
from ...domain.finding import Entity
from ..store.build_report import Issue, Repair
from ..store.store import Candidates, PiecesNear
from ..store.stored_rows import entity_of, snapshot_of, whole_geometry
from .database import asking, connect, generation_in

if TYPE_CHECKING:
    from typing_extensions import Self

_AUTHORITY = ":authority"
_BATCH = 256
_SRID = 27700
_PIECES = """
SELECT entity, "full", ST_AsBinary(geometry) FROM tile WHERE geometry && ST_MakeEnvelope(%s, %s, %s, %s, 27700) ORDER BY id
"""
_NEAR = """
SELECT box.at, tile.id FROM unnest(%s::float8[], %s::float8[], %s::float8[], %s::float8[]) WITH ORDINALITY AS box(w, s, e, n, at)
JOIN tile ON tile.geometry && ST_MakeEnvelope(box.w, box.s, box.e, box.n, 27700)
"""
_TILES = 'SELECT id, entity, "full", ST_AsBinary(geometry) FROM tile WHERE id = ANY(%s) ORDER BY id'
_ENTITIES = """
SELECT entity.key, dataset.slug, entity.number, entity.reference, entity.name, entity.constraint_key,
  entity.start_date, entity.end_date, entity.quality
FROM entity JOIN dataset ON dataset.id = entity.dataset WHERE entity.key = ANY(%s) ORDER BY entity.key
"""
_SNAPSHOTS = """
SELECT identifier, dataset, source, fetched_at, count, without_geometry, repaired, coverage,
  operation, metres, grid, sha256, licence, attribution, data_date
FROM snapshot ORDER BY dataset
"""
_ATTRIBUTES = "SELECT attributes FROM entity WHERE key = %s"
_GEOMETRY = "SELECT ST_AsBinary(geometry) FROM entity WHERE key = %s"
_COVERAGE = "SELECT name, ST_AsBinary(geometry) FROM coverage WHERE dataset = %s"
_REPAIRS = """
SELECT entity.number, entity.reference, entity.name, repair.reason, repair.area_before, repair.area_after
FROM repair JOIN entity ON entity.key = repair.entity WHERE repair.dataset = %s ORDER BY repair.id
"""
_ISSUES = 'SELECT "row", what, message FROM issue WHERE dataset = %s ORDER BY id LIMIT %s'


class PostgisStore:
    """A ``Store`` that ``store push`` has filled. It belongs to the thread that made it. A context manager.

    Raises StoreError where the database can't be reached, has no store, or has a newer Redline's; MissingLibrary without psycopg2.
    """

    def __init__(self, address: str, generation: str = "") -> None:
        """``address`` is a URL postgresql://... or a service of libpq; ``generation`` names another than the one in use."""
        self._address = address
        self._connection = connect(address)
        try:
            self._use(*generation_in(self._connection, address, generation))
        except StoreError:
            self._connection.close()
            raise

    def _use(self, name: str, schema: str) -> None:
        with asking(self._address), self._connection.cursor() as cursor:
            cursor.execute("SELECT set_config('search_path', quote_ident(%s) || ', public', false)", (schema,))
            cursor.execute(_SNAPSHOTS)
            self._snapshots = {row[1]: snapshot_of(row, row[14]) for row in cursor.fetchall()}
        self._name = name
        self._coverage: dict[str, tuple[str, shapely.Geometry] | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""
        return self._name

    def reload_if_moved(self) -> bool:
        """Move to the generation that the pointer names now; True where that is another one."""
        name, schema = generation_in(self._connection, self._address)
        if name == self._name:
            return False
        self._use(name, schema)
        return True

    def snapshots(self) -> Mapping[str, Snapshot]:
        """What was loaded, by dataset slug; administrative datasets too."""
        return self._snapshots

    def coverage_area(self, dataset: str) -> shapely.Geometry | None:
        """Where the dataset can speak (EPSG:27700); only where its coverage is PARTIAL."""
        snapshot = self._snapshots.get(dataset)
        if snapshot is None or snapshot.coverage is not Coverage.PARTIAL:
            return None
        found = self._covered(dataset)
        return None if found is None else found[1]

    def candidates(self, box: tuple[float, float, float, float], between: Callable[[], None] | None = None) -> Candidates:
        """The pieces whose boxes meet ``box`` (EPSG:27700: west, south, east, north). ``between`` is called between small batches."""
        keys: list[int] = []
        full: list[bool] = []
        shapes: list[NDArray[np.object_]] = [np.empty(0, dtype=object)]
        found = self._rows(_PIECES, tuple(map(float, box)))
        for start in range(0, len(found), _BATCH):
            batch = found[start : start + _BATCH]
            keys.extend(row[0] for row in batch)
            full.extend(row[1] for row in batch)
            shapes.append(as_array(shapely.from_wkb(np.array([bytes(row[2]) for row in batch], dtype=object))))
            if between is not None:
                between()
        entities = self._rows(_ENTITIES, (sorted(set(keys)),))
        return Candidates(
            entity_keys=np.array(keys, dtype=np.int64),
            full=np.array(full, dtype=np.bool_),
            geometries=np.concatenate(shapes),
            entities={row[0]: entity_of(row) for row in entities},
        )

    def pieces_near(self, boxes: NDArray[np.float64]) -> PiecesNear:
        """The pieces that may meet ``boxes`` (n, 4: west, south, east, north), and which meets which."""
        sides = [list(side) for side in zip(*rows(boxes))] or [[], [], [], []]
        pairs = self._rows(_NEAR, tuple(sides))
        box_of = np.array([pair[0] - 1 for pair in pairs], dtype=np.intp)
        ids, piece_of = np.unique(np.array([pair[1] for pair in pairs], dtype=np.int64), return_inverse=True)
        tiles = self._rows(_TILES, (values(ids),))
        bodies = np.array([bytes(row[3]) for row in tiles], dtype=object)
        return PiecesNear(
            entity_keys=np.array([row[1] for row in tiles], dtype=np.int64),
            full=np.array([row[2] for row in tiles], dtype=np.bool_),
            geometries=as_array(shapely.from_wkb(bodies)),
            box_of=box_of,
            piece_of=np.asarray(piece_of, dtype=np.intp),
        )

    def entities(self, keys: NDArray[np.int64]) -> list[Entity]:
        """The entities of some keys, in the order of their keys, without attributes."""
        return [entity_of(row) for row in self._rows(_ENTITIES, (values(keys),))]

    def attributes(self, entity: Entity) -> Mapping[str, str]:
        """All columns of the source that hold something, as text, under the source's own names."""
        return {name: str(value) for name, value in self._one(_ATTRIBUTES, entity)[0].items()}

    def geometry(self, entity: Entity) -> shapely.Geometry:
        """The whole geometry, as screened (EPSG:27700); an empty polygon where the record has none."""
        (body,) = self._one(_GEOMETRY, entity)
        whole: shapely.Geometry | None = None if body is None else whole_geometry(shapely.from_wkb(bytes(body)))
        return shapely.Polygon() if whole is None else whole

    def repairs(self, dataset: str) -> tuple[Repair, ...]:
        """What had to be repaired in a dataset, in the order of its file."""
        return tuple(Repair(*row) for row in self._rows(_REPAIRS, (dataset,)))

    def issues(self, dataset: str, most: int = -1) -> tuple[Issue, ...]:
        """What was found wrong in a dataset while it was loaded, ``most`` of it (all unless said)."""
        return tuple(Issue(*row) for row in self._rows(_ISSUES, (dataset, None if most < 0 else most)))

    def authority_area(self) -> shapely.Geometry | None:
        """The authority's own area (EPSG:27700); None where the store does not have its district, or nobody said which it is."""
        found = self._covered(_AUTHORITY)
        return None if found is None else found[1]

    def authority_name(self) -> str:
        """The authority's name, "" where its area is not settled."""
        found = self._covered(_AUTHORITY)
        return "" if found is None else found[0]

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def _covered(self, name: str) -> tuple[str, shapely.Geometry] | None:
        if name not in self._coverage:
            found = self._rows(_COVERAGE, (name,))
            self._coverage[name] = (found[0][0], shapely.from_wkb(bytes(found[0][1]))) if found else None
        return self._coverage[name]

    def _one(self, sql: str, entity: Entity) -> Sequence[Any]:
        found = self._rows(sql, (entity.key,))
        if not found:
            raise StoreError(f"{entity.dataset} {entity.number} is not in generation {self._name} of the store. Screen the site again.")
        row: Sequence[Any] = found[0]
        return row

    def _rows(self, sql: str, told: Sequence[object]) -> list[Any]:
        with asking(self._address), self._connection.cursor() as cursor:
            cursor.execute(sql, told)
            return list(cursor.fetchall())
