"""Parts are split by a line and merged where they meet."""

from __future__ import annotations

from plugin.boundary.editing.merge import merge
from plugin.boundary.editing.soundness import soundness
from plugin.boundary.editing.split import split
from tests.unit.boundary.editing.wkt import ABUTTING, APART, BOW_TIE, SQUARE, WITH_HOLE, draws, read, refused


def test_a_line_beside_the_site_splits_nothing():
    with refused("lies beside the red line"):
        split(read(SQUARE), read("LINESTRING (20 0, 20 10)"))


def test_a_line_that_ends_inside_splits_nothing():
    with refused("divides nothing"):
        split(read(SQUARE), read("LINESTRING (-1 5, 5 5)"))


def test_a_line_from_the_edge_into_a_hole_splits_nothing():
    with refused("divides nothing"):
        split(read(WITH_HOLE), read("LINESTRING (-1 5, 5 5)"))


def test_a_line_across_makes_two_pieces_the_larger_first():
    pieces = split(read(SQUARE), read("LINESTRING (-1 3, 11 3)")).pieces

    draws(pieces[0], "POLYGON ((0 3, 10 3, 10 10, 0 10, 0 3))")
    draws(pieces[1], "POLYGON ((0 0, 10 0, 10 3, 0 3, 0 0))")


def test_the_ends_of_the_line_leave_nothing_behind():
    parts = split(read(SQUARE), read("LINESTRING (-5 3, 5 3, 5 20)"))

    assert [piece.area for piece in parts.pieces] == [65, 35]


def test_a_piece_is_taken_away():
    taken = split(read(SQUARE), read("LINESTRING (-1 3, 11 3)")).without(1)

    draws(taken, "POLYGON ((0 3, 10 3, 10 10, 0 10, 0 3))")
    assert taken.said == "Split, and 30.0 m² taken away"


def test_what_is_left_on_both_sides_of_a_piece_stays_one_part_where_it_meets():
    corner = split(read(SQUARE), read("LINESTRING (-1 3, 3 3, 3 7, 11 7)"))

    assert len(corner.pieces) == 2
    bay = split(read(SQUARE), read("LINESTRING (3 -1, 3 4, 6 4, 6 -1)"))
    draws(bay.without(1), "POLYGON ((0 0, 3 0, 3 4, 6 4, 6 0, 10 0, 10 10, 0 10, 0 0))")


def test_a_hole_that_is_split_becomes_part_of_the_outer_line():
    pieces = split(read(WITH_HOLE), read("LINESTRING (5 -1, 5 11)")).pieces

    draws(pieces[0], "POLYGON ((0 0, 5 0, 5 4, 4 4, 4 6, 5 6, 5 10, 0 10, 0 0))")


def test_a_part_that_the_line_does_not_cross_is_left_alone():
    parts = split(read(APART), read("LINESTRING (-1 3, 12 3)"))

    draws(parts.without(0), "MULTIPOLYGON (((0 0, 10 0, 10 3, 0 3, 0 0)), ((15 0, 25 0, 25 10, 15 10, 15 0)))")


def test_a_piece_is_pointed_at():
    parts = split(read(SQUARE), read("LINESTRING (-1 3, 11 3)"))

    assert parts.piece_at((5, 1)) == 1
    assert parts.piece_at((5, 9)) == 0
    assert parts.piece_at((50, 9)) is None


def test_one_part_alone_is_not_merged():
    with refused("one part only"):
        merge(read(SQUARE))


def test_parts_that_lie_apart_are_not_merged_and_the_gap_is_said():
    with refused(r"parts 1 and 2 lie 5\.00 m apart"):
        merge(read(APART))


def test_parts_that_meet_in_a_corner_are_not_merged():
    with refused("parts 1 and 2 meet at a point only"):
        merge(read("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((10 10, 20 10, 20 20, 10 20, 10 10)))"))


def test_a_part_that_crosses_itself_is_not_merged():
    with refused("crosses itself"):
        merge(read("MULTIPOLYGON (((0 0, 10 10, 10 0, 0 10, 0 0)), ((15 0, 25 0, 25 10, 15 10, 15 0)))"))


def test_parts_that_share_an_edge_become_one():
    merged = merge(read(ABUTTING))

    draws(merged, "POLYGON ((0 0, 10 0, 20 0, 20 10, 10 10, 0 10, 0 0))")
    assert merged.said == "2 parts merged into 1"


def test_parts_that_overlap_become_one_and_what_was_counted_twice_is_said():
    merged = merge(read("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((8 0, 20 0, 20 10, 8 10, 8 0)))"))

    assert merged.said == "2 parts merged into 1, 20.0 m² lay over each other"
    assert merged.geometry.area == 200


def test_parts_that_share_an_edge_are_sound_and_count_once():
    assert soundness(read(ABUTTING)).geometry.area == 200


def test_parts_that_overlap_are_not_sound():
    overlapping = read("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((8 0, 20 0, 20 10, 8 10, 8 0)))")

    assert soundness(overlapping).problem.startswith("Parts of the red line lie over each other")


def test_nothing_drawn_and_a_line_without_area_are_not_sound():
    assert soundness(read("MULTIPOLYGON EMPTY")).problem == "Nothing is drawn yet."
    assert soundness(read("POLYGON ((0 0, 10 0, 5 0, 0 0))")).problem
    assert soundness(read(BOW_TIE)).geometry is None
