"""Pieces are how the store is fast; nothing that screening says may come from them."""

from __future__ import annotations

import csv
import math
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.screening.depth import depth
from plugin.constraints.screening.neighbourhood import Neighbourhood, reach
from plugin.constraints.store.build_request import BuildRequest
from plugin.constraints.store.builder import build_store
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.clock import FixedClock
from plugin.domain.finding import Finding, Relation
from plugin.domain.settings import ScreeningSettings

from .memory_store import MemoryStore, Row

SETTINGS = ScreeningSettings()
EAST, NORTH = 530000.0, 180000.0


def screened(site: shapely.Geometry, shapes: list[shapely.Geometry], most_vertices: int) -> dict[int, Finding]:
    store = MemoryStore([Row("layer", shape, number) for number, shape in enumerate(shapes, start=1)], most_vertices=most_vertices)
    neighbourhood = Neighbourhood.gather(store, reach(site, SETTINGS))
    return {finding.entity.number: finding for finding in neighbourhood.screen(site, SETTINGS)}


def whole_relation(site: shapely.Geometry, shape: shapely.Geometry) -> Relation | None:
    """The rule on whole shapes, read from shapely's own distances, overlaps and largest circles."""
    apart = shapely.distance(site, shape)
    if apart > 1e-6:
        holes = [shapely.Polygon(ring) for part in shapely.get_parts(site) for ring in part.interiors]
        if any(shapely.intersects(hole, shape) for hole in holes):
            return Relation.SURROUNDED
        return Relation.NEAR if apart <= SETTINGS.near else None
    greatest = shapely.maximum_inscribed_circle(site, tolerance=1e-4).length
    threshold = min(SETTINGS.tolerance, greatest / 2)
    return Relation.OVERLAPS if depth(site.intersection(shape), site, 1e-4) >= threshold - 1e-6 else Relation.TOUCHES


def near_the_threshold(site: shapely.Geometry, shape: shapely.Geometry) -> bool:
    """Where the check's own figures are too coarse to say which side it is."""
    greatest = shapely.maximum_inscribed_circle(site, tolerance=1e-4).length
    return abs(depth(site.intersection(shape), site, 1e-4) - min(SETTINGS.tolerance, greatest / 2)) < 1e-3


def polygons_of(geometry: shapely.Geometry) -> shapely.Geometry:
    valid = shapely.make_valid(geometry)
    return shapely.union_all([part for part in shapely.get_parts(valid) if part.geom_type in ("Polygon", "MultiPolygon")])


def star(random: np.random.Generator, count: int, radius: float, x: float, y: float) -> shapely.Geometry:
    angles = np.sort(random.random(count)) * 2 * math.pi
    radii = radius * (0.3 + 0.7 * random.random(count))
    return polygons_of(shapely.Polygon(np.c_[x + radii * np.cos(angles), y + radii * np.sin(angles)]))


@st.composite
def scenes(draw: st.DrawFn) -> tuple[shapely.Geometry, list[shapely.Geometry]]:
    site, shapes = random_scene(np.random.default_rng(draw(st.integers(0, 2**32 - 1))))
    assume(shapes and not site.is_empty)
    return site, shapes


def random_scene(random: np.random.Generator) -> tuple[shapely.Geometry, list[shapely.Geometry]]:
    """A site and shapes round it: holes, several parts, corners and edges that they share, lines and points."""
    radius = float(random.choice([2.0, 15.0, 120.0]))
    site = star(random, int(random.integers(4, 30)), radius, EAST, NORTH)
    if random.random() < 0.5:
        site = polygons_of(site.difference(star(random, 8, radius / 4, EAST + radius / 10, NORTH)))
    if random.random() < 0.5:
        site = polygons_of(site.union(star(random, 6, radius / 2, EAST + 2 * radius, NORTH)))
    shapes = [random_shape(random, site, radius) for _ in range(random.integers(1, 5))]
    return site, [shape for shape in shapes if not shape.is_empty and shape.geom_type != "GeometryCollection"]


