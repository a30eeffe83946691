"""Whether outlines run along each other, and how far they are apart: the index gives the answers of the slow way."""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely import wkt

from plugin.boundary.compare import compare
from plugin.boundary.outlines import Outline
from plugin.boundary.returned_line import match_returned
from plugin.domain.boundary_change import ChangeKind
from plugin.rules.rules import Rules

RULES = Rules(date(2026, 11, 22))
#: A hair less and a hair more than the distance: between them the slow way, which draws circles as polygons, may say either.
LESS, MORE = 0.995, 1.005


def line(text: str) -> Outline:
    return Outline(shapely.MultiLineString([wkt.loads(text)]))


def the_slow_way(one: Outline, other: Outline, distance: float) -> bool:
    """Every point of each in a band around the whole of the other."""
    bands = [shapely.buffer(each.lines, distance, quad_segs=64) for each in (one, other)]
    return bool(shapely.covers(bands[0], other.lines) and shapely.covers(bands[1], one.lines))


def star(corners: int, seed: int, spread: float, spikes: float = 0.0) -> shapely.Polygon:
    """A site of many corners around one place; ``spread`` metres of it hang on the seed, ``spikes`` do not."""
    angles = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    radii = 300 + spikes * np.random.default_rng(0).random(corners) + spread * np.random.default_rng(seed).random(corners)
    return shapely.Polygon(np.column_stack([533600 + radii * np.cos(angles), 174200 + radii * np.sin(angles)]))


@pytest.mark.parametrize(
    ("other", "along"),
    [
        ("LINESTRING (0 0.1, 10 0.1)", True),
        ("LINESTRING (0 0.11, 10 0.11)", False),
        ("LINESTRING (-0.09 0, 10.09 0)", True),
        ("LINESTRING (0 0, 9.8 0)", False),
        ("LINESTRING (10 0, 7 0.05, 3 -0.05, 0 0)", True),
        ("LINESTRING (0 0, 0 0, 10 0)", True),
        ("LINESTRING (0 0, 5 0, 5 0.2, 5 0, 10 0)", False),
    ],
)
def test_two_lines_run_along_each_other_within_ten_centimetres(other, along):
    assert line("LINESTRING (0 0, 10 0)").is_along(line(other), 0.1) is along


def test_lines_through_the_same_corners_in_another_order_do_not_run_along_each_other():
    one, other = line("LINESTRING (0 0, 10 0, 10 10, 0 10)"), line("LINESTRING (0 0, 10 10, 10 0, 0 10)")

    assert not one.is_along(other, 0.1)


@given(st.integers(0, 2**32 - 1), st.integers(2, 12), st.floats(0.02, 3), st.sampled_from([0.5, 1.0, 3.0, 8.0]))
@settings(max_examples=400, deadline=None)
def test_the_index_says_what_the_band_around_the_whole_line_says(seed, corners, spread, distance):
    random = np.random.default_rng(seed)
    places = random.random((corners, 2)) * 20
    other = np.insert(places, random.integers(1, corners), random.random(2) * 20, axis=0) if random.random() < 0.3 else places
    one, other = (Outline(shapely.MultiLineString([each])) for each in (places, other + spread * (random.random(other.shape) - 0.5)))
    assume(the_slow_way(one, other, distance * LESS) is the_slow_way(one, other, distance * MORE))

    assert one.is_along(other, distance) is the_slow_way(one, other, distance)


@given(st.integers(0, 2**32 - 1), st.integers(3, 30), st.integers(3, 30))
@settings(max_examples=200, deadline=None)
def test_the_farthest_vertex_is_the_one_that_measuring_each_against_the_whole_line_finds(seed, corners, others):
    random = np.random.default_rng(seed)
    one, other = (shapely.MultiLineString([random.random((count, 2)) * 50]) for count in (corners, others))

    there = shapely.distance(shapely.points(shapely.get_coordinates(one)), other).max()
    back = shapely.distance(shapely.points(shapely.get_coordinates(other)), one).max()

    assert Outline(one).farthest_vertex(Outline(other)) == pytest.approx(max(there, back), abs=1e-9)


@pytest.mark.parametrize(
    ("spread", "spikes", "kind"), [(0.02, 0, ChangeKind.COSMETIC), (0.5, 0, ChangeKind.ENLARGEMENT), (0.02, 3, ChangeKind.COSMETIC)]
)
def test_two_lines_of_thirty_thousand_corners_are_compared_in_seconds(spread, spikes, kind):
    one, other = (star(30_000, seed, spread, spikes) for seed in (1, 2))
    began = time.process_time()

    assert compare(one, other, RULES).kind is kind
    assert match_returned(one, other, RULES).unchanged is (spread <= 0.02)
    assert time.process_time() - began < 20
