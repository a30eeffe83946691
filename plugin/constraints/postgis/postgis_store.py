"""The constraint store in a team's PostGIS: reads one generation, and moves to a newer one only when asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import as_array, rows, values
from ...domain.errors import StoreError
from ...domain.finding import Entity
from ..geopackage.geopackage_blob import encoded
from ..store.store import Candidates, PiecesNear
from ..store.store_reader import DATA_DATES, SNAPSHOTS, StoreReader
from ..store.stored_record import StoredRecord
from ..store.stored_rows import entity_of, snapshot_of, whole_geometry
from .database import asking, connect, generation_in, line_for, parts_of

_BATCH = 256
#: The tables of the generation, and PostGIS where the database has it.
_SEARCHED = """
SELECT set_config('search_path', quote_ident(%s) || ', ' || reset_val, false) FROM pg_settings WHERE name = 'search_path'
"""
_PIECES = """
SELECT entity, "full", ST_AsBinary(geometry) FROM tile WHERE geometry && ST_MakeEnvelope(?, ?, ?, ?, 27700) ORDER BY id
"""
_NEAR = """
SELECT box.at, tile.id FROM unnest(?::float8[], ?::float8[], ?::float8[], ?::float8[]) WITH ORDINALITY AS box(w, s, e, n, at)
JOIN tile ON tile.geometry && ST_MakeEnvelope(box.w, box.s, box.e, box.n, 27700)
"""
_TILES = 'SELECT id, entity, "full", ST_AsBinary(geometry) FROM tile WHERE id = ANY(?) ORDER BY id'
_ENTITIES = """
SELECT entity.key, dataset.slug, entity.number, entity.reference, entity.name, entity.constraint_key,
  entity.start_date, entity.end_date, entity.quality
FROM entity JOIN dataset ON dataset.id = entity.dataset WHERE entity.key = ANY(?) ORDER BY entity.key
"""
#: An older generation's table has no such column.
_LOCAL_LAYERS = "SELECT dataset, to_jsonb(snapshot) ->> 'local_layer' FROM snapshot"
#: Nor has its table of layers these.
_EXTENTS = """
SELECT name, to_jsonb(layer) ->> 'west', to_jsonb(layer) ->> 'south', to_jsonb(layer) ->> 'east', to_jsonb(layer) ->> 'north' FROM layer
"""
_RECORDS = """
SELECT entity.key, dataset.slug, entity.number, entity.reference, entity.name, entity.constraint_key,
  entity.start_date, entity.end_date, entity.quality, entity.attributes, ST_AsBinary(entity.geometry)
FROM entity JOIN dataset ON dataset.id = entity.dataset WHERE entity.layer = ? AND dataset.slug = ? AND entity.key > ?
ORDER BY entity.key LIMIT ?
"""
_RECORDS_AT_A_TIME = 2000
_ATTRIBUTES = "SELECT attributes FROM entity WHERE key = ?"
_GEOMETRY = "SELECT ST_AsBinary(geometry) FROM entity WHERE key = ?"


class PostgisStore(StoreReader):
    """A ``Store`` that ``store push`` has filled. It belongs to the thread that made it.

    Raises StoreError where the database can't be reached, has no store, or has a newer Redline's; MissingLibrary without psycopg2.
    """

    coverage_sql = "SELECT name, ST_AsBinary(geometry) FROM coverage WHERE dataset = ?"

    def __init__(self, address: str, generation: str = "", credentials: Mapping[str, str] | None = None) -> None:
        """``address`` is a URL postgresql://... or a service of libpq; ``generation`` names another than the one in use.

        ``credentials`` are what the address does not say (user, password, sslcert, ...), as libpq names them.
        """
        self._address = address
        self._connection = connect(address, credentials)
        try:
            self._use(*generation_in(self._connection, address, generation))
        except StoreError:
            self._connection.close()
            raise

    def _use(self, name: str, schema: str) -> None:
        with asking(self._address), self._connection.cursor() as cursor:
            cursor.execute(_SEARCHED, (schema,))
        self.schema = schema
        dates, local = dict(self._rows(DATA_DATES, ())), dict(self._rows(_LOCAL_LAYERS, ()))
        self._take_up(name, {row[1]: snapshot_of(row, dates[row[1]], local[row[1]] or "") for row in self._rows(SNAPSHOTS, ())})

    @property
    def parts(self) -> Mapping[str, str]:
        """Where the database is, as libpq names it, without a password."""
        told = parts_of(self._address)
        return {name: value for name, value in {**told, **line_for(told)}.items() if not name.endswith("password")}

    def layer_extents(self) -> Mapping[str, tuple[float, float, float, float]]:
        """West, south, east and north of each feature layer (EPSG:27700) that has any; none of a generation that an older push has made."""
        found = {str(name): tuple(map(float, sides)) for name, *sides in self._rows(_EXTENTS, ()) if None not in sides}
        return {name: (sides[0], sides[1], sides[2], sides[3]) for name, sides in found.items()}

    def reload_if_moved(self) -> bool:
        """Move to the generation that the pointer names now; True where that is another one."""
        name, schema = generation_in(self._connection, self._address)
        if name == self._name:
            return False
        self._use(name, schema)
        return True

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

    def records(self, dataset: str) -> Iterator[StoredRecord]:
        """Every record of a dataset, layer by layer, with and without a shape."""
        for layer in self.layers().get(dataset, ()):
            last = -1
            while found := self._rows(_RECORDS, (layer, dataset, last, _RECORDS_AT_A_TIME)):
                last = found[-1][0]
                shapes = as_array(shapely.from_wkb(np.array([None if row[10] is None else bytes(row[10]) for row in found], dtype=object)))
                for row, blob in zip(found, encoded(shapes, shapely.bounds(shapes))):
                    yield StoredRecord(entity_of(row), {name: str(value) for name, value in row[9].items()}, blob)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def _one(self, sql: str, entity: Entity) -> Sequence[Any]:
        found = self._rows(sql, (entity.key,))
        if not found:
            raise StoreError(f"{entity.dataset} {entity.number} is not in generation {self._name} of the store. Screen the site again.")
        row: Sequence[Any] = found[0]
        return row

    def _rows(self, sql: str, told: Sequence[object]) -> list[Any]:
        with asking(self._address), self._connection.cursor() as cursor:
            cursor.execute(sql.replace("?", "%s"), told)
            return list(cursor.fetchall())
