"""A red line is one field of a comparison: lines within 2 cm of each other count as one, whatever the order of their vertices and parts."""

from __future__ import annotations

from datetime import date

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import affinity

from plugin.boundary.same_line import same_line, same_line_by
from plugin.domain.three_way import Meeting, compare
from plugin.rules.rules import Rules

SQUARE = "POLYGON ((530000 180000, 530040 180000, 530040 180030, 530000 180030, 530000 180000))"
TWO_PARTS = (
    "MULTIPOLYGON (((530000 180000, 530040 180000, 530040 180030, 530000 180030, 530000 180000)),"
    " ((530050 180000, 530060 180000, 530060 180010, 530050 180000)))"
)
NEAR = same_line(0.02)
SHIFTS = st.floats(0.03, 50, allow_nan=False)


def moved(wkt: str, east: float, north: float = 0.0) -> str:
    return str(affinity.translate(shapely.from_wkt(wkt), east, north).wkt)


@pytest.mark.parametrize(
    "other",
    [
        SQUARE,
        "POLYGON ((530040 180030, 530000 180030, 530000 180000, 530040 180000, 530040 180030))",
        "MULTIPOLYGON (((530000 180000, 530000 180030, 530040 180030, 530040 180000, 530000 180000)))",
        "POLYGON ((530000 180000, 530020 180000, 530040 180000, 530040 180030, 530000 180030, 530000 180000))",
        moved(SQUARE, 0.019),
    ],
)
def test_the_same_line_in_another_spelling_is_the_same_line(other: str) -> None:
    assert NEAR(SQUARE, other)


@pytest.mark.parametrize(
    "other",
    [
        "",
        None,
        "POLYGON EMPTY",
        moved(SQUARE, 0.03),
        "POLYGON ((530000 180000, 530040 180000, 530040 180030, 530000 180000))",
        TWO_PARTS,
    ],
)
def test_another_line_or_none_is_not(other: str | None) -> None:
    assert not NEAR(SQUARE, other)
    assert not NEAR(other, SQUARE)


def test_no_line_is_no_line_however_it_is_said() -> None:
    assert NEAR("", None)
    assert NEAR("POLYGON EMPTY", "MULTIPOLYGON EMPTY")


def test_the_distance_is_that_of_the_rules() -> None:
    same = same_line_by(Rules(date(2026, 11, 27)))

    assert same(SQUARE, moved(SQUARE, 0.0199))
    assert not same(SQUARE, moved(SQUARE, 0.021))


@given(st.lists(st.tuples(st.floats(-0.009, 0.009), st.floats(-0.009, 0.009)), min_size=4, max_size=4))
def test_a_line_that_rounding_has_moved_is_no_change_on_either_side(jitter: list[tuple[float, float]]) -> None:
    corners = shapely.get_coordinates(shapely.from_wkt(SQUARE))[:-1]
    rounded = shapely.Polygon([(x + dx, y + dy) for (x, y), (dx, dy) in zip(corners, jitter)]).wkt
    sides = {"boundary": SQUARE}, {"boundary": rounded}

    assert compare(sides[0], sides[1], sides[0], {"boundary": NEAR}).meeting is Meeting.NOTHING
    assert compare(sides[0], sides[0], sides[1], {"boundary": NEAR}).meeting is Meeting.NOTHING


@given(SHIFTS, SHIFTS)
def test_a_line_that_both_sides_have_moved_differently_is_a_conflict_of_one_field(here: float, there: float) -> None:
    base, mine, theirs = ({"boundary": line} for line in (SQUARE, moved(SQUARE, here), moved(SQUARE, -there)))
    found = compare(base, mine, theirs, {"boundary": NEAR})

    assert found.meeting is Meeting.EDIT_EDIT
    assert [each.field for each in found.conflicts] == ["boundary"]
    assert found.merged == mine


@given(SHIFTS)
def test_a_line_that_both_sides_have_moved_alike_is_none(by: float) -> None:
    base, mine, theirs = ({"boundary": line} for line in (SQUARE, moved(SQUARE, by), moved(SQUARE, by + 0.01)))

    assert compare(base, mine, theirs, {"boundary": NEAR}).meeting is Meeting.ALIKE
