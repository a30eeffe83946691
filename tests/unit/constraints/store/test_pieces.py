"""Pieces are small, valid, and add up to the whole."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as numpy_strategies

from plugin.constraints.store.pieces import are_full, cut


def star(points: int, *, east: float = 530000.0, north: float = 180000.0, radius: float = 900.0, seed: int = 1) -> shapely.Polygon:
    """A jagged ring around a place, never crossing itself."""
    angles = np.linspace(0, 2 * np.pi, points, endpoint=False)
    wander = np.random.default_rng(seed).normal(size=points).cumsum()
    radii = radius * (0.8 + 0.2 * np.tanh((wander - np.linspace(0, wander[-1], points)) / 40))
    return shapely.Polygon(np.column_stack([east + radii * np.cos(angles), north + radii * np.sin(angles)]))


def checked(geometry: shapely.Geometry, most: int) -> list[shapely.Geometry]:
    pieces = cut(geometry, most)
    shapes = [piece.geometry for piece in pieces]
    assert all(shapely.is_valid(shapes))
    assert sum(shapely.area(shapes)) == pytest.approx(geometry.area, rel=1e-9)
    assert max(shapely.get_num_coordinates(shapes)) <= most
    for piece in pieces:
        if piece.full:
            assert piece.geometry.equals(shapely.box(*piece.geometry.bounds))
    return shapes


@settings(max_examples=25)
@given(st.integers(8, 3000), st.integers(0, 999), st.integers(0, 4), st.integers(64, 256))
def test_pieces_of_shapes_with_holes_and_parts_add_up(points, seed, holes, most):
    rings = [
        star(max(8, points // 5), radius=80, east=530000 + 120 * hole - 180, north=180000 + 40 * (hole % 2), seed=seed + hole)
        for hole in range(holes)
    ]
    whole = shapely.union_all([star(points, seed=seed).difference(shapely.union_all(rings)), star(points, east=532500, seed=seed + 9)])

    checked(whole, most)


@settings(max_examples=60)
@given(numpy_strategies.arrays(np.int64, (14, 2), elements=st.integers(0, 12)))
def test_pieces_of_shapes_on_a_coarse_grid_add_up(corners):
    """Edges that run along the cuts, holes that touch the shell at a point: where clipping goes wrong if it does."""
    crossing = shapely.Polygon(corners * 10.0 + [530000, 180000])
    whole = shapely.make_valid(crossing, method="structure", keep_collapsed=False)
    if whole.area > 0:
        assert sum(piece.geometry.area for piece in cut(whole, 8)) == pytest.approx(whole.area, rel=1e-9)


def test_the_inside_of_a_large_shape_is_made_of_full_rectangles():
    angles = np.linspace(0, 2 * np.pi, 20000, endpoint=False)
    whole = shapely.Polygon(np.column_stack([5000 * np.cos(angles), 5000 * np.sin(angles)]))

    pieces = cut(whole, 256)

    assert sum(piece.geometry.area for piece in pieces if piece.full) > whole.area / 10


def test_a_polygon_of_two_hundred_thousand_vertices_is_cut_in_seconds():
    import time

    whole = star(200_000, radius=20_000)
    started = time.process_time()

    checked(whole, 256)

    assert time.process_time() - started < 10


def test_lines_add_up_in_length():
    steps = np.arange(2000.0)
    line = shapely.LineString(np.column_stack([steps, 50 * np.sin(steps)]))

    pieces = cut(line, 64)

    assert sum(piece.geometry.length for piece in pieces) == pytest.approx(line.length, rel=1e-9)
    assert not any(piece.full for piece in pieces)


def test_many_points_stay_as_many():
    points = shapely.MultiPoint(np.random.default_rng(1).uniform(0, 100, (600, 2)))

    pieces = cut(points, 256)

    assert sum(len(piece.geometry.geoms) for piece in pieces) == 600
    assert len(pieces) == 3


def test_only_a_whole_box_is_full():
    shapes = [
        shapely.box(0, 0, 2, 3),
        shapely.Polygon([(0, 0), (2, 0), (2, 3)]),
        shapely.Point(1, 1),
        star(5),
        shapely.box(0, 0, 2, 3).segmentize(1),
    ]

    assert are_full(np.array(shapes, dtype=object)).tolist() == [True, False, False, False, False]
