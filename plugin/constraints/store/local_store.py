"""The constraint store in a folder: reads one generation, and moves to a newer one only when asked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import values
from ...domain.errors import StoreError
from ...domain.finding import Entity
from ...sqlite_uri import sqlite_uri
from ..geopackage.geopackage_blob import decoded
from ..geopackage.geopackage_sql import filled
from .generations import current_generation, generation_path, reached
from .piece_index import PieceIndex
from .store import Candidates, PiecesNear
from .store_reader import DATA_DATES, SNAPSHOTS, StoreReader
from .stored_record import StoredRecord
from .stored_rows import entity_of, snapshot_of, whole_geometry

#: Rows that are read at a time: what shapely makes of them holds the interpreter for about a millisecond.
_BATCH = 256
_PIECES = """
SELECT tile.entity, tile."full", tile.geometry FROM tile_rtree AS box JOIN tile ON tile.id = box.id
WHERE box.maxx >= ? AND box.maxy >= ? AND box.minx <= ? AND box.miny <= ?
"""
_ENTITIES = """
SELECT entity.key, dataset.slug, entity.number, entity.reference, entity.name, entity.constraint_key,
  entity.start_date, entity.end_date, entity.quality
FROM entity JOIN dataset ON dataset.id = entity.dataset WHERE entity.key IN (SELECT value FROM json_each(?)) ORDER BY entity.key
"""
_TILES = """
SELECT entity, "full", geometry FROM tile WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id
"""
_LATER_COLUMNS = "SELECT name FROM pragma_table_info('snapshot') WHERE name IN ('data_date', 'local_layer')"
_HAS_SETTINGS = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'store_setting'"
_SETTING = "SELECT value FROM store_setting WHERE name = ?"
_LOCAL_LAYERS = "SELECT dataset, local_layer FROM snapshot"
_ENTITIES_OF = """
SELECT entity.key, dataset.slug, entity.number, entity.reference, entity.name, entity.constraint_key,
  entity.start_date, entity.end_date, entity.quality
