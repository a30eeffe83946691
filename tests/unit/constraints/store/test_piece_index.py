"""Many boxes at once find in the index what each finds by itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from plugin.constraints.geopackage.geopackage_rtree import fill_rtree, rounded_outwards
from plugin.constraints.store.piece_index import PieceIndex

Boxes = NDArray[np.float64]


def index_of(boxes: Boxes, *, row_by_row: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE tile_rtree USING rtree(id, minx, maxx, miny, maxy)")
    ids = np.arange(1, len(boxes) + 1)
    if row_by_row:
        rows = [(int(number), *(float(value) for value in box[[0, 2, 1, 3]])) for number, box in zip(ids, boxes)]
        connection.executemany("INSERT INTO tile_rtree VALUES (?, ?, ?, ?, ?)", rows)
    else:
        fill_rtree(connection, "tile_rtree", ids, rounded_outwards(boxes))
    return connection


def some_boxes(random: np.random.Generator, count: int, size: float) -> Boxes:
    corner = random.uniform([300000, 100000], [310000, 110000], (count, 2))
    return np.column_stack([corner, corner + random.uniform(0, size, (count, 2))])


def found(connection: sqlite3.Connection, boxes: Boxes) -> set[tuple[int, int]]:
    with closing(connection):
        return set(zip(*(column.tolist() for column in PieceIndex(connection).meeting(boxes))))


def meeting(pieces: Boxes, boxes: Boxes) -> set[tuple[int, int]]:
    small, asked = rounded_outwards(pieces), rounded_outwards(boxes)
    return {
        (box, piece + 1)
        for box in range(len(boxes))
        for piece in np.flatnonzero((small[:, :2] <= asked[box, 2:]).all(axis=1) & (small[:, 2:] >= asked[box, :2]).all(axis=1)).tolist()
    }


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([0, 1, 40, 700, 4000]), st.integers(0, 40), st.booleans())
def test_many_boxes_find_what_a_plain_comparison_finds(seed: int, count: int, asked: int, row_by_row: bool):
    random = np.random.default_rng(seed)
    pieces, boxes = some_boxes(random, count, 400.0), some_boxes(random, asked, 900.0)

    assert found(index_of(pieces, row_by_row=row_by_row and count < 1000), boxes) == meeting(pieces, boxes)


def test_a_box_of_nothing_finds_nothing():
    pieces = some_boxes(np.random.default_rng(1), 500, 400.0)

    assert found(index_of(pieces), np.full((3, 4), np.nan)) == set()


@pytest.mark.parametrize("edge", [300000.0, 300000.03])
def test_boxes_that_share_an_edge_are_never_missed_for_want_of_digits(edge: float):
    pieces = np.array([[edge - 10, 100000.0, edge, 100010.0]])

    assert found(index_of(pieces), np.array([[edge, 100000.0, edge + 10, 100010.0]])) == {(0, 1)}


def test_boxes_scattered_over_the_country_and_boxes_of_one_town_find_what_a_plain_comparison_finds():
    random = np.random.default_rng(5)
    pieces = np.concatenate([some_boxes(random, 2000, 400.0), some_boxes(random, 2000, 400.0) + 200_000.0])
    town, country = some_boxes(random, 40, 60.0), some_boxes(random, 30, 60.0) + random.uniform(0, 250_000, (30, 1))
    boxes = np.concatenate([town, country, town + 200_000.0])

    assert found(index_of(pieces), boxes) == meeting(pieces, boxes)
