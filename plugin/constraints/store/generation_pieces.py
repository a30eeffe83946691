"""The pieces of a generation: gathered as they come, written in the end in the order of the map.

What lies side by side on the map then lies side by side in the file, whichever dataset it is of: screening a place reads one stretch of it,
which counts on a file share.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import values
from ...sqlite_uri import sqlite_uri
from ..geopackage.geopackage_rtree import fill_rtree, rounded_outwards
from ..geopackage.hilbert import hilbert_order

_ATTACH = "ATTACH DATABASE ? AS gathered"
_SETTINGS = ("PRAGMA gathered.synchronous = NORMAL", "PRAGMA gathered.cache_size = -32768")
_TABLE = """
CREATE TABLE IF NOT EXISTS gathered.piece (
  id INTEGER PRIMARY KEY NOT NULL, entity INTEGER NOT NULL, "full" INTEGER NOT NULL, geometry BLOB NOT NULL
)
"""
_ADD = "INSERT INTO gathered.piece VALUES (?, ?, ?, ?)"
_ALL = "SELECT id, geometry FROM gathered.piece"
_NEXT = "SELECT ifnull(max(id), 0) + 1 FROM gathered.piece"
#: CROSS JOIN keeps SQLite to the order that is written.
_WRITE = """
INSERT INTO main.tile SELECT ? + wanted.key, piece.entity, piece."full", piece.geometry
FROM json_each(?) AS wanted CROSS JOIN gathered.piece AS piece ON piece.id = wanted.value
"""
_WRITE_WITH_PREVIOUS = """
INSERT INTO main.tile
SELECT ? + wanted.key, ifnull(piece.entity, old.entity), ifnull(piece."full", old."full"), ifnull(piece.geometry, old.geometry)
FROM json_each(?) AS wanted LEFT JOIN gathered.piece AS piece ON piece.id = wanted.value
LEFT JOIN previous.tile AS old ON old.id = wanted.value AND piece.id IS NULL
"""
_AT_ONCE = 10_000


class GenerationPieces:
    """Pieces in a file of their own beside the unfinished generation, attached to its connection; committed with it."""

    def __init__(self, connection: sqlite3.Connection, part: Path) -> None:
        self._connection = connection
        self._ids: list[NDArray[np.int64]] = []
        self._boxes: list[NDArray[np.float32]] = []
        # A database cannot be attached within a transaction.
        connection.execute("COMMIT")
        connection.execute(_ATTACH, (sqlite_uri(pieces_of(part).resolve()),))
        for setting in _SETTINGS:
            connection.execute(setting)
        connection.execute("BEGIN")
        connection.execute(_TABLE)
        self._next = int(connection.execute(_NEXT).fetchone()[0])
        self._remember()

    def start_from(self, number: int) -> None:
        """Give no number that is lower."""
        self._next = max(self._next, number)

    def add(self, keys: NDArray[np.int64], full: NDArray[np.bool_], bodies: list[bytes], boxes: NDArray[np.float32]) -> None:
        """Gather pieces (WKB in EPSG:27700, and their boxes rounded outwards) with the keys of their entities."""
        if len(keys) == 0:
            return
        ids = np.arange(self._next, self._next + len(keys), dtype=np.int64)
        self._next += len(keys)
        self._connection.executemany(_ADD, zip(values(ids), values(keys), values(full), bodies))
        self.place(ids, boxes)

    def place(self, ids: NDArray[np.int64], boxes: NDArray[np.float32]) -> None:
        """Take pieces, of those gathered or of the attached previous generation, with their boxes."""
        self._ids.append(ids)
        self._boxes.append(boxes)

    def write(self, *, with_previous: bool) -> None:
        """Number the pieces along a Hilbert curve, write them, and fill their R-tree; ``with_previous``: that generation is attached."""
        ids = np.concatenate([np.empty(0, dtype=np.int64), *self._ids])
        boxes = np.concatenate([np.empty((0, 4), dtype=np.float32), *self._boxes])
        if len(ids) == 0:
            return
        order = hilbert_order(boxes)
        ids, boxes = ids[order], boxes[order]
        statement = _WRITE_WITH_PREVIOUS if with_previous else _WRITE
        for start in range(0, len(ids), _AT_ONCE):
            self._connection.execute(statement, (start + 1, json.dumps(values(ids[start : start + _AT_ONCE]))))
        fill_rtree(self._connection, "tile_rtree", np.arange(1, len(ids) + 1, dtype=np.int64), boxes)

    def _remember(self) -> None:
        """The boxes of pieces that an interrupted build has gathered."""
        rows = self._connection.execute(_ALL)
        for some in iter(lambda: rows.fetchmany(_AT_ONCE), []):
            bodies = np.empty(len(some), dtype=object)
            bodies[:] = [row[1] for row in some]
            self.place(np.array([row[0] for row in some], dtype=np.int64), rounded_outwards(shapely.bounds(shapely.from_wkb(bodies))))


def pieces_of(part: Path) -> Path:
    """Where the pieces of an unfinished generation are gathered."""
    return part.with_name(f"{part.name}-pieces")
