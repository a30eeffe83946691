"""Many sites at a time say what each of them says by itself, row for row."""

from __future__ import annotations

import csv
import math
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugin.boundary.many.site_batch import SiteBatch
from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.profile import Profile
from plugin.constraints.screening.many_sites import LISTED, ManyFindings, ManySites
from plugin.constraints.screening.many_states import ManyStatesOf
from plugin.constraints.screening.screening import screen_site
from plugin.constraints.screening.standings import RELATIONS
from plugin.constraints.store.build_request import BuildRequest
from plugin.constraints.store.builder import build_store
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.accuracy import UNTRANSFORMED, Accuracy
from plugin.domain.application import Application
from plugin.domain.boundary import Boundary, Original, SourceCrs
from plugin.domain.dataset import Coverage
from plugin.domain.finding import DatasetResult, DatasetState, Screening
from plugin.domain.reading import SiteReading
from plugin.domain.settings import ScreeningSettings

from .scenes import CLOCK, HELMERT
from .test_pieces_and_wholes import EAST, NORTH, random_scene

CATALOGUE = Catalogue.load()
SETTINGS = ScreeningSettings()
DATASETS = ("conservation-area", "tree", "flood-risk-zone", "our-own-layer")
DATES = (("", ""), ("", "2020-01-01"), ("2099-01-01", ""), ("2026-11-01", "2027-01-01"))


def built(folder: Path, shapes: Sequence[shapely.Geometry], **options: Any) -> Path:
    """A store on disk of shapes in several datasets, with dates, cut into small pieces."""
    folder.mkdir(exist_ok=True)
    for place, dataset in enumerate(DATASETS):
        with (folder / f"{dataset}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["entity", "reference", "name", "start-date", "end-date", "geometry"])
            for number, shape in enumerate(shapes, start=1):
                if number % len(DATASETS) == place:
                    begins, ends = DATES[number % 7 % len(DATES)]
                    writer.writerow([number, f"R{number}", f"Name {number}", begins, ends, shapely.to_wkt(shape, rounding_precision=-1)])
    files = [folder / f"{dataset}.csv" for dataset in DATASETS]
    options = {"coverage": "full", "most_vertices": 32, **options}
    build_store(BuildRequest(folder / "store", files, **options), transformer=Transformer(), clock=CLOCK, catalogue=CATALOGUE)
    return folder / "store"


def batch_of(sites: Sequence[shapely.Geometry | None], accuracy: Accuracy = UNTRANSFORMED, **lists: Any) -> SiteBatch:
    boundaries = np.full(len(sites), None, dtype=object)
    boundaries[:] = sites
    made = SiteBatch(
        sites=[f"site {number}" for number in range(len(sites))],
        files=["sites.csv"] * len(sites),
        references=[""] * len(sites),
        types=[""] * len(sites),
        submitted=[None] * len(sites),
        boundaries=boundaries,
        problems=["" if site is not None else "It is empty." for site in sites],
        accuracies=[accuracy if site is not None else None for site in sites],
    )
    return replace(made, **lists)


def by_itself(batch: SiteBatch, row: int, store: LocalStore, profile: Profile | None = None, on: date | None = None) -> Screening:
    site, accuracy = batch.boundaries[row], batch.accuracies[row]
    assert accuracy is not None
    boundary = Boundary(site, Original(site.wkt, "wkt"), SourceCrs.NATIONAL_GRID, accuracy)
    application = Application("", type_code=batch.types[row], submitted_on=batch.submitted[row])
    reading = SiteReading(batch.sites[row], "sites.csv", "a test", application=application, boundary=boundary)
    return screen_site(reading, store, settings=SETTINGS, profile=profile or Profile.default(), clock=CLOCK, on=on)


def rows_of(found: ManyFindings, site: int) -> Iterator[tuple[Any, ...]]:
    stands = found.stands
    for row in np.flatnonzero(stands.sites == site):
        entity = found.entities[stands.entities[row]]
        depth = stands.depth_m[row]
        yield (
            LISTED[found.listed[row]],
            entity,
            RELATIONS[stands.relations[row]],
            stands.overlap_m2[row],
            stands.overlap_percent[row],
            None if math.isnan(depth) else depth,
            stands.distance_m[row],
            stands.overlaps[row],
        )


def assert_same_rows(found: ManyFindings, site: int, alone: Screening) -> None:
    groups = zip(LISTED, (alone.findings, alone.ended, alone.not_yet))
    expected = [(listed, finding) for listed, findings in groups for finding in findings]
    rows = list(rows_of(found, site))
    assert [(listed, entity.number, relation) for listed, entity, relation, *_ in rows] == [
        (listed, finding.entity.number, finding.relation) for listed, finding in expected
    ]
    for (_, entity, _, area, percent, depth, distance, overlap), (_, finding) in zip(rows, expected):
        assert entity == replace(finding.entity, attributes={})
        assert abs(area - finding.overlap_m2) <= max(1e-6, 1e-9 * finding.overlap_m2)
        assert percent == pytest.approx(finding.overlap_percent, abs=1e-6)
        assert depth == finding.depth_m
        assert distance == pytest.approx(finding.distance_m, abs=1e-9)
        assert (overlap is None) == (finding.overlap is None)
        if overlap is not None and finding.overlap is not None:
            assert overlap.symmetric_difference(finding.overlap).area <= max(1e-6, 1e-9 * finding.overlap_m2)


def many(store: LocalStore, on: date | None = None) -> ManySites:
    return ManySites(store, settings=SETTINGS, catalogue=CATALOGUE, clock=CLOCK, on=on, with_depth=True, with_overlap=True)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32 - 1))
