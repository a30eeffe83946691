"""The red line is laid on a neighbour's line, within a tolerance, and what that does is known before it is done."""

from __future__ import annotations

import pytest

from plugin.boundary.editing.snap import snap_to
from tests.unit.boundary.editing.wkt import APART, SQUARE, WITH_HOLE, draws, read, refused


def test_a_neighbour_that_is_too_far_away_is_refused_with_the_distance():
    with refused(r"within 0\.50 m of the red line; the nearest place is 2\.00 m away"):
        snap_to(read(SQUARE), read("LINESTRING (12 0, 12 10)"), 0.5)


def test_a_neighbour_without_a_line_is_refused():
    with refused("no line"):
        snap_to(read(SQUARE), read("POINT (10 10)"), 0.5)


def test_a_line_that_lies_on_its_neighbour_already_says_so():
    with refused("lies on it already"):
        snap_to(read(SQUARE), read("POLYGON ((10 0, 20 0, 20 10, 10 10, 10 0))"), 0.5)


def test_a_tolerance_that_folds_the_line_up_is_refused():
    with refused("Choose a smaller distance"):
        snap_to(read("POLYGON ((0 0, 10 0, 10 1, 0 1, 0 0))"), read("LINESTRING (-5 0.5, 15 0.5)"), 2)


def test_vertices_go_to_the_neighbours_corners_within_the_tolerance():
    snap = snap_to(read("POLYGON ((0 0, 9.7 0.2, 9.6 9.9, 0 10, 0 0))"), read("POLYGON ((10 0, 20 0, 20 10, 10 10, 10 0))"), 0.5)

    draws(snap.drawn, SQUARE)
    assert snap.moved == 2
    assert snap.added == 0
    assert snap.greatest == pytest.approx(0.412, abs=0.001)


def test_vertices_away_from_corners_go_on_to_the_neighbours_line():
    draws(
        snap_to(read("POLYGON ((0 0, 9.7 2, 9.6 8, 0 10, 0 0))"), read("LINESTRING (10 -50, 10 50)"), 0.5).drawn,
        "POLYGON ((0 0, 10 2, 10 8, 0 10, 0 0))",
    )


def test_an_edge_takes_up_the_neighbours_vertices_beside_it_in_their_order():
    snap = snap_to(read(SQUARE), read("LINESTRING (10 -5, 10 0, 10.3 6, 9.8 3, 10 10, 10 15)"), 0.5)

    draws(snap.drawn, "POLYGON ((0 0, 10 0, 9.8 3, 10.3 6, 10 10, 0 10, 0 0))")
    assert snap.added == 2
    assert snap.drawn.said == "Laid on a neighbour's line: 2 vertices added, 0.5 m² more"


def test_what_lies_farther_than_the_tolerance_stays():
    draws(
        snap_to(read(APART), read("LINESTRING (10.2 -5, 10.2 15)"), 0.5).drawn,
        "MULTIPOLYGON (((0 0, 10.2 0, 10.2 10, 0 10, 0 0)), ((15 0, 25 0, 25 10, 15 10, 15 0)))",
    )


def test_a_hole_is_laid_on_a_building():
    draws(
        snap_to(read(WITH_HOLE), read("POLYGON ((4.1 4.1, 6.1 4.1, 6.1 6.1, 4.1 6.1, 4.1 4.1))"), 0.5).drawn,
        "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (4.1 4.1, 4.1 6.1, 6.1 6.1, 6.1 4.1, 4.1 4.1))",
    )


def test_two_vertices_that_go_to_the_same_corner_become_one():
    draws(
        snap_to(read("POLYGON ((0 0, 9.9 -0.1, 9.9 0.1, 10 10, 0 10, 0 0))"), read("LINESTRING (10 0, 30 0)"), 0.5).drawn,
        "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))",
    )


def test_what_was_done_is_said_with_the_area():
    snap = snap_to(read(SQUARE), read("LINESTRING (10.4 -5, 10.4 15)"), 0.5)

    assert snap.drawn.said == "Laid on a neighbour's line: 2 vertices moved by up to 0.40 m, 4.0 m² more"
