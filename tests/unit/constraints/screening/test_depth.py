"""Depth: how far, at most, something reaches inside a site's edge."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from plugin.constraints.screening.depth import depth, depths, greatest_depth, greatest_depths, reach_in
from plugin.constraints.screening.edge import SiteEdges

SQUARE = shapely.box(530000, 180000, 530040, 180040)
ONLY = np.zeros(1, dtype=np.intp)


def wkt(text: str) -> shapely.Geometry:
    return shapely.from_wkt(text)


def many(*geometries: shapely.Geometry) -> NDArray[np.object_]:
    made = np.empty(len(geometries), dtype=object)
    made[:] = geometries
    return made


def reaches(inside: shapely.Geometry, site: shapely.Geometry, wanted: float) -> bool:
    return bool(reach_in(SiteEdges(many(site)), many(inside), ONLY, ONLY, np.array([wanted]))[0])


def test_nothing_inside_has_no_depth():
    assert depth(shapely.Polygon(), SQUARE) == 0.0


def test_a_strip_along_the_edge_is_as_deep_as_it_is_wide():
    assert depth(shapely.box(530000, 180000, 530040, 180000.3), SQUARE) == pytest.approx(0.3, abs=1e-9)


def test_a_site_is_as_deep_in_itself_as_its_largest_circle():
    assert greatest_depth(SQUARE) == pytest.approx(20.0, abs=0.01)


def test_a_narrow_turned_site_is_half_as_deep_as_wide():
    site = shapely.affinity.rotate(shapely.box(530000, 180000, 530200, 180003), 17)

    assert greatest_depth(site) == pytest.approx(1.5, abs=1e-6)


def test_a_point_is_as_deep_as_it_is_far_from_the_edge():
    assert depth(shapely.Point(530007, 180020), SQUARE) == pytest.approx(7.0)


def test_of_several_points_the_deepest_counts():
    assert depth(shapely.MultiPoint([(530001, 180020), (530009, 180020)]), SQUARE) == pytest.approx(9.0)


def test_a_line_across_the_site_is_deepest_in_its_middle_where_it_has_no_vertex():
    assert depth(wkt("LINESTRING (530000 180005, 530040 180035)"), SQUARE) == pytest.approx(20.0, abs=0.01)


def test_a_line_along_the_edge_has_no_depth():
    assert depth(wkt("LINESTRING (530000 180000, 530040 180000)"), SQUARE) == 0.0


def test_the_edge_of_a_hole_is_an_edge_too():
    site = SQUARE.difference(shapely.box(530015, 180015, 530025, 180025))

    assert depth(shapely.Point(530013, 180020), site) == pytest.approx(2.0)


def test_points_lines_and_areas_together_are_as_deep_as_the_deepest():
    mixed = shapely.GeometryCollection([shapely.Point(530001, 180001), wkt("LINESTRING (530000 180003, 530040 180003)")])

    assert depth(mixed, SQUARE) == pytest.approx(3.0, abs=0.01)


def test_a_seam_is_not_an_edge():
    left, right = shapely.box(530000, 180000, 530020, 180040), shapely.box(530020, 180000, 530040, 180040)

    both = depths(SiteEdges(many(SQUARE)), many(left, right), np.array([0, 0]), ONLY)

    assert both == pytest.approx([20.0], abs=0.01)


@pytest.mark.parametrize(("width", "answer"), [(0.999, False), (0.99999, False), (1.0, True), (1.001, True)])
def test_whether_a_threshold_is_reached_is_decided_to_the_micrometre(width: float, answer: bool):
    assert reaches(shapely.box(530000, 180010, 530000 + width, 180030), SQUARE, 1.0) is answer


@pytest.mark.parametrize("wanted", [19.9999, 20.0])
def test_the_centre_of_a_square_reaches_its_depth_although_no_vertex_stands_there(wanted: float):
    assert reaches(SQUARE, SQUARE, wanted)


def test_the_centre_of_a_square_reaches_no_deeper():
    assert not reaches(SQUARE, SQUARE, 20.001)


def star(seed: int, count: int, radius: float, middle: tuple[float, float]) -> shapely.Polygon:
    random = np.random.default_rng(seed)
    angles = np.sort(random.random(count)) * 2 * math.pi
    radii = radius * (0.35 + 0.65 * random.random(count))
    shape = shapely.Polygon(np.c_[middle[0] + radii * np.cos(angles), middle[1] + radii * np.sin(angles)])
    return shapely.make_valid(shape)


def sampled_depth(inside: shapely.Geometry, site: shapely.Geometry, steps: int) -> float:
    west, south, east, north = inside.bounds
    grid_x, grid_y = np.meshgrid(np.linspace(west, east, steps), np.linspace(south, north, steps))
    points = shapely.points(grid_x.ravel(), grid_y.ravel())
    points = np.concatenate([points[shapely.covers(inside, points)], shapely.points(shapely.get_coordinates(inside))])
    return float(shapely.distance(points, site.boundary).max())


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(4, 40), st.sampled_from([3.0, 20.0, 80.0]), st.integers(-30, 30), st.booleans())
def test_depth_is_never_less_than_any_sampled_point_and_never_more_than_the_grid_allows(
    seed: int, count: int, radius: float, shift: int, holed: bool
):
    site = star(seed, count, radius, (530000, 180000))
    if holed:
        site = site.difference(star(seed + 1, 7, radius / 5, (530000 + radius / 10, 180000)))
    site = shapely.union_all([part for part in shapely.get_parts(site) if part.geom_type == "Polygon"])
    inside = site.intersection(star(seed + 2, 20, 40, (530000 + shift, 180000)))
    if site.is_empty or inside.is_empty:
        return
    shapely.prepare(inside)
    steps = 80
    west, south, east, north = inside.bounds
    cell = math.hypot((east - west) / (steps - 1), (north - south) / (steps - 1))

    found = depth(inside, site)

    sampled = sampled_depth(inside, site, steps)
    assert sampled - 0.01 <= found + 1e-9
    assert found <= sampled + cell
    assert reaches(inside, site, found - 0.001)
    assert not reaches(inside, site, found + 0.011)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(4, 60), st.sampled_from([2.0, 20.0, 200.0]))
def test_a_sites_own_depth_is_the_radius_of_its_largest_circle(seed: int, count: int, radius: float):
    site = star(seed, count, radius, (530000, 180000))
    site = shapely.union_all([part for part in shapely.get_parts(site) if part.geom_type == "Polygon"])

    expected = shapely.maximum_inscribed_circle(site, tolerance=1e-4).length

    assert expected - 0.0102 <= greatest_depth(site) <= expected + 0.0002


def test_a_piece_whose_corners_stand_on_its_box_is_not_made_deeper_by_the_clip():
    comb = wkt(
        "POLYGON ((530007 180045.9, 530007 180052.3, 530022.7 180038.6, 530007 180056.4, 530027 180056.4, 530050.4 180041.6, "
        "530047.9 180026.6, "
        "530057.8 180009.6, 530009.7 180009.6, 530008 180010.5, 530007 180010.6, 530007 180013.5, 530009.4 180012.1, 530007 180019.5, "
        "530007 180033.2, 530031.5 180020, 530007 180045.9))"
    )
    site = shapely.box(529990, 180000, 530040, 180070)
    shapely.prepare(comb)

    assert depth(comb.intersection(site), site) <= sampled_depth(comb.intersection(site), site, 300) + 0.25


def test_a_sliver_of_no_width_along_the_whole_edge_has_no_depth():
    sliver = shapely.Polygon([(530000, 180000), (530040, 180000), (530040, 180000 + 1e-9), (530020, 180000 + 2e-9)])

    assert depth(sliver, SQUARE) == pytest.approx(0.0, abs=1e-8)


def test_a_thin_strip_along_a_very_long_edge_is_as_deep_as_it_is_wide():
    site = shapely.box(500000, 180000, 540000, 180400)

    assert depth(shapely.box(500000, 180000, 540000, 180000.02), site) == pytest.approx(0.02, abs=1e-9)


def test_a_corridor_whose_walls_hardly_open_is_deepest_at_its_wide_end():
    site = shapely.Polygon([(530000, 180000), (534000, 179999.5), (534000, 180003.5), (530000, 180003)])

    assert greatest_depth(site) == pytest.approx(2.0, abs=0.01)


def test_a_hole_in_the_middle_of_a_thing_leaves_it_its_outline():
    ring = shapely.box(530010, 180010, 530030, 180030).difference(shapely.box(530012, 180012, 530028, 180028))

    assert depth(ring, SQUARE) == pytest.approx(12.0, abs=0.01)


def test_a_peak_outside_the_thing_does_not_count():
    assert depth(shapely.box(530005, 180005, 530015, 180015), SQUARE) == pytest.approx(15.0, abs=0.01)


def test_of_a_site_in_two_parts_the_wider_counts():
    parts = shapely.union(SQUARE, shapely.box(530100, 180000, 530110, 180010))

    assert greatest_depth(parts) == pytest.approx(20.0, abs=0.01)


def test_a_site_drawn_the_other_way_round_is_as_deep():
    assert depth(shapely.box(530001, 180001, 530003, 180039), shapely.reverse(SQUARE)) == pytest.approx(3.0, abs=0.01)


def test_a_vertex_that_is_drawn_twice_changes_nothing():
    twice = wkt("POLYGON ((530000 180000, 530040 180000, 530040 180000, 530040 180040, 530000 180040, 530000 180000))")

    assert greatest_depth(twice) == pytest.approx(20.0, abs=0.01)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_many_depths_together_are_what_each_is_by_itself(seed: int):
    sites = [star(seed + 7 * i, 4 + (seed + i) % 90, 10.0 + i, (530000, 180000)) for i in range(6)]
    sites = [shapely.union_all([part for part in shapely.get_parts(site) if part.geom_type == "Polygon"]) for site in sites]
    insides = [site.intersection(star(seed + i, 300, 15, (530005, 180000))) for i, site in enumerate(sites)]
    edges, each = SiteEdges(many(*sites)), np.arange(len(sites))

    together, themselves = depths(edges, many(*insides), each, each), greatest_depths(edges, many(*sites), each)

    for i, (site, inside) in enumerate(zip(sites, insides)):
        assert together[i] == pytest.approx(depth(inside, site), abs=0.0101)
        assert themselves[i] == pytest.approx(greatest_depth(site), abs=0.0101)
