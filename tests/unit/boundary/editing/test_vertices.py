"""One vertex is moved, added, removed; everything else stays where it is."""

from __future__ import annotations

from plugin.boundary.editing.rings import Place, hole_at, nearest_edge, nearest_vertex, part_at
from plugin.boundary.editing.soundness import soundness
from plugin.boundary.editing.vertices import insert_vertex, move_vertex, remove_vertex
from tests.unit.boundary.editing.wkt import APART, BOW_TIE, EMPTY, SQUARE, WITH_HOLE, draws, read, refused


def test_a_place_that_is_no_longer_there_is_refused():
    for place in (Place(1, 0, 0), Place(0, 1, 0), Place(0, 0, 4)):
        with refused("has changed meanwhile"):
            move_vertex(read(SQUARE), place, (1, 1))


def test_of_three_vertices_none_can_be_removed():
    with refused("A red line takes three vertices"):
        remove_vertex(read("POLYGON ((0 0, 10 0, 0 10, 0 0))"), Place(0, 0, 1))


def test_of_a_hole_with_three_vertices_none_can_be_removed():
    with refused("Fill the hole instead"):
        remove_vertex(read("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 4 6, 6 6, 4 4))"), Place(0, 1, 1))


def test_of_a_part_with_three_vertices_none_can_be_removed():
    with refused("Remove the part instead"):
        remove_vertex(read("MULTIPOLYGON (((0 0, 10 0, 0 10, 0 0)), ((20 0, 30 0, 30 10, 20 0)))"), Place(1, 0, 1))


def test_a_vertex_moves_alone():
    moved = move_vertex(read(SQUARE), Place(0, 0, 2), (12, 13))

    draws(moved, "POLYGON ((0 0, 10 0, 12 13, 0 10, 0 0))")
    assert moved.said == "Vertex moved 3.61 m"


def test_a_vertex_of_a_hole_moves_and_the_outer_line_stays():
    draws(
        move_vertex(read(WITH_HOLE), Place(0, 1, 2), (7, 7)),
        "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 4 6, 7 7, 6 4, 4 4))",
    )


def test_a_vertex_of_the_second_part_moves_and_the_first_part_stays():
    draws(
        move_vertex(read(APART), Place(1, 0, 0), (16, 1)),
        "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((16 1, 25 0, 25 10, 15 10, 16 1)))",
    )


def test_a_vertex_put_on_its_neighbour_becomes_one_with_it():
    moved = move_vertex(read(SQUARE), Place(0, 0, 2), (0, 10))

    draws(moved, "POLYGON ((0 0, 10 0, 0 10, 0 0))")
    assert "now one" in moved.said


def test_a_triangle_keeps_its_three_vertices_when_one_is_put_on_another():
    draws(move_vertex(read("POLYGON ((0 0, 10 0, 0 10, 0 0))"), Place(0, 0, 1), (0, 10)), "POLYGON ((0 0, 0 10, 0 10, 0 0))")


def test_a_vertex_that_is_moved_across_the_line_leaves_a_line_that_says_where_it_crosses_itself():
    crossing = move_vertex(read("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))"), Place(0, 0, 0), (20, 5))

    assert soundness(crossing.geometry).geometry is None
    assert soundness(crossing.geometry).problem.startswith("The red line crosses itself at easting 10, northing")


def test_the_first_vertex_of_a_ring_stays_its_last_one_too():
    draws(move_vertex(read(SQUARE), Place(0, 0, 0), (-1, -1)), "POLYGON ((-1 -1, 10 0, 10 10, 0 10, -1 -1))")


def test_a_vertex_is_added_to_the_last_edge_of_a_ring():
    draws(insert_vertex(read(SQUARE), Place(0, 0, 3), (0, 5)), "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 5, 0 0))")


def test_a_removed_vertex_leaves_a_straight_edge():
    draws(remove_vertex(read(SQUARE), Place(0, 0, 0)), "POLYGON ((10 0, 10 10, 0 10, 10 0))")


def test_the_nearest_vertex_is_found_within_reach_and_on_holes_and_parts():
    assert nearest_vertex(read(WITH_HOLE), (5.9, 6.2), 1) == Place(0, 1, 2)
    assert nearest_vertex(read(APART), (24.5, 9.5), 1) == Place(1, 0, 2)
    assert nearest_vertex(read(SQUARE), (5, 5), 1) is None
    assert nearest_vertex(read(EMPTY), (5, 5), 1) is None


def test_the_nearest_edge_is_found_with_the_point_on_it():
    found = nearest_edge(read(SQUARE), (0.4, 7), 1)

    assert found is not None
    assert found.place == Place(0, 0, 3)
    assert found.at == (0, 7)
    assert nearest_edge(read(SQUARE), (5, 5), 1) is None


def test_a_point_lies_in_the_smallest_part_that_holds_it():
    island = read("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 2 8, 8 8, 8 2, 2 2)), ((4 4, 6 4, 6 6, 4 6, 4 4)))")

    assert part_at(island, (1, 1)) == 0
    assert part_at(island, (5, 5)) == 1
    assert part_at(island, (3, 3)) is None
    assert hole_at(island, (3, 3)) == Place(0, 1, 0)
    assert hole_at(island, (1, 1)) is None


def test_a_line_that_crosses_itself_can_still_be_drawn_on():
    draws(move_vertex(read(BOW_TIE), Place(0, 0, 1), (0, 5)), "POLYGON ((0 0, 0 5, 10 0, 0 10, 0 0))")
