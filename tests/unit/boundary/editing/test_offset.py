"""The whole line moves outwards or inwards."""

from __future__ import annotations

import pytest

from plugin.boundary.editing.offset import offset
from tests.unit.boundary.editing.wkt import APART, BOW_TIE, SQUARE, WITH_HOLE, draws, read, refused


def test_a_distance_that_leaves_nothing_is_refused():
    with refused("Nothing is left of the red line 6.00 m further in"):
        offset(read(SQUARE), -6)


def test_a_line_that_crosses_itself_is_put_right_first():
    with refused("Put the line right first"):
        offset(read(BOW_TIE), 1)


def test_outwards_every_corner_stays_a_corner():
    moved = offset(read(SQUARE), 2)

    draws(moved, "POLYGON ((-2 -2, 12 -2, 12 12, -2 12, -2 -2))")
    assert moved.said == "Line moved 2.00 m out"


def test_inwards_holes_grow():
    draws(
        offset(read(WITH_HOLE), -1),
        "POLYGON ((1 1, 9 1, 9 9, 1 9, 1 1), (3 3, 3 7, 7 7, 7 3, 3 3))",
    )


def test_a_clockwise_ring_moves_the_same_way():
    draws(offset(read("POLYGON ((0 0, 0 10, 10 10, 10 0, 0 0))"), 2), "POLYGON ((-2 -2, 12 -2, 12 12, -2 12, -2 -2))")


def test_a_small_bend_is_not_smoothed_away():
    bent = read("POLYGON ((0 0, 50 0.02, 100 0, 100 100, 0 100, 0 0))")

    moved = offset(bent, 10)

    assert len(moved.geometry.exterior.coords) == 6
    assert moved.said == "Line moved 10.00 m out"


def test_parts_that_meet_are_joined_and_that_is_said():
    moved = offset(read(APART), 3)

    assert "1 part where there were 2" in moved.said
    assert moved.geometry.area == pytest.approx(31 * 16)


def test_a_hole_that_closes_is_said():
    moved = offset(read(WITH_HOLE), 1.5)

    assert "0 holes where there were 1" in moved.said


def test_a_neck_that_is_too_narrow_falls_apart_and_that_is_said():
    dumbbell = read("POLYGON ((0 0, 10 0, 10 4, 20 4, 20 0, 30 0, 30 10, 20 10, 20 6, 10 6, 10 10, 0 10, 0 0))")

    assert "2 parts where there were 1" in offset(dumbbell, -1.5).said