def random_shape(random: np.random.Generator, site: shapely.Geometry, radius: float) -> shapely.Geometry:
    east, north = np.array([EAST, NORTH]) + random.normal(size=2) * radius
    shape = star(random, int(random.integers(4, 400)), float(random.choice([1.0, 30.0, 300.0])), east, north)
    kind = random.choice(["plain", "holed", "parts", "shared edge", "complement", "line", "point", "inside"])
    if kind == "holed":
        return polygons_of(shape.difference(star(random, 12, 10, EAST, NORTH)))
    if kind == "parts":
        return polygons_of(shape.union(star(random, 60, 20, EAST - radius, NORTH + radius)))
    if kind == "shared edge":
        return polygons_of(shape.difference(site))
    if kind == "complement":
        return polygons_of(shapely.box(EAST - 400, NORTH - 400, EAST + 400, NORTH + 400).difference(site))
    if kind == "line":
        return shape.boundary
    if kind == "point":
        return shape.centroid
    return polygons_of(site.intersection(shape)) if kind == "inside" else shape


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(scenes(), st.sampled_from([24, 64, 256]))
def test_pieces_say_what_whole_shapes_say(scene: tuple[shapely.Geometry, list[shapely.Geometry]], most_vertices: int):
    site, shapes = scene
    assert_as_whole(screened(site, shapes, most_vertices), site, dict(enumerate(shapes, start=1)))


def assert_as_whole(found: dict[int, Finding], site: shapely.Geometry, shapes: dict[int, shapely.Geometry]) -> None:
    for number, shape in shapes.items():
        expected = whole_relation(site, shape)
        if expected is None:
            assert number not in found
            continue
        finding = found[number]
        if finding.relation is not expected:
            assert near_the_threshold(site, shape), (finding.relation, expected)
        apart = shapely.distance(site, shape)
        assert finding.distance_m == pytest.approx(0.0 if apart <= 1e-6 else apart, abs=1e-9)
        area = site.intersection(shape).area
        assert abs(finding.overlap_m2 - area) <= max(1e-6, 1e-9 * area)
        if finding.depth_m is not None and finding.overlap is not None:
            assert finding.depth_m == pytest.approx(depth(site.intersection(shape), site), abs=0.02)
            assert finding.overlap.is_valid
            assert abs(finding.overlap.area - area) <= max(1e-6, 1e-9 * area)


def test_a_store_on_disk_says_what_whole_shapes_say(tmp_path: Path):
    random = np.random.default_rng(4)
    made = [scene for scene in (random_scene(random) for _ in range(14)) if not scene[0].is_empty]
    shapes = dict(enumerate((shape for _, shapes in made for shape in shapes), start=1))
    with (tmp_path / "layer.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["entity", "geometry"])
        writer.writerows([number, shapely.to_wkt(shape, rounding_precision=-1)] for number, shape in shapes.items())
    clock = FixedClock(datetime(2026, 11, 22, tzinfo=timezone.utc))
    files = [tmp_path / "layer.csv"]
    build_store(
        BuildRequest(tmp_path / "store", files, coverage="full", most_vertices=32),
        transformer=Transformer(),
        clock=clock,
        catalogue=Catalogue.load(),
    )
    store = LocalStore(tmp_path / "store")
    for site, _ in made:
        findings = Neighbourhood.gather(store, reach(site, SETTINGS)).screen(site, SETTINGS)
        assert_as_whole({finding.entity.number: finding for finding in findings}, site, shapes)
    store.close()


def fine_circle(radius: float) -> shapely.Polygon:
    return shapely.Point(EAST, NORTH).buffer(radius, quad_segs=500)


@pytest.mark.parametrize("most_vertices", [6, 40, 100_000])
def test_a_seam_is_not_an_edge_and_does_not_show(most_vertices: int):
    zone = fine_circle(100.0).difference(shapely.Point(EAST + 10, NORTH + 10).buffer(3))
    site = shapely.box(EAST - 30.5, NORTH - 20.25, EAST + 31.5, NORTH + 22.75)

    finding = screened(site, [zone], most_vertices)[1]

    assert finding.relation is Relation.OVERLAPS
    assert finding.depth_m == pytest.approx(21.5, abs=0.011)
    assert finding.overlap is not None
    assert finding.overlap.geom_type == "Polygon"
    assert len(finding.overlap.interiors) == 1
    assert finding.overlap.symmetric_difference(site.intersection(zone)).area < 1e-6


@pytest.mark.parametrize("most_vertices", [6, 100_000])
def test_a_sliver_that_many_pieces_share_is_still_a_touch(most_vertices: int):
    wavy = [(EAST + x / 4, NORTH + 0.3 + 0.1 * math.sin(x)) for x in range(801)]
    zone = shapely.Polygon([(EAST, NORTH - 50), *wavy, (EAST + 200, NORTH - 50)])
    site = shapely.box(EAST, NORTH, EAST + 200, NORTH + 40)

    finding = screened(site, [zone], most_vertices)[1]

    assert finding.relation is Relation.TOUCHES
    assert finding.overlap_m2 == pytest.approx(60, abs=1)
    assert finding.depth_m == pytest.approx(0.4, abs=0.011)
