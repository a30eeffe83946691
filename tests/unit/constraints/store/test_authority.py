"""Whose area the data is complete in is never guessed from a national file."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugin.constraints.store.local_store import LocalStore
from plugin.domain.dataset import Coverage
from plugin.domain.errors import StoreError

from .making import build, collection, feature, square

NORTH = feature(square(530000, 190000, 1000), reference="E09000001", name="Northam")
SOUTH = feature(square(530000, 180000, 1000), reference="E09000002", name="Southam")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)"))


def districts(tmp_path: Path, *features: dict, dataset: str = "local-authority-district") -> Path:
    return collection(tmp_path / f"{dataset}.geojson", *features)


def is_unsettled(folder: Path) -> bool:
    store = LocalStore(folder)
    return (
        store.snapshots()["tree"].coverage is Coverage.UNKNOWN
        and store.coverage_area("tree") is None
        and store.authority_area() is None
        and store.authority_name() == ""
    )


def test_several_districts_give_no_coverage_and_the_build_says_so(folder: Path, tmp_path: Path, tree: Path):
    report = build(folder, districts(tmp_path, NORTH, SOUTH), tree)

    assert is_unsettled(folder)
    (remark,) = report.remarks
    assert "2 current districts (local-authority-district)" in remark
    assert "--authority" in remark


def test_a_national_file_that_comes_later_takes_the_coverage_back(folder: Path, tmp_path: Path, tree: Path):
    build(folder, districts(tmp_path, SOUTH), tree)
    assert LocalStore(folder).authority_name() == "Southam"

    build(folder, districts(tmp_path, NORTH, SOUTH))
    assert is_unsettled(folder)


@pytest.mark.parametrize("choice", ["E09000002", "Southam", " Southam "])
def test_the_district_that_was_chosen_is_the_coverage(folder: Path, tmp_path: Path, tree: Path, choice: str):
    report = build(folder, districts(tmp_path, NORTH, SOUTH), tree, authority=choice)

    store = LocalStore(folder)
    assert (store.authority_name(), store.authority_area().bounds) == ("Southam", (530000, 180000, 531000, 181000))
    assert store.coverage_area("tree").bounds == (530000, 180000, 531000, 181000)
    assert report.remarks == ()


def test_the_choice_is_kept_by_later_builds_and_can_be_taken_back(folder: Path, tmp_path: Path, tree: Path):
    both = districts(tmp_path, NORTH, SOUTH)
    build(folder, both, tree, authority="E09000002")
    build(folder, tree)
    build(folder, both)
    assert LocalStore(folder).authority_name() == "Southam"

    build(folder, tree, authority="")
    assert is_unsettled(folder)
    build(folder, tree)
    assert is_unsettled(folder)


def test_a_choice_whose_district_is_gone_settles_nothing_and_the_build_says_so(folder: Path, tmp_path: Path, tree: Path):
    build(folder, districts(tmp_path, NORTH, SOUTH), tree, authority="E09000002")
    report = build(folder, districts(tmp_path, NORTH))

    assert is_unsettled(folder)
    assert any("no current district with the reference or the name “E09000002”" in remark for remark in report.remarks)


@pytest.mark.parametrize("choice", ["E09000099", "southam", "South"])
def test_a_choice_that_is_no_district_is_refused_and_the_store_left(folder: Path, tmp_path: Path, tree: Path, choice: str):
    before = build(folder, districts(tmp_path, NORTH, SOUTH), tree).generation

    with pytest.raises(StoreError, match=f"“{choice}”"):
        build(folder, tree, authority=choice)

    assert LocalStore(folder).generation == before


def test_a_name_that_two_districts_have_is_refused(folder: Path, tmp_path: Path, tree: Path):
    twin = {**NORTH, "properties": {"reference": "E09000003", "name": "Southam"}}

    with pytest.raises(StoreError, match="2 current districts that are called “Southam”"):
        build(folder, districts(tmp_path, twin, SOUTH), tree, authority="Southam")


def test_a_district_that_has_ended_or_is_still_to_come_does_not_count(folder: Path, tmp_path: Path, tree: Path):
    ended = {**NORTH, "properties": {**NORTH["properties"], "end-date": "2020-04-01"}}
    to_come = {**NORTH, "properties": {"reference": "E09000004", "start-date": "2028-04-01"}}
    build(folder, districts(tmp_path, ended, to_come, SOUTH), tree)

    assert LocalStore(folder).authority_name() == "Southam"
    with pytest.raises(StoreError, match="no current district"):
        build(folder, tree, authority="Northam")


def test_a_district_in_several_records_is_one_district(folder: Path, tmp_path: Path, tree: Path):
    island = feature(square(540000, 180000, 1000), reference="E09000002", name="Southam")
    build(folder, districts(tmp_path, SOUTH, island), tree)

    assert LocalStore(folder).authority_area().area == 2_000_000


def test_one_planning_authority_beside_all_districts_of_england_settles_nothing(folder: Path, tmp_path: Path, tree: Path):
    own = feature(square(530000, 180000, 1000), reference="E60000001", name="Southam LPA")
    files = districts(tmp_path, own, dataset="local-planning-authority"), districts(tmp_path, NORTH, SOUTH)
    build(folder, *files, tree)
    assert is_unsettled(folder)

    build(folder, tree, authority="E60000001")
    assert LocalStore(folder).authority_name() == "Southam LPA"


def test_a_district_without_an_area_settles_nothing(folder: Path, tmp_path: Path, tree: Path):
    report = build(folder, districts(tmp_path, {**SOUTH, "geometry": None}), tree)

    assert is_unsettled(folder)
    assert "Southam in the store has no area" in report.remarks[0]


def test_without_any_district_the_build_says_that_nobody_has_said_where_the_data_speaks(folder: Path, tree: Path):
    assert "no current district of an authority" in build(folder, tree).remarks[0]
    assert build(folder, tree, coverage="full").remarks == ()
