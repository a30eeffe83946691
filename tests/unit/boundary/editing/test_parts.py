"""Land is added and taken out: parts, holes, and shapes that lie across the line."""

from __future__ import annotations

from plugin.boundary.editing.parts import add_part, cut_hole, fill_hole, remove_part, replace_line
from plugin.boundary.editing.rings import Place
from tests.unit.boundary.editing.wkt import APART, BOW_TIE, EMPTY, SQUARE, WITH_HOLE, draws, read, refused

FAR = "POLYGON ((20 0, 25 0, 25 5, 20 5, 20 0))"
INSIDE = "POLYGON ((4 4, 6 4, 6 6, 4 6, 4 4))"
ACROSS = "POLYGON ((8 4, 12 4, 12 6, 8 6, 8 4))"


def test_a_shape_that_crosses_itself_is_not_added():
    with refused("This shape can't be used. The shape crosses itself"):
        add_part(read(SQUARE), read(BOW_TIE))


def test_nothing_is_added_to_a_line_that_crosses_itself():
    with refused("Put the line right first: the red line crosses itself"):
        add_part(read(BOW_TIE), read(FAR))


def test_land_that_is_inside_already_is_not_added():
    with refused("inside the red line already"):
        add_part(read(SQUARE), read(INSIDE))


def test_a_hole_outside_the_line_is_refused():
    with refused("outside the red line"):
        cut_hole(read(SQUARE), read(FAR))


def test_a_hole_that_leaves_nothing_is_refused():
    with refused("nothing would be left"):
        cut_hole(read(SQUARE), read("POLYGON ((-1 -1, 11 -1, 11 11, -1 11, -1 -1))"))


def test_the_only_part_is_not_removed():
    with refused("the only part"):
        remove_part(read(SQUARE), 0)


def test_a_part_that_is_not_there_is_not_removed():
    with refused("has changed meanwhile"):
        remove_part(read(APART), 2)


def test_the_outer_line_is_no_hole_to_be_filled():
    with refused("not a hole"):
        fill_hole(read(WITH_HOLE), Place(0, 0, 0))


def test_the_first_land_that_is_drawn_becomes_the_line():
    drawn = add_part(read(EMPTY), read(SQUARE))

    draws(drawn, SQUARE)
    assert drawn.said == "Line drawn round 100.0 m²"


def test_land_apart_becomes_a_part_and_the_first_keeps_its_vertices():
    added = add_part(read(WITH_HOLE), read(FAR))

    draws(added, "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 4 6, 6 6, 6 4, 4 4)), ((20 0, 25 0, 25 5, 20 5, 20 0)))")
    assert added.said == "Part of 25.0 m² added"


def test_land_that_meets_the_line_is_joined_with_it():
    added = add_part(read(SQUARE), read(ACROSS))

    draws(added, "POLYGON ((0 0, 10 0, 10 4, 12 4, 12 6, 10 6, 10 10, 0 10, 0 0))")
    assert added.said == "Land of 4.0 m² added, joined with the line"


def test_land_that_meets_the_line_in_a_corner_only_is_a_part_of_its_own():
    corner = "POLYGON ((10 10, 15 10, 15 15, 10 15, 10 10))"

    draws(add_part(read(SQUARE), read(corner)), f"GEOMETRYCOLLECTION ({SQUARE}, {corner})")


def test_an_island_in_a_hole_is_a_part():
    island = "POLYGON ((4.5 4.5, 5.5 4.5, 5.5 5.5, 4.5 5.5, 4.5 4.5))"

    draws(add_part(read(WITH_HOLE), read(island)), f"GEOMETRYCOLLECTION ({WITH_HOLE}, {island})")


def test_a_shape_inside_becomes_a_hole():
    cut = cut_hole(read(SQUARE), read(INSIDE))

    draws(cut, WITH_HOLE)
    assert cut.said == "Hole of 4.0 m² cut"


def test_a_shape_across_the_line_is_cut_from_the_edge_and_that_is_said():
    cut = cut_hole(read(SQUARE), read(ACROSS))

    draws(cut, "POLYGON ((0 0, 10 0, 10 4, 8 4, 8 6, 10 6, 10 10, 0 10, 0 0))")
    assert cut.said == "Land of 4.0 m² cut from the edge"


def test_a_shape_that_cuts_the_site_in_two_says_so():
    cut = cut_hole(read(SQUARE), read("POLYGON ((4 -1, 6 -1, 6 11, 4 11, 4 -1))"))

    assert cut.said == "Land of 20.0 m² cut from the edge, which leaves 2 parts"


def test_a_part_goes_and_the_other_stays():
    removed = remove_part(read(APART), 0)

    draws(removed, "POLYGON ((15 0, 25 0, 25 10, 15 10, 15 0))")
    assert removed.said == "Part of 100.0 m² removed"


def test_a_filled_hole_is_part_of_the_site_again():
    draws(fill_hole(read(WITH_HOLE), Place(0, 1, 2)), SQUARE)


def test_a_line_is_replaced_with_all_parts_and_holes():
    replaced = replace_line(read(SQUARE), read(APART))

    draws(replaced, APART)
    assert replaced.said == "Line replaced: 100.0 m² before, 200.0 m² now"
    draws(replace_line(read(EMPTY), read(WITH_HOLE)), WITH_HOLE)


def test_a_line_that_crosses_itself_can_be_replaced():
    draws(replace_line(read(BOW_TIE), read(SQUARE)), SQUARE)