def test_many_sites_at_a_time_have_the_rows_of_each_by_itself(tmp_path: Path, seed: int):
    random = np.random.default_rng(seed)
    scenes = [random_scene(random) for _ in range(12)]
    shapes = [shape for _, made in scenes for shape in made] or [shapely.box(EAST, NORTH, EAST + 9, NORTH + 9)]
    sites = [site for site, _ in scenes if not site.is_empty]
    sites += [shapely.affinity.translate(site, 300 * place) for place, site in enumerate(sites)]
    folder = built(tmp_path / str(seed), shapes)

    with LocalStore(folder) as store:
        batch = batch_of(sites)
        found = many(store).screen(batch)

        for row in range(len(sites)):
            assert_same_rows(found, row, by_itself(batch, row, store))


def test_the_same_batch_cut_differently_has_the_same_rows(tmp_path: Path):
    random = np.random.default_rng(8)
    scenes = [random_scene(random) for _ in range(10)]
    sites = [site for site, _ in scenes if not site.is_empty]
    with LocalStore(built(tmp_path, [shape for _, made in scenes for shape in made])) as store:
        together = many(store).screen(batch_of(sites))
        for row, site in enumerate(sites):
            alone = many(store).screen(batch_of([site]))
            assert [row[:3] for row in rows_of(alone, 0)] == [row[:3] for row in rows_of(together, row)]
            assert [row[5] for row in rows_of(alone, 0)] == [row[5] for row in rows_of(together, row)]


def squares() -> list[shapely.Geometry]:
    return [shapely.box(EAST + 100 * place, NORTH, EAST + 100 * place + 40, NORTH + 40) for place in range(8)]


def test_a_site_without_a_boundary_has_no_findings_and_every_dataset_not_checked(tmp_path: Path):
    with LocalStore(built(tmp_path, squares())) as store:
        batch = batch_of([squares()[0], None, squares()[1]])
        found = many(store).screen(batch)
        states = ManyStatesOf(store, SETTINGS, Profile.default(), CATALOGUE, CLOCK).of(batch, found)

    assert set(found.stands.sites.tolist()) == {0, 2}
    results = [states.results[position] for position in states.of_site[1]]
    assert {result.state for result in results} == {DatasetState.NOT_CHECKED}
    assert {result.why for result in results} == {"It is empty."}


def test_a_piece_that_is_damaged_stops_only_the_sites_that_need_it(tmp_path: Path):
    folder = built(tmp_path, squares())
    (generation,) = folder.rglob("*.gpkg")
    with closing(sqlite3.connect(generation)) as connection:
        connection.execute("UPDATE tile SET geometry = x'0103' WHERE entity = (SELECT key FROM entity WHERE number = 3)")
        connection.commit()

    with LocalStore(folder) as store:
        found = many(store).screen(batch_of(squares()))

    failed = [row for row, problem in enumerate(found.problems) if problem]
    assert failed == [2]
    assert "tell the maintainers" in found.problems[2]
    assert set(found.stands.sites.tolist()) == {0, 1, 3, 4, 5, 6, 7}


def test_an_empty_store_leaves_every_site_without_findings(tmp_path: Path):
    with LocalStore(built(tmp_path, [])) as store:
        assert len(many(store).screen(batch_of(squares())).stands) == 0


def test_no_sites_at_all_have_no_findings(tmp_path: Path):
    with LocalStore(built(tmp_path, squares())) as store:
        assert len(many(store).screen(batch_of([])).stands) == 0


def test_a_certificate_of_lawfulness_is_judged_by_its_own_date(tmp_path: Path):
    with LocalStore(built(tmp_path, squares())) as store:
        batch = batch_of(squares(), types=["ldc.existing", "pp.full"] * 4, submitted=[date(2019, 6, 1)] * 8)
        found = many(store).screen(batch)

        assert found.judged_on[:2] == [date(2019, 6, 1), date(2026, 11, 22)]
        for row in range(8):
            assert_same_rows(found, row, by_itself(batch, row, store))


def test_a_date_that_is_given_is_that_of_every_site(tmp_path: Path):
    on = date(2100, 1, 1)
    with LocalStore(built(tmp_path, squares())) as store:
        batch = batch_of(squares())
        found = many(store, on).screen(batch)

        for row in range(8):
            assert_same_rows(found, row, by_itself(batch, row, store, on=on))


def state_of(result: DatasetResult) -> tuple[object, ...]:
    """What is said of flood zones beside their state is a site's own, and not said of many."""
    why = "" if result.dataset == "flood-risk-zone" and result.fully_checked else result.why
    return result.dataset, result.state, result.coverage, why


@pytest.mark.parametrize("accuracy", [UNTRANSFORMED, HELMERT])
def test_the_states_of_many_sites_are_those_of_each_by_itself(tmp_path: Path, accuracy: Accuracy):
    area = tmp_path / "area.geojson"
    area.write_text(shapely.to_geojson(shapely.box(EAST - 500, NORTH - 500, EAST + 320.0, NORTH + 500)))
    expected: dict[str, Coverage | None] = {"tree": Coverage.PARTIAL, "listed-building": Coverage.NONE, "green-belt": None}
    profile = replace(Profile.default(), datasets=expected)
    with LocalStore(built(tmp_path, squares(), coverage=area)) as store:
        batch = batch_of(squares(), accuracy)
        found = many(store).screen(batch)
        states = ManyStatesOf(store, SETTINGS, profile, CATALOGUE, CLOCK).of(batch, found)

        for row in range(8):
            alone = by_itself(batch, row, store, profile)
            together = [states.results[position] for position in states.of_site[row]]
            assert [state_of(result) for result in together] == [state_of(result) for result in alone.datasets]
            assert states.unreliable[row] == alone.unreliable
            assert states.checks[row] == alone.checks
