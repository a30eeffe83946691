"""Real sites against real layers of the London Borough of Southwark, checked against plain shapely on the original files."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import pytest
import shapely
import shapely.geometry

from plugin.boundary.intake import read_sites
from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.profile import Profile
from plugin.constraints.screening.neighbourhood import Neighbourhood, reach
from plugin.constraints.screening.place_screening import screen_place
from plugin.constraints.screening.screening import screen_site
from plugin.constraints.store.build_request import BuildRequest
from plugin.constraints.store.builder import build_store
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.clock import FixedClock
from plugin.domain.dataset import Coverage
from plugin.domain.enquiry import Bearing
from plugin.domain.finding import DatasetState, Finding
from plugin.domain.place import Place
from plugin.domain.reading import SiteReading
from plugin.domain.settings import ScreeningSettings
from tests.shared import shared_path

from .plain_shapely import Answer, PlainLayers, layer, national_grid

CLOCK = FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc))
SETTINGS = ScreeningSettings()
DATASETS = ("article-4-direction-area", "conservation-area", "listed-building-outline", "tree-preservation-zone")
OUTLINES = 300
EXAMPLES = "vectors/odp/examples/application"


@pytest.fixture(scope="module")
def grids() -> Path:
    return shared_path("data/grids")


@pytest.fixture(scope="module")
def transformer(grids: Path) -> Transformer:
    return Transformer((grids,))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, transformer: Transformer) -> Iterator[LocalStore]:
    folder = tmp_path_factory.mktemp("southwark")
    files = sorted(shared_path("data/southwark/geojson").glob("*.geojson"))
    build_store(BuildRequest(folder, files), transformer=transformer, clock=CLOCK, catalogue=Catalogue.load())
    opened = LocalStore(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def plain(grids: Path) -> PlainLayers:
    folder = shared_path("data/southwark/geojson")
    return PlainLayers({dataset: layer(folder / f"{dataset}.geojson", grids) for dataset in DATASETS})


@pytest.fixture(scope="module")
def readings(transformer: Transformer) -> list[SiteReading]:
    read = list(read_sites([shared_path(EXAMPLES)], transformer, clock=CLOCK))
    return [reading for reading in read if isinstance(reading, SiteReading)]


def assert_equal(found: dict[tuple[str, int], Finding], expected: dict[tuple[str, int], Answer]) -> None:
    assert set(found) == set(expected)
    for key, answer in expected.items():
        finding = found[key]
        if not answer.close_call:
            assert finding.relation.value == answer.relation, key
        assert abs(finding.overlap_m2 - answer.overlap_m2) <= max(1e-6, 1e-9 * answer.overlap_m2), key
        assert finding.distance_m == pytest.approx(answer.distance_m, abs=1e-8), key


def by_record(findings: tuple[Finding, ...]) -> dict[tuple[str, int], Finding]:
    return {(finding.entity.dataset, finding.entity.number): finding for finding in findings}


def test_the_thirteen_published_examples_screen_as_plain_shapely_does(
    readings: list[SiteReading], store: LocalStore, plain: PlainLayers, grids: Path
):
    assert len(readings) == 13
    overlaps = 0
    for reading in readings:
        submitted = national_grid(red_line(shared_path(EXAMPLES) / reading.file), grids)
        expected = plain.answers(submitted)

        screening = screen_site(reading, store, settings=SETTINGS, profile=Profile.default(), clock=CLOCK)

        assert reading.boundary is not None
        assert reading.boundary.area_m2 == pytest.approx(submitted.area, rel=1e-9)
        assert_equal(by_record(screening.findings), expected)
        overlaps += sum(answer.relation == "overlaps" for answer in expected.values())
    assert overlaps > 0


def test_ten_of_the_thirteen_examples_lie_elsewhere_and_are_not_checked(readings: list[SiteReading], store: LocalStore):
    screenings = [screen_site(reading, store, settings=SETTINGS, profile=Profile.default(), clock=CLOCK) for reading in readings]
    elsewhere = [
        screening
        for screening in screenings
        if all(result.state is DatasetState.NOT_CHECKED and result.why == "no coverage here" for result in screening.datasets)
    ]

    assert len(elsewhere) == 10
    assert all([check.code for check in screening.checks] == ["outside-authority"] for screening in elsewhere)
    assert all(screening.findings == () for screening in elsewhere)
    within = [screening for screening in screenings if screening not in elsewhere]
    assert all(result.coverage is Coverage.FULL for screening in within for result in screening.datasets)


def test_three_hundred_outlines_shifted_and_enlarged_screen_as_plain_shapely_does(store: LocalStore, plain: PlainLayers):
    random = np.random.default_rng(20261122)
    relations: Counter[str] = Counter()
    with_overlaps = 0
    for site in outlines(plain, random):
        expected = plain.answers(site)

        findings = Neighbourhood.gather(store, reach(site, SETTINGS)).screen(site, SETTINGS, with_depth=False)

        assert_equal(by_record(findings), expected)
        for finding in findings:
            if finding.overlap is not None and finding.overlap_m2:
                assert finding.overlap.is_valid
                assert math.isclose(finding.overlap.area, finding.overlap_m2, rel_tol=1e-9, abs_tol=1e-6)
        relations.update(answer.relation for answer in expected.values())
        with_overlaps += any(answer.relation == "overlaps" for answer in expected.values())
    assert with_overlaps >= 100
    assert min(relations[relation] for relation in ("overlaps", "touches", "near", "surrounded")) > 0


def test_a_thousand_points_are_inside_at_an_edge_or_away_as_plain_shapely_says(store: LocalStore, plain: PlainLayers):
    random = np.random.default_rng(20261127)
    counted: Counter[Bearing] = Counter()
    chosen = [plain.shapes[row] for row in random.integers(0, len(plain.shapes), 250)]
    for shape in chosen:
        west, south, east, north = shape.bounds
        for _ in range(4):
            point = shapely.Point(random.uniform(west - 30, east + 30), random.uniform(south - 30, north + 30))
            place = Place(point.x, point.y, "a point", "")

            enquiry = screen_place(place, store, settings=SETTINGS, profile=Profile.default(), clock=CLOCK, catalogue=Catalogue.load())

            found = {(each.entity.dataset, each.entity.number): each for each in enquiry.findings}
            expected = plain.at(point)
            assert set(found) == set(expected)
            for key, (inside, edge) in expected.items():
                bearing = Bearing.MAY_APPLY if edge < SETTINGS.tolerance else Bearing.APPLIES if inside else Bearing.NEAR
                assert found[key].bearing is bearing, key
                assert (found[key].edge_m if inside else found[key].distance_m) == pytest.approx(edge, abs=1e-6), key
            counted.update(each.bearing for each in enquiry.findings)
    assert min(counted[bearing] for bearing in Bearing) > 10


def test_depths_of_real_outlines_agree_with_erosion(store: LocalStore, plain: PlainLayers):
    random = np.random.default_rng(7)
    compared = 0
    for site in outlines(plain, random):
        if compared >= 40:
            break
        for finding in Neighbourhood.gather(store, reach(site, SETTINGS)).screen(site, SETTINGS):
            if finding.overlap is None or not finding.overlap_m2 or finding.depth_m is None:
                continue
            inside = site.intersection(plain.shapes[plain.keys.index((finding.entity.dataset, finding.entity.number))])
            slack = 0.02 + 0.01 * finding.depth_m
            assert inside.intersects(site.buffer(-max(finding.depth_m - slack, 0.0), quad_segs=64))
            assert not inside.intersects(site.buffer(-(finding.depth_m + slack), quad_segs=64))
            compared += 1
    assert compared >= 40


def outlines(plain: PlainLayers, random: np.random.Generator) -> Iterator[shapely.Geometry]:
    """Seeded outlines of real records: taken from the layers in turn, shifted by up to 60 m, enlarged by up to a half; some are rings."""
    rows = {dataset: [row for row, key in enumerate(plain.keys) if key[0] == dataset] for dataset in DATASETS}
    made = 0
    while made < OUTLINES:
        row = int(random.choice(rows[DATASETS[made % len(DATASETS)]]))
        factor = 1.0 + random.random() / 2
        outline = shapely.affinity.scale(plain.shapes[row], factor, factor)
        outline = shapely.affinity.translate(outline, *random.uniform(-60, 60, 2))
        if made % 20 == 0:
            outline = plain.shapes[row].buffer(25).difference(plain.shapes[row].buffer(3))
        outline = shapely.union_all([part for part in shapely.get_parts(shapely.make_valid(outline)) if part.geom_type == "Polygon"])
        if 1.0 < outline.area < 200_000:
            made += 1
            yield outline


def red_line(path: Path) -> shapely.Geometry:
    document = json.loads(path.read_text(encoding="utf-8"))
    return shapely.geometry.shape(document["data"]["proposal"]["boundary"]["site"]["geometry"])
