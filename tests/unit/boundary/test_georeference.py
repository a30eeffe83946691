"""A plan is laid on the ground by its scale or by matching places, and what that is worth is known in metres."""

from __future__ import annotations

from math import cos, radians, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugin.boundary.georeference import CannotLay, Match, Placement, by_scale, fit, scale_of

#: A plan at 1:1250 of which a pixel is half a metre, its corner at (530000, 180000), north up.
NORTH_UP = Placement(0.5, 0.0, 530_000, 0.0, -0.5, 180_000)
CORNERS = ((100, 100), (1900, 150), (1850, 1300), (120, 1250))


def turned(by, step=0.5):
    angle = radians(by)
    return Placement(step * cos(angle), step * sin(angle), 530_000, step * sin(angle), -step * cos(angle), 180_000)


def matches(placement, places=CORNERS, off=()):
    """Places where a placement shows them, some moved by so many metres east and north."""
    found = []
    for number, place in enumerate(places):
        east, north = placement.on_ground(place)
        by = off[number] if number < len(off) else (0, 0)
        found.append(Match(place, (east + by[0], north + by[1])))
    return found


def same(one, other):
    for place in ((0, 0), (2000, 0), (0, 1400), (2000, 1400)):
        assert one.on_ground(place) == pytest.approx(other.on_ground(place), abs=1e-6)


def test_places_too_near_to_each_other_say_nothing():
    with pytest.raises(CannotLay, match="too near to each other on the plan"):
        fit([Match((100, 100), (530_050, 179_950)), Match((104, 103), (530_052, 179_948))], NORTH_UP)


def test_places_that_are_one_on_the_map_say_nothing():
    with pytest.raises(CannotLay, match="one and the same place of the map"):
        fit([Match((100, 100), (530_050, 179_950)), Match((900, 100), (530_050, 179_950))], NORTH_UP)


def test_without_places_the_plan_stays_where_it_is():
    found = fit([], NORTH_UP)

    assert (found.placement, found.off, found.residual_m) == (NORTH_UP, (), None)


def test_by_its_scale_a_plan_lies_with_one_place_where_it_is_known():
    placement = by_scale(1250, 200, Match((1000, 700), (530_500, 179_600)))

    assert placement.on_ground((1000, 700)) == pytest.approx((530_500, 179_600))
    assert placement.metres_per_pixel == pytest.approx(1250 * 0.0254 / 200)
    assert placement.turned_degrees == 0
    assert placement.on_ground((1000, 0))[1] > 179_600, "north is up"
    assert scale_of(placement, 200) == pytest.approx(1250)


def test_by_its_scale_a_plan_may_be_turned():
    placement = by_scale(500, 150, Match((0, 0), (530_000, 180_000)), turned_degrees=30)

    assert placement.turned_degrees == pytest.approx(30)
    assert scale_of(placement, 150) == pytest.approx(500)


def test_one_place_moves_the_plan_and_tells_nothing_of_its_worth():
    found = fit([Match((0, 0), (530_100, 180_050))], turned(10))

    assert found.placement.on_ground((0, 0)) == (530_100, 180_050)
    assert found.placement.turned_degrees == pytest.approx(10)
    assert found.residual_m is None


def test_two_places_turn_and_scale_it_and_tell_nothing_of_its_worth():
    found = fit(matches(turned(25, 0.31), CORNERS[:2]), NORTH_UP)

    same(found.placement, turned(25, 0.31))
    assert found.residual_m is None
    assert found.off == pytest.approx((0, 0), abs=1e-6)


def test_three_places_tell_what_the_fit_is_worth():
    exact = fit(matches(turned(-4), CORNERS[:3]), NORTH_UP)
    assert exact.residual_m == pytest.approx(0, abs=1e-6)

    found = fit(matches(turned(-4), CORNERS[:3], off=((0, 0), (0, 0), (1.5, 0))), NORTH_UP)

    assert 0.3 < found.residual_m < 1.5
    assert found.residual_m == pytest.approx(sum(each**2 for each in found.off) ** 0.5)
    assert found.placement.stretch == pytest.approx(0)


def test_the_place_that_was_mistaken_is_the_one_that_is_most_off():
    found = fit(matches(turned(5), off=((0, 0), (0, 0), (0, 0), (8, -6))), NORTH_UP)

    assert found.off.index(max(found.off)) == 3


def test_four_places_of_a_true_copy_are_not_stretched_to_fit():
    found = fit(matches(turned(12), off=((0.4, 0), (-0.3, 0.2), (0, -0.4), (0.1, 0.3))), NORTH_UP)

    assert found.placement.stretch == pytest.approx(0)
    assert found.residual_m < 0.8


def test_a_plan_that_a_scanner_stretched_is_laid_with_its_stretch():
    stretched = Placement(0.51, 0.0, 530_000, 0.0, -0.5, 180_000)

    found = fit(matches(stretched), NORTH_UP)

    same(found.placement, stretched)
    assert found.placement.stretch == pytest.approx(0.02)
    assert found.residual_m == pytest.approx(0, abs=1e-6)


def test_a_mistaken_place_is_not_explained_by_a_stretch_that_no_copier_makes():
    found = fit(matches(NORTH_UP, off=((0, 0), (90, 0), (90, 0), (0, 0))), NORTH_UP)

    assert found.placement.stretch == pytest.approx(0)
    assert found.residual_m > 10


def test_a_plan_is_never_laid_mirrored():
    mirrored = Placement(0.5, 0.0, 530_000, 0.0, 0.5, 179_000)

    found = fit(matches(mirrored), NORTH_UP)

    placement = found.placement
    assert placement.a * placement.e - placement.b * placement.d < 0
    assert found.residual_m > 50


def test_four_places_on_one_line_say_nothing_of_a_stretch():
    found = fit(matches(NORTH_UP, ((100, 100), (400, 100), (900, 100), (1500, 100)), off=((0, 0), (0, 1), (0, 0), (0, 0))), NORTH_UP)

    assert found.placement.stretch == pytest.approx(0)


NUMBER = st.floats(-5000, 5000)
PLACES = st.lists(st.sampled_from(CORNERS), min_size=2, max_size=4, unique=True)


@settings(max_examples=200, deadline=None)
@given(
    st.floats(-180, 180),
    st.floats(0.02, 3),
    st.tuples(NUMBER, NUMBER),
    st.lists(st.sampled_from(CORNERS), min_size=2, max_size=4, unique=True),
)
def test_whatever_way_a_plan_lies_it_is_found_again(angle, step, at, places):
    lies = turned(angle, step).moved(Match((0, 0), (530_000 + at[0], 180_000 + at[1])))

    found = fit(matches(lies, places), NORTH_UP)

    same(found.placement, lies)
    for place in places:
        assert found.placement.on_plan(found.placement.on_ground(place)) == pytest.approx(place, abs=1e-5)