FROM entity JOIN dataset ON dataset.id = entity.dataset WHERE entity.layer = ? AND dataset.slug = ? ORDER BY entity.key
"""
_STANDING = """
SELECT dataset.slug, count(*) FROM entity JOIN dataset ON dataset.id = entity.dataset
WHERE entity.end_date IS NULL OR entity.end_date > ? GROUP BY dataset.slug
"""
_LAYER_OF = "SELECT layer FROM entity WHERE key = ?"
_COLUMNS = "SELECT column_name, source FROM layer_column WHERE layer = ? ORDER BY id"


class LocalStore(StoreReader):
    """A ``Store`` on a folder that ``build_store`` has filled; works in read-only folders and on file shares.

    It belongs to the thread that made it (sqlite3 sees to that): another thread opens its own.
    Raises StoreError where the store is missing, damaged or newer than this Redline.
    """

    def __init__(self, folder: Path, generation: str = "") -> None:
        """``generation`` names the one that is to answer, in place of the one in use."""
        self.folder = folder
        self._open(generation or current_generation(folder))

    def _open(self, name: str) -> None:
        path = generation_path(self.folder, name)
        with ExitStack() as unless_used:
            try:
                connection = sqlite3.connect(sqlite_uri(path.resolve(), "immutable=1&mode=ro"), uri=True)
                unless_used.callback(connection.close)
                connection.execute("PRAGMA mmap_size = 1073741824")
                # Older generations lack these columns, and are carried on from.
                later = {name for (name,) in connection.execute(_LATER_COLUMNS)}
                dates = dict(connection.execute(DATA_DATES).fetchall()) if "data_date" in later else {}
                local = dict(connection.execute(_LOCAL_LAYERS).fetchall()) if "local_layer" in later else {}
                rows = connection.execute(SNAPSHOTS).fetchall()
                snapshots = {row[1]: snapshot_of(row, dates.get(row[1], ""), local.get(row[1], "")) for row in rows}
            except sqlite3.Error as error:
                _read_at_all(self.folder, path)
                raise StoreError(f"{path} is damaged ({error}), so the store is not used. Build the store again.") from error
            unless_used.pop_all()
        self._take_up(name, snapshots)
        self._connection = connection
        self._layers: dict[int, str] = {}
        self._columns: dict[str, list[tuple[str, str]]] = {}

    @property
    def path(self) -> Path:
        """The GeoPackage of the generation that answers, for map layers."""
        return generation_path(self.folder, self._name)

    def reload_if_moved(self) -> bool:
        """Move to the generation that the pointer names now; True where that is another one."""
        name = current_generation(self.folder)
        if name == self._name:
            return False
        old = self._connection
        self._open(name)
        old.close()
        return True

    def candidates(self, box: tuple[float, float, float, float], between: Callable[[], None] | None = None) -> Candidates:
        """The pieces whose boxes meet ``box`` (EPSG:27700: west, south, east, north), to 32-bit precision of the index outwards.

        ``between`` is called between small batches.
        """
        keys: list[int] = []
        full: list[int] = []
        shapes: list[NDArray[np.object_]] = [np.empty(0, dtype=object)]
        for rows in self._batches(_PIECES, box, between):
            keys.extend(row[0] for row in rows)
            full.extend(row[1] for row in rows)
            shapes.append(shapely.from_wkb(np.array([row[2] for row in rows], dtype=object)))
        wanted = (json.dumps(sorted(set(keys))),)
        return Candidates(
            entity_keys=np.array(keys, dtype=np.int64),
            full=np.array(full, dtype=np.bool_),
            geometries=np.concatenate(shapes),
            entities={row[0]: entity_of(row) for rows in self._batches(_ENTITIES, wanted, between) for row in rows},
        )

    def pieces_near(self, boxes: NDArray[np.float64]) -> PiecesNear:
        """The pieces that may meet ``boxes`` (n, 4: west, south, east, north), to 32-bit precision outwards, and which meets which.

        For hundreds of boxes beside one another, whose pieces are read once.
        """
        with self._reading():
            box_of, tiles = PieceIndex(self._connection).meeting(boxes)
        ids, piece_of = np.unique(tiles, return_inverse=True)
        rows = self._rows(_TILES, (json.dumps(values(ids)),))
        keys, full, bodies = zip(*rows) if rows else ((), (), ())
        return PiecesNear(
            entity_keys=np.array(keys, dtype=np.int64),
            full=np.array(full, dtype=np.bool_),
            geometries=shapely.from_wkb(np.array(bodies, dtype=object)),
            box_of=box_of,
            piece_of=piece_of,
        )

    def entities(self, keys: NDArray[np.int64]) -> list[Entity]:
        """The entities of some keys, in the order of their keys, without attributes."""
        return [entity_of(row) for row in self._rows(_ENTITIES, (json.dumps(values(keys)),))]

    def attributes(self, entity: Entity) -> Mapping[str, str]:
        """All columns of the source that hold something, as text, under the source's own names."""
        layer = self._layer(entity)
        columns = self._columns.get(layer)
        if columns is None:
            columns = self._columns[layer] = self._rows(_COLUMNS, (layer,))
        if not columns:
            return {}
        row = self._rows(filled("layer_row", table=layer, columns=[column for column, _ in columns]), (entity.key,))[0]
        return {source: str(value) for (_, source), value in zip(columns, row) if value is not None and value != ""}

    def records(self, dataset: str) -> Iterator[StoredRecord]:
        """Every record of a dataset, layer by layer, with and without a shape."""
        for layer in self.layers().get(dataset, ()):
            yield from self.layer_records(dataset, layer)

    def layer_records(self, dataset: str, layer: str) -> Iterator[StoredRecord]:
        """The same of one feature layer."""
        columns = self._rows(_COLUMNS, (layer,))
        rows = filled("layer_rows", table=layer, columns=["fid", "geom", *(column for column, _ in columns)])
        whole = chain.from_iterable(self._batches(rows, (), None))
        entities = chain.from_iterable(self._batches(_ENTITIES_OF, (layer, dataset), None))
        for entity, (_, body, *told) in zip(entities, whole):
            texts = {source: str(value) for (_, source), value in zip(columns, told) if value is not None and value != ""}
            yield StoredRecord(entity_of(entity), texts, body)

    def standing(self, on: date) -> dict[str, int]:
        """How many records of each dataset have not ended by a day, as the platform's own "current" has it."""
        return dict(self._rows(_STANDING, (on.isoformat(),)))

    def setting(self, name: str) -> str:
        """What was chosen for the store as a whole, "" where nothing was."""
        rows = self._rows(_SETTING, (name,)) if self._rows(_HAS_SETTINGS, ())[0][0] else ()
        return str(rows[0][0]) if rows else ""

    def geometry(self, entity: Entity) -> shapely.Geometry:
        """The whole geometry, as screened (EPSG:27700); an empty polygon where the record has none."""
        row = self._rows(filled("layer_row", table=self._layer(entity), columns=["geom"]), (entity.key,))
        whole: shapely.Geometry | None = whole_geometry(decoded(row[0][0]))
        return shapely.Polygon() if whole is None else whole

    def rows_of(self, sql: str) -> Iterator[Any]:
        """The rows of a question of our own about the whole generation, some hundred at a time."""
        return chain.from_iterable(self._batches(sql, (), None))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _layer(self, entity: Entity) -> str:
        layer = self._layers.get(entity.key)
        if layer is None:
            rows = self._rows(_LAYER_OF, (entity.key,))
            if not rows:
                raise StoreError(f"{entity.dataset} {entity.number} is not in generation {self._name} of the store. Screen the site again.")
            layer = self._layers[entity.key] = str(rows[0][0])
        return layer

    def _batches(self, sql: str, values: Sequence[object], between: Callable[[], None] | None) -> Iterator[list[Any]]:
        """The rows of a query, a few hundred at a time."""
        with self._reading():
            cursor = self._connection.execute(sql, values)
            while rows := cursor.fetchmany(_BATCH):
                yield rows
                if between is not None:
                    between()

    def _rows(self, sql: str, values: Sequence[object]) -> list[Any]:
        with self._reading():
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """A file that can't be read is told as such; a fault of Redline's own stays what it is."""
        try:
            yield
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.DatabaseError as error:
            _read_at_all(self.folder, self.path)
            raise StoreError(f"{self.path} is damaged ({error}). Build the store again.") from error


def _read_at_all(folder: Path, path: Path) -> None:
    """SQLite says no more of a file that it may not read than of a damaged one. Raises StoreError where the system gives it to nobody."""
    with reached(folder), path.open("rb") as file:
        file.read(1)
