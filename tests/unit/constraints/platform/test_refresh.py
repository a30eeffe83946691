"""A refresh never harms: what is in use stays in use until the new is accepted, and what would be lost is refused with the figures."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.changes.compare_generations import compare_generations
from plugin.constraints.changes.touched_sites import touched_sites
from plugin.constraints.platform.asker import Asker
from plugin.constraints.platform.authority import DISTRICT
from plugin.constraints.platform.refresh import refresh
from plugin.constraints.platform.refresh_request import RefreshRequest
from plugin.constraints.platform.web import PlatformError
from plugin.constraints.refresh.refreshed import Outcome, Refreshed
from plugin.constraints.store.generations import current_generation, has_store
from plugin.constraints.store.local_store import LocalStore
from plugin.constraints.store.put_back import put_back
from plugin.domain.clock import today
from plugin.domain.entity_change import ChangeKind
from plugin.rules.rules import Rules
from tests.platform_stand_in import Fault, Platform, district, record

from ..store.making import TickingClock
from .asking import CLOCK, GROUND, asking, square
from .southwark import DATASETS, southwark

AREAS, TREES = "conservation-area", "tree-preservation-zone"


def platform(**told: Any) -> Platform:
    areas = [record(number, AREAS, square(number * 5, 0), name=f"Area {number}") for number in range(1, 11)]
    zones = [record(100 + number, TREES, square(number * 5, 10)) for number in range(1, 6)]
    return Platform([district(GROUND), *areas, *zones], **told)


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


def refreshed(folder: Path, asker: Asker, clock: TickingClock, *datasets: str, authority: str = "SWK", **options: Any) -> Refreshed:
    request = RefreshRequest(folder, authority, datasets or (AREAS, TREES), **options)
    return refresh(request, asker, transformer=Transformer(), clock=clock, catalogue=Catalogue.load())


def outcomes(found: Refreshed) -> dict[str, Outcome]:
    return {each.dataset: each.outcome for each in found.datasets}


def test_an_authority_that_is_not_known_leaves_nothing_behind(tmp_path: Path, clock: TickingClock) -> None:
    with asking(platform()) as (asker, _), pytest.raises(PlatformError):
        refreshed(tmp_path / "store", asker, clock, authority="Nowhere")
    assert not (tmp_path / "store").exists()


def test_what_was_fetched_waits_until_it_is_accepted(tmp_path: Path, clock: TickingClock) -> None:
    with asking(platform()) as (asker, _):
        found = refreshed(tmp_path, asker, clock)

    assert not has_store(tmp_path)
    assert outcomes(found) == {DISTRICT: Outcome.NEW, AREAS: Outcome.NEW, TREES: Outcome.NEW}
    put_back(tmp_path, found.generation)
    with LocalStore(tmp_path) as store:
        assert store.authority_name() == "Southwark"
        assert {slug: snapshot.count for slug, snapshot in store.snapshots().items()} == {AREAS: 10, TREES: 5, DISTRICT: 1}


def accepted(folder: Path, asker: Asker, clock: TickingClock) -> str:
    return put_back(folder, refreshed(folder, asker, clock).generation)


def test_where_nothing_changed_nothing_is_built(tmp_path: Path, clock: TickingClock) -> None:
    with asking(platform()) as (asker, _):
        before = accepted(tmp_path, asker, clock)
        found = refreshed(tmp_path, asker, clock)

    assert found.generation == ""
    assert set(outcomes(found).values()) == {Outcome.SAME}
    assert current_generation(tmp_path) == before


@pytest.mark.parametrize("left", [0, 8])
def test_a_dataset_that_was_emptied_or_shrank_is_refused_with_the_figures_and_the_others_go_on(
    tmp_path: Path, clock: TickingClock, left: int
) -> None:
    there = platform(licences={AREAS: "ogl3"})
    with asking(there) as (asker, _):
        accepted(tmp_path, asker, clock)
        there.records = [each for each in there.records if each["dataset"] != AREAS or each["entity"] <= left]
        there.records.append(record(110, TREES, square(60, 10)))
        found = refreshed(tmp_path, asker, clock)

    assert outcomes(found) == {DISTRICT: Outcome.SAME, AREAS: Outcome.REFUSED, TREES: Outcome.NEW}
    (told,) = (each.sentence for each in found.datasets if each.dataset == AREAS)
    assert f"has 10 records in the store and {left} on the platform" in told
    put_back(tmp_path, found.generation)
    with LocalStore(tmp_path) as store:
        assert {slug: snapshot.count for slug, snapshot in store.snapshots().items()} == {AREAS: 10, TREES: 6, DISTRICT: 1}


@pytest.mark.parametrize("by_file", [False, True])
def test_a_dataset_whose_records_all_ended_is_refused_too_and_those_that_ended_do_not_count(
    tmp_path: Path, clock: TickingClock, by_file: bool
) -> None:
    there = platform()
    with asking(there) as (asker, _):
        accepted(tmp_path, asker, clock)
        for each in there.records:
            if each["dataset"] == AREAS:
                each.update({"end-date": "2026-01-02", "entry-date": "2026-01-03"})
        found = refreshed(tmp_path, asker, clock, from_files=by_file)
        again = refreshed(tmp_path, asker, clock, from_files=by_file, allow_fewer=[AREAS])

    (told,) = (each for each in found.datasets if each.dataset == AREAS)
    assert (told.outcome, told.before, told.count) == (Outcome.REFUSED, 10, 0)
    assert "has 10 records in the store and 0 on the platform. Those that have ended are not counted (10)." in told.sentence
    assert outcomes(again)[AREAS] is Outcome.NEW
    with LocalStore(tmp_path, again.generation) as store:
        assert store.standing(today(clock)) == {TREES: 5, DISTRICT: 1}


def test_what_somebody_ended_is_not_lost_and_what_ended_before_hides_no_loss(tmp_path: Path, clock: TickingClock) -> None:
    there = platform()
    with asking(there) as (asker, _):
        accepted(tmp_path, asker, clock)
        for each in there.records:
            if each["dataset"] == AREAS and each["entity"] <= 5:
                each.update({"end-date": "2026-01-02", "entry-date": "2026-01-03"})
        ended = refreshed(tmp_path, asker, clock)
        put_back(tmp_path, ended.generation)
        there.records = [each for each in there.records if each["dataset"] != AREAS or each["entity"] != 10]
        lost = refreshed(tmp_path, asker, clock)

    assert outcomes(ended)[AREAS] is Outcome.NEW
    (told,) = (each for each in lost.datasets if each.dataset == AREAS)
    assert (told.outcome, told.before, told.count) == (Outcome.REFUSED, 5, 4)


def test_a_dataset_that_lost_its_shapes_is_refused_though_its_records_are_all_there(tmp_path: Path, clock: TickingClock) -> None:
    there = platform()
    with asking(there) as (asker, _):
        accepted(tmp_path, asker, clock)
        for each in there.records:
            if each["dataset"] == AREAS:
                each.update({"geometry": "", "entry-date": "2026-01-03"})
        found = refreshed(tmp_path, asker, clock)

    (told,) = (each for each in found.datasets if each.dataset == AREAS)
    assert told.outcome is Outcome.REFUSED
    assert "has 10 records with a shape in the store and 0 on the platform" in told.sentence


def test_what_somebody_says_may_shrink_does(tmp_path: Path, clock: TickingClock) -> None:
    there = platform()
    with asking(there) as (asker, _):
        accepted(tmp_path, asker, clock)
        there.records = [each for each in there.records if each["dataset"] != AREAS or each["entity"] <= 2]
        found = refreshed(tmp_path, asker, clock, allow_fewer=[AREAS])

    assert outcomes(found)[AREAS] is Outcome.NEW


def test_a_dataset_that_can_not_be_fetched_keeps_what_the_store_has_and_says_why(tmp_path: Path, clock: TickingClock) -> None:
    there = platform()
    with asking(there) as (asker, _):
        before = accepted(tmp_path, asker, clock)
        there.fault = lambda asked: Fault(500) if f"dataset={AREAS}" in asked else None
        found = refreshed(tmp_path, asker, clock)

    assert outcomes(found) == {DISTRICT: Outcome.SAME, AREAS: Outcome.FAILED, TREES: Outcome.SAME}
    assert "failed (status 500)" in next(each.sentence for each in found.datasets if each.sentence)
    assert (found.generation, current_generation(tmp_path)) == ("", before)


def test_numbers_of_64_bits_and_empty_texts_reach_the_store_as_what_they_are(tmp_path: Path, clock: TickingClock) -> None:
    large = 2**53 + 1
    with asking(Platform([district(GROUND), record(large, AREAS, square(5, 0), end_date=None, name=None)])) as (asker, _):
        accepted(tmp_path, asker, clock)

    with LocalStore(tmp_path) as store:
        (found,) = store.records(AREAS)
    assert (found.entity.number, found.entity.end_date, found.entity.name) == (large, None, "")


def test_the_way_back_is_open_after_a_refresh_was_accepted(tmp_path: Path, clock: TickingClock) -> None:
    there = platform()
    with asking(there) as (asker, _):
        before = accepted(tmp_path, asker, clock)
        there.records.append(record(11, AREAS, square(60, 0)))
        after = accepted(tmp_path, asker, clock)

    assert put_back(tmp_path) == before
    assert put_back(tmp_path, after) == after


@pytest.mark.slow
def test_southwarks_layers_go_through_and_a_second_refresh_shows_exactly_what_was_planted(tmp_path: Path, clock: TickingClock) -> None:
    there = Platform(southwark())
    lost = Counter(each["dataset"] for each in there.records if not findable(each, there.records[0]))
    with asking(there, page=250) as (asker, _):
        first = refreshed(tmp_path, asker, clock, *DATASETS)
        put_back(tmp_path, first.generation)
        counts = {each.dataset: (each.count, len(each.unfindable)) for each in first.datasets}
        added, moved, ended = planted(there)
        second = refreshed(tmp_path, asker, clock, *DATASETS)

    assert counts == {
        DISTRICT: (1, 0),
        "article-4-direction-area": (478, lost["article-4-direction-area"]),
        "conservation-area": (53, 0),
        "listed-building-outline": (911, lost["listed-building-outline"]),
        "tree-preservation-zone": (594, lost["tree-preservation-zone"]),
    }
    assert lost["article-4-direction-area"] >= 13
    assert lost["tree-preservation-zone"] >= 11
    with LocalStore(tmp_path, first.generation) as old, LocalStore(tmp_path, second.generation) as new:
        found = list(compare_generations(old, new, Rules(today(CLOCK))))
    told = {(change.entity.number, change.kinds) for each in found for change in each.changes}
    assert told == {
        (added["entity"], (ChangeKind.ADDED,)),
        (moved["entity"], (ChangeKind.MOVED,)),
        (ended["entity"], (ChangeKind.ENDED,)),
    }
    transformer = Transformer()
    sites = {
        name: transformer.to_national_grid(shapely.from_wkt(each["geometry"]).centroid.buffer(0.0001))
        for name, each in (("at the new area", added), ("at the ended one", ended))
    }
    sites["elsewhere"] = transformer.to_national_grid(shapely.Point(-0.5, 51.2).buffer(0.0001))
    assert list(touched_sites(found, sites, 50.0)) == ["at the new area", "at the ended one"]


def findable(each: dict[str, Any], district_of: dict[str, Any]) -> bool:
    """Whether a search by place may find a record: it has a valid shape that meets the district."""
    shape = shapely.from_wkt(each["geometry"]) if each["geometry"] else shapely.Point()
    return shape.is_valid and not shape.is_empty and shape.intersects(shapely.from_wkt(district_of["geometry"]))


def planted(there: Platform) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """One area more, one moved by some 7 m, one ended; and one shifted by less than the platform's own noise."""
    areas = [each for each in there.records if each["dataset"] == "conservation-area"]
    entered = {"entry-date": "2026-02-20"}
    added = {**areas[0], **entered, "entity": 299_999, "reference": "new", "geometry": shifted(areas[0], 0.001, 0.001)}
    there.records.append(added)
    areas[1].update(entered, geometry=shifted(areas[1], 0.0001, 0.0))
    areas[2].update(entered, **{"end-date": "2026-02-19"})
    areas[3].update(entered, geometry=shifted(areas[3], 0.000004, 0.0))
    return added, areas[1], areas[2]


def shifted(area: dict[str, Any], east: float, north: float) -> str:
    """Its shape so many degrees away."""
    return str(shapely.to_wkt(shapely.transform(shapely.from_wkt(area["geometry"]), lambda at: at + np.array([east, north]))))
