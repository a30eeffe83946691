"""What kind of change a proposed red line is, and which land comes in and goes out."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import shapely
import shapely.affinity
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely import wkt

from plugin.boundary.compare import Comparison, compare
from plugin.domain.boundary_change import ChangeKind
from plugin.domain.errors import RedlineError
from plugin.rules.rules import Rules

RULES = Rules(date(2026, 11, 22))
SQUARE = wkt.loads("POLYGON ((533600 174200, 533620 174200, 533620 174220, 533600 174220, 533600 174200))")


def moved(by: float, north: float = 0.0, geometry=SQUARE):
    return shapely.affinity.translate(geometry, by, north)


def nudged(by: float):
    """The square with its upper right corner moved to the right."""
    return wkt.loads(f"POLYGON ((533600 174200, 533620 174200, {533620 + by} 174220, 533600 174220, 533600 174200))")


def box(west: float, south: float, east: float, north: float):
    return shapely.box(533600 + west, 174200 + south, 533600 + east, 174200 + north)


def kind(current, proposed) -> ChangeKind:
    return compare(current, proposed, RULES).kind


@pytest.mark.parametrize("line", [shapely.Polygon(), shapely.MultiPolygon()])
def test_an_empty_line_is_refused_in_a_sentence(line):
    with pytest.raises(RedlineError, match="proposed red line encloses nothing"):
        compare(SQUARE, line, RULES)


def test_a_line_that_crosses_itself_is_refused_in_a_sentence():
    bow_tie = shapely.Polygon([(533600, 174200), (533620, 174220), (533620, 174200), (533600, 174220)])

    with pytest.raises(RedlineError, match="proposed red line crosses itself"):
        compare(SQUARE, bow_tie, RULES)


def test_case_11_a_vertex_nudged_by_five_centimetres_is_cosmetic_and_asks_for_no_agreement():
    change = compare(SQUARE, nudged(by=0.05), RULES)

    assert change.kind is ChangeKind.COSMETIC
    assert not change.asks_for_agreement


@pytest.mark.parametrize("by", [0.11, -0.11])
def test_a_vertex_nudged_by_eleven_centimetres_is_no_longer_cosmetic(by):
    assert kind(SQUARE, nudged(by)) is (ChangeKind.ENLARGEMENT if by > 0 else ChangeKind.REDUCTION)


def test_the_same_line_drawn_from_another_corner_and_backwards_is_cosmetic_and_moves_no_land():
    again = shapely.Polygon(list(reversed(SQUARE.exterior.coords))[2:] + list(reversed(SQUARE.exterior.coords))[1:3])

    change = compare(SQUARE, again, RULES)

    assert change.kind is ChangeKind.COSMETIC
    assert change.added.is_empty
    assert change.removed.is_empty


def test_lines_through_the_same_vertices_in_another_order_are_not_cosmetic():
    corners = [(0, 0), (10, 0), (10, 10), (5, 4), (0, 10)]
    other = [(0, 0), (10, 0), (5, 4), (10, 10), (0, 10)]

    assert kind(shapely.Polygon(corners), shapely.Polygon(other)) is not ChangeKind.COSMETIC


def test_land_taken_out_is_a_reduction():
    change = compare(SQUARE, box(0, 0, 20, 15), RULES)

    assert change.kind is ChangeKind.REDUCTION
    assert change.removed.equals(box(0, 15, 20, 20))
    assert change.added.is_empty
    assert change.removed_area.square_metres == pytest.approx(100)


def test_a_reduction_to_a_third_is_a_reduction_and_no_relocation():
    assert kind(SQUARE, box(0, 0, 20, 6)) is ChangeKind.REDUCTION


def test_a_reduction_whose_line_wanders_out_by_less_than_ten_centimetres_is_a_reduction():
    assert kind(SQUARE, box(-0.08, 0, 20, 15)) is ChangeKind.REDUCTION


def test_land_added_is_an_enlargement_however_much_is_taken_out_elsewhere():
    change = compare(SQUARE, box(0, 3, 20, 22), RULES)

    assert change.kind is ChangeKind.ENLARGEMENT
    assert change.takes_in_land
    assert change.added.equals(box(0, 20, 20, 22))
    assert change.removed.equals(box(0, 0, 20, 3))


def test_a_site_three_times_as_large_around_the_old_one_is_an_enlargement_and_no_relocation():
    assert kind(SQUARE, box(-5, -5, 35, 35)) is ChangeKind.ENLARGEMENT


def test_less_than_half_of_the_land_in_common_is_a_relocation():
    change = compare(SQUARE, moved(by=8), RULES)

    assert change.kind is ChangeKind.RELOCATION
    assert change.shared_percent == pytest.approx(100 * 240 / 560)


def test_more_than_half_of_the_land_in_common_is_an_enlargement():
    assert kind(SQUARE, moved(by=6)) is ChangeKind.ENLARGEMENT


def test_a_site_elsewhere_is_a_relocation():
    change = compare(SQUARE, moved(by=500), RULES)

    assert change.kind is ChangeKind.RELOCATION
    assert change.shared_percent == 0


def test_a_hole_that_is_filled_is_an_enlargement_though_every_vertex_was_there_before():
    holed = SQUARE.difference(box(5, 5, 15, 15))

    assert kind(holed, SQUARE) is ChangeKind.ENLARGEMENT
    assert kind(SQUARE, holed) is ChangeKind.REDUCTION


def test_parts_are_added_and_removed_as_land():
    garage = box(40, 0, 46, 3)

    assert kind(SQUARE, SQUARE.union(garage)) is ChangeKind.ENLARGEMENT
    assert kind(SQUARE.union(garage), SQUARE) is ChangeKind.REDUCTION


def test_areas_come_with_what_they_may_be_off_by():
    change = compare(box(0, 0, 100, 100), box(0, 0, 100, 120), RULES)

    assert (change.before.square_metres, change.before.uncertainty) == pytest.approx((10_000, 100))
    assert (change.after.square_metres, change.after.uncertainty) == pytest.approx((12_000, 110))


def test_the_kind_names_its_rule_and_source():
    assert compare(SQUARE, moved(by=500), RULES).citation.code == "boundary-change.relocation"
    assert "Redline's own" in compare(SQUARE, nudged(by=0.05), RULES).citation.source


def test_one_comparison_serves_every_move_of_the_line():
    comparison = Comparison(SQUARE, RULES)

    kinds = [comparison.with_proposed(nudged(by)).kind for by in (0.0, 0.05, 0.5, -0.5, 0.05)]

    assert kinds == [ChangeKind.COSMETIC, ChangeKind.COSMETIC, ChangeKind.ENLARGEMENT, ChangeKind.REDUCTION, ChangeKind.COSMETIC]


@given(st.integers(0, 2**32 - 1), st.floats(-30, 30), st.floats(-30, 30), st.integers(1, 40))
@settings(max_examples=150, deadline=None)
def test_the_land_that_moves_is_the_same_as_by_comparing_the_whole_outlines(seed, east, north, count):
    random = np.random.default_rng(seed)
    angles = np.sort(random.random(count + 4)) * 2 * np.pi
    radii = 30 + 30 * random.random(count + 4)
    ring = np.column_stack([533600 + radii * np.cos(angles), 174200 + radii * np.sin(angles)])
    current = shapely.Polygon(ring)
    ring[random.integers(len(ring))] += (east, north)
    proposed = shapely.Polygon(ring)
    assume(current.is_valid and proposed.is_valid and current.area > 1 and proposed.area > 1)

    change = compare(current, proposed, RULES)

    assert change.added.symmetric_difference(proposed.difference(current)).area < 1e-5
    assert change.removed.symmetric_difference(current.difference(proposed)).area < 1e-5
