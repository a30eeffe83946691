"""A stretch of the line follows another line."""

from __future__ import annotations

from plugin.boundary.editing.reshape import reshape
from tests.unit.boundary.editing.wkt import APART, SQUARE, WITH_HOLE, draws, read, refused


def test_a_line_that_meets_the_site_once_reshapes_nothing():
    with refused("cross the line twice"):
        reshape(read(SQUARE), read("LINESTRING (5 5, 15 5)"))


def test_a_line_beside_the_site_reshapes_nothing():
    with refused("cross the line twice"):
        reshape(read(SQUARE), read("LINESTRING (20 0, 20 10)"))


def test_a_line_outside_adds_land():
    reshaped = reshape(read(SQUARE), read("LINESTRING (9 2, 12 2, 12 8, 9 8)"))

    draws(reshaped, "POLYGON ((0 0, 10 0, 10 2, 12 2, 12 8, 10 8, 10 10, 0 10, 0 0))")
    assert reshaped.said == "Line reshaped: 12.0 m² added, 0.0 m² taken away"


def test_a_line_inside_takes_land_away():
    draws(
        reshape(read(SQUARE), read("LINESTRING (12 2, 7 2, 7 8, 12 8)")),
        "POLYGON ((0 0, 10 0, 10 2, 7 2, 7 8, 10 8, 10 10, 0 10, 0 0))",
    )


def test_a_line_round_a_corner_takes_the_corner_with_it():
    draws(reshape(read(SQUARE), read("LINESTRING (8 11, 8 8, 11 8)")), "POLYGON ((0 0, 10 0, 10 8, 8 8, 8 10, 0 10, 0 0))")


def test_a_line_that_weaves_along_an_edge_is_followed_from_its_first_crossing_to_its_last():
    draws(
        reshape(read(SQUARE), read("LINESTRING (9 1, 12 3, 8 5, 12 7, 9 9)")),
        "POLYGON ((0 0, 10 0, 10 1.666667, 12 3, 8 5, 12 7, 10 8.333333, 10 10, 0 10, 0 0))",
    )


def test_the_start_of_the_ring_makes_no_difference():
    shifted = read("POLYGON ((10 5, 10 10, 0 10, 0 0, 10 0, 10 5))")

    draws(reshape(shifted, read("LINESTRING (9 2, 12 2, 12 8, 9 8)")), "POLYGON ((0 0, 10 0, 10 2, 12 2, 12 8, 10 8, 10 10, 0 10, 0 0))")


def test_a_line_across_keeps_the_larger_side():
    draws(reshape(read(SQUARE), read("LINESTRING (-1 3, 11 3)")), "POLYGON ((0 3, 10 3, 10 10, 0 10, 0 3))")


def test_a_hole_is_reshaped_and_the_outer_line_stays():
    draws(
        reshape(read(WITH_HOLE), read("LINESTRING (5 4.5, 7 4.5, 7 5.5, 5 5.5)")),
        "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 4 6, 6 6, 6 5.5, 7 5.5, 7 4.5, 6 4.5, 6 4, 4 4))",
    )


def test_two_parts_are_reshaped_by_one_line():
    reshaped = reshape(read(APART), read("LINESTRING (-1 2, 26 2)"))

    draws(reshaped, "MULTIPOLYGON (((0 2, 10 2, 10 10, 0 10, 0 2)), ((15 2, 25 2, 25 10, 15 10, 15 2)))")


def test_a_result_that_would_cross_itself_is_refused():
    with refused("can't be reshaped like this"):
        reshape(read(SQUARE), read("LINESTRING (10 2, 15 2, 15 8, 12 8, 12 1, 16 1, 16 9, 10 9)"))


def test_a_line_that_begins_and_ends_on_vertices_is_taken():
    draws(reshape(read(SQUARE), read("LINESTRING (10 0, 13 5, 10 10)")), "POLYGON ((0 0, 10 0, 13 5, 10 10, 0 10, 0 0))")
