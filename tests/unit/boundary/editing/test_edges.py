"""An edge is moved, pulled out and removed with both its ends."""

from __future__ import annotations

import pytest

from plugin.boundary.editing.edges import move_edge, pull_distance, pull_edge, remove_edge
from plugin.boundary.editing.rings import Place
from tests.unit.boundary.editing.wkt import SQUARE, WITH_HOLE, draws, read, refused

CLOCKWISE = "POLYGON ((0 0, 0 10, 10 10, 10 0, 0 0))"


def test_an_edge_without_length_can_not_be_pulled():
    with refused("no length"):
        pull_edge(read("POLYGON ((0 0, 10 0, 10 0, 0 10, 0 0))"), Place(0, 0, 1), 2)


def test_of_four_vertices_no_edge_can_be_removed():
    with refused("A red line takes three vertices"):
        remove_edge(read(SQUARE), Place(0, 0, 0))


def test_an_edge_moves_with_both_its_ends():
    moved = move_edge(read(SQUARE), Place(0, 0, 1), (3, 4))

    draws(moved, "POLYGON ((0 0, 13 4, 13 14, 0 10, 0 0))")
    assert moved.said == "Edge moved 5.00 m"


def test_the_last_edge_of_a_ring_moves_with_the_first_vertex():
    draws(move_edge(read(SQUARE), Place(0, 0, 3), (-2, 0)), "POLYGON ((-2 0, 10 0, 10 10, -2 10, -2 0))")


@pytest.mark.parametrize(("wkt", "edge"), [(SQUARE, 1), (CLOCKWISE, 2)])
def test_an_edge_pulled_out_adds_land_whichever_way_the_ring_runs(wkt, edge):
    pulled = pull_edge(read(wkt), Place(0, 0, edge), 2)

    draws(pulled, "POLYGON ((0 0, 10 0, 12 0, 12 10, 10 10, 0 10, 0 0))")
    assert pulled.said == "Edge pulled out 2.00 m"


def test_an_edge_pulled_in_takes_land_away():
    draws(pull_edge(read(SQUARE), Place(0, 0, 1), -2), "POLYGON ((0 0, 10 0, 8 0, 8 10, 10 10, 0 10, 0 0))")


def test_an_edge_of_a_hole_pulled_out_makes_the_hole_smaller():
    pulled = pull_edge(read(WITH_HOLE), Place(0, 1, 0), 0.5)

    draws(pulled, "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 4.5 4, 4.5 6, 4 6, 6 6, 6 4, 4 4))")


def test_a_removed_edge_takes_what_stood_out_with_it():
    bay = read("POLYGON ((0 0, 4 0, 4 -2, 6 -2, 6 0, 10 0, 10 10, 0 10, 0 0))")

    draws(remove_edge(bay, Place(0, 0, 2)), "POLYGON ((0 0, 4 0, 6 0, 10 0, 10 10, 0 10, 0 0))")


def test_an_edge_is_pulled_as_far_as_the_mouse_is_away_from_it():
    assert pull_distance(read(SQUARE), Place(0, 0, 1), (13, 99)) == 3
    assert pull_distance(read(SQUARE), Place(0, 0, 1), (8, -5)) == -2
