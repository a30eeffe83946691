"""Asks a generation's R-tree about many boxes at once.

SQLite answers one box at a time. Its nodes are plain rows (geopackage_rtree.py has their layout), so here they are read level by level, and
all boxes are compared with all cells of the nodes that they meet in a few operations on arrays.
"""

from __future__ import annotations

import json
import sqlite3

import numpy as np
from numpy.typing import NDArray

from ...arrays import values
from ..geopackage.geopackage_rtree import CELL, HEADER_BYTES, rounded_outwards

_ROOT = "SELECT data FROM tile_rtree_node WHERE nodeno = 1"
_NODES = "SELECT data FROM tile_rtree_node WHERE nodeno IN (SELECT value FROM json_each(?)) ORDER BY nodeno"
_ROOT_NODE = 1

#: So many boxes that follow one another go down the tree together where they lie in so many metres: they share most of their way.
_TOGETHER = (2, 4, 8)
_CLOSE_M = 2_000.0
_OUTERMOST = (np.minimum, np.minimum, np.maximum, np.maximum)

Integers = NDArray[np.int64]


def _meeting(boxes: NDArray[np.float32], cells: NDArray[np.void], box: Integers, at: Integers) -> tuple[Integers, Integers]:
    """The pairs of boxes and cells that meet; one side after the other, since each leaves less for the next."""
    for side, column, towards in (
        ("west", 2, np.less_equal),
        ("east", 0, np.greater_equal),
        ("south", 3, np.less_equal),
        ("north", 1, np.greater_equal),
    ):
        left = np.flatnonzero(towards(cells[side].astype(np.float32)[at], boxes[:, column][box]))
        box, at = box[left], at[left]
    return box, at


def _round(boxes: NDArray[np.float32], starts: Integers) -> NDArray[np.float32]:
    """The boxes round the runs of ``boxes`` that begin at ``starts``."""
    if not len(starts):
        return boxes
    return np.column_stack([least_or_most.reduceat(boxes[:, column], starts) for column, least_or_most in enumerate(_OUTERMOST)])


def _starts(boxes: NDArray[np.float32]) -> Integers:
    """Where the runs begin that go down together: a long way apart, boxes meet more of the tree together than one by one."""
    place = np.arange(len(boxes), dtype=np.int64)
    size = np.ones_like(place)
    for together in _TOGETHER:
        runs = _round(boxes, place[::together])
        close = np.maximum(runs[:, 2] - runs[:, 0], runs[:, 3] - runs[:, 1]) <= _CLOSE_M
        size[close[place // together]] = together
    return np.flatnonzero(place % size == 0)


class PieceIndex:
    """The boxes of the pieces of one generation."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def meeting(self, boxes: NDArray[np.float64]) -> tuple[Integers, Integers]:
        """Which pieces (by ``tile.id``) may meet which of ``boxes`` (n, 4: west, south, east, north), as positions and ids side by side.

        To the 32-bit precision of the index, outwards. Neighbours should come one after the other: what they share is read once.
        """
        single = rounded_outwards(boxes)
        starts = _starts(single)
        together = _round(single, starts)
        sizes = np.diff(np.append(starts, len(single)))
        group: Integers = np.arange(len(together))
        node: Integers = np.full(len(together), _ROOT_NODE, dtype=np.int64)
        for _ in range(self._levels()):
            nodes, of_pair = np.unique(node, return_inverse=True)
            cells, firsts, counts = self._cells(nodes)
            counts = counts[of_pair]
            group = np.repeat(group, counts)
            at = np.arange(len(group)) + np.repeat(firsts[of_pair] - (np.cumsum(counts) - counts), counts)
            group, at = _meeting(together, cells, group, at)
            node = cells["id"].astype(np.int64)[at]
        counts = sizes[group]
        box = np.arange(counts.sum()) + np.repeat(starts[group] - (np.cumsum(counts) - counts), counts)
        box, at = _meeting(single, cells, box, np.repeat(at, counts))
        return box, cells["id"].astype(np.int64)[at]

    def _levels(self) -> int:
        return 1 + int.from_bytes(self._connection.execute(_ROOT).fetchone()[0][:2], "big")

    def _cells(self, nodes: Integers) -> tuple[NDArray[np.void], Integers, Integers]:
        """The cells of nodes end to end, where those of each node begin, and how many it has."""
        blobs = [row[0] for row in self._connection.execute(_NODES, (json.dumps(values(nodes)),))]
        if not blobs:
            return np.empty(0, dtype=CELL), np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        room = (len(blobs[0]) - HEADER_BYTES) // CELL.itemsize
        bytes_ = np.frombuffer(b"".join(blobs), dtype=np.uint8).reshape(len(blobs), -1)
        counts = bytes_[:, 2].astype(np.int64) * 256 + bytes_[:, 3]
        cells = np.ascontiguousarray(bytes_[:, HEADER_BYTES : HEADER_BYTES + room * CELL.itemsize]).view(CELL).reshape(-1)
        return cells, np.arange(len(blobs), dtype=np.int64) * room, counts
