"""Arrays come out as Python's own values: sqlite3 and struct take no others."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from plugin.arrays import rows, values
from plugin.constraints.box import box_of


@pytest.mark.parametrize(
    ("kind", "own"),
    [(np.int64, int), (np.intp, int), (np.uint8, int), (np.float32, float), (np.float64, float), (np.bool_, bool)],
)
def test_every_kind_of_number_becomes_pythons_own(kind, own):
    assert {type(value) for value in values(np.array([0, 1], dtype=kind))} == {own}


def test_objects_stay_what_they_are_and_none_stays_none():
    point = shapely.Point(1, 2)

    first, second = values(np.array([point, None], dtype=object))

    assert first is point
    assert second is None


def test_a_number_of_sixty_four_bits_keeps_every_bit():
    assert values(np.array([2**63 - 1])) == [2**63 - 1]


def test_rows_of_boxes_are_lists_of_floats():
    assert rows(np.array([[1.0, 2.0], [3.0, 4.5]])) == [[1.0, 2.0], [3.0, 4.5]]
    assert rows(np.empty((0, 4))) == []


def test_a_box_is_west_south_east_north():
    assert box_of(shapely.from_wkt("POLYGON ((3 1, 7 2, 5 9, 3 1))")) == (3.0, 1.0, 7.0, 9.0)
