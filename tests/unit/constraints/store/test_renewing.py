"""A dataset that is renewed keeps what it had unless somebody wants it otherwise, and says what day it is of."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from plugin.constraints.store.generations import current_generation, generation_path
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.errors import StoreError

from .making import build, built_alone, collection, entities, feature, square

IN_2019 = 1_551_434_400.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def areas(tmp_path: Path, count: int, without: int = 0) -> Path:
    placed = [feature(square(530000 + 200 * place, 180000), entity=place + 1) for place in range(count)]
    lost = [feature(None, entity=1000 + place) for place in range(without)]
    return collection(tmp_path / "conservation-area.geojson", *placed, *lost)


@pytest.mark.parametrize(("count", "without", "said"), [(7, 0, "7"), (26, 0, "26"), (0, 1, "none"), (7, 46, "7"), (0, 0, "none")])
def test_a_dataset_that_would_lose_more_than_half_is_refused_with_both_figures(
    folder: Path, tmp_path: Path, count: int, without: int, said: str
):
    before = build(folder, areas(tmp_path, 53)).generation

    with pytest.raises(StoreError, match=rf"conservation-area has 53 records .* and {said} in the files .* --allow-fewer"):
        build(folder, areas(tmp_path, count, without))

    store = LocalStore(folder)
    assert (store.generation, len(entities(store))) == (before, 53)
    assert [path.name for path in (folder / "generations").iterdir()] == [f"{before}.gpkg"]


@pytest.mark.parametrize("count", [27, 53, 100])
def test_a_dataset_that_keeps_half_is_renewed(folder: Path, tmp_path: Path, count: int):
    build(folder, areas(tmp_path, 53))
    build(folder, areas(tmp_path, count))

    assert len(entities(LocalStore(folder))) == count


def test_fewer_that_are_allowed_are_renewed_and_reported(folder: Path, tmp_path: Path):
    build(folder, areas(tmp_path, 53), coverage="full")
    report = build(folder, areas(tmp_path, 7), coverage="full", allow_fewer=True)

    assert len(entities(LocalStore(folder))) == 7
    assert report.remarks == ("conservation-area had 53 records with a geometry in the store and has 7 now, as --allow-fewer allowed.",)


def test_a_dataset_that_had_nothing_to_screen_may_stay_so(folder: Path, tmp_path: Path):
    build(folder, areas(tmp_path, 0, 3))
    build(folder, areas(tmp_path, 0, 1))

    assert LocalStore(folder).snapshots()["conservation-area"].count == 1


def test_the_day_of_the_data_is_the_newest_entry_date_up_to_the_day_of_loading(folder: Path, tmp_path: Path):
    dates = ("2019-02-14", "2019-03-01", "2099-01-01", None)
    path = collection(tmp_path / "tree.geojson", *(feature("POINT (530000 180000)", entry_date=day) for day in dates))
    snapshot = built_alone(folder, path).snapshot

    assert snapshot.data_date == "2019-03-01"
    assert snapshot.fetched_at.startswith("2026-03-02T")


def test_without_entry_dates_the_day_of_the_data_is_that_of_its_file(folder: Path, tmp_path: Path):
    path = collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)"))
    os.utime(path, (IN_2019, IN_2019))

    assert built_alone(folder, path).snapshot.data_date == "2019-03-01"


def test_the_day_of_the_data_is_carried_over(folder: Path, tmp_path: Path):
    build(folder, collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)", entry_date="2019-03-01")))
    build(folder, areas(tmp_path, 1))

    assert LocalStore(folder).snapshots()["tree"].data_date == "2019-03-01"


def test_a_generation_of_before_data_dates_and_settings_is_read_and_carried_on(folder: Path, tmp_path: Path):
    build(folder, collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)", name="Oak")))
    with sqlite3.connect(generation_path(folder, current_generation(folder))) as connection:
        connection.execute("ALTER TABLE snapshot DROP COLUMN data_date")
        connection.execute("DROP TABLE store_setting")
    connection.close()

    assert LocalStore(folder).snapshots()["tree"].data_date == ""
    build(folder, areas(tmp_path, 1))
    store = LocalStore(folder)
    assert store.snapshots()["tree"].data_date == ""
    assert {entity.dataset for entity in entities(store)} == {"tree", "conservation-area"}


def test_many_datasets_of_one_file_are_carried_over_each_with_its_own(folder: Path, tmp_path: Path):
    mixed = [
        feature(square(500000 + 300 * place, 180000), dataset=f"layer-{place % 41}", entity=place + 1, name=f"n{place}")
        for place in range(410)
    ]
    build(folder, collection(tmp_path / "all.geojson", *mixed, feature(None, dataset="layer-3")), coverage="full")
    before = {(entity.dataset, entity.number, entity.name) for entity in entities(LocalStore(folder))}
    issues = LocalStore(folder).issues("layer-3")
    report = build(folder, areas(tmp_path, 1))

    store = LocalStore(folder)
    assert len(report.carried) == 41
    assert {(entity.dataset, entity.number, entity.name) for entity in entities(store) if entity.dataset != "conservation-area"} == before
    assert all(store.geometry(entity).area == 10000 for entity in entities(store))
    assert store.issues("layer-3") == issues
    assert [issue.what for issue in issues if issue.row] == ["no geometry"]
