"""`redline store changes` and `put-back`: what changed, which sites it touches, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugin.constraints.store.generations import current_generation

from ..constraints.store.making import TickingClock, build, collection, feature, square
from .streams import Run


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two generations: one area moved, one was added."""
    clock, areas = TickingClock(), tmp_path / "conservation-area.geojson"
    moved = {"reference": "CA1", "name": "Old Town"}
    build(tmp_path / "store", collection(areas, feature(square(530000, 180000), **moved)), clock=clock)
    after = (feature(square(530010, 180000), **moved), feature(square(540000, 180000), reference="CA2", name="Quay"))
    build(tmp_path / "store", collection(areas, *after), clock=clock)
    return tmp_path / "store"


def test_a_store_of_one_generation_has_nothing_to_compare_and_ends_with_2(tmp_path: Path) -> None:
    build(tmp_path / "store", collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)")))

    for arguments, said in ((("store",), "only one generation"), (("elsewhere",), "no constraint store")):
        run = Run("store", "changes", tmp_path / arguments[0])
        assert run.code == 2
        assert said in run.error


def test_changes_are_counted_and_told_one_by_one(store: Path) -> None:
    run = Run("store", "changes", store)

    assert run.code == 0
    assert "conservation-area CA2 Quay: added" in run.out
    assert "conservation-area CA1 Old Town: moved by up to 10.0 m" in run.out


def test_sites_where_something_changed_are_named(store: Path, tmp_path: Path) -> None:
    grid = {"type": "name", "properties": {"name": "EPSG:27700"}}
    sites = collection(tmp_path / "site.geojson", feature(square(540020, 180020, 10.0)), crs=grid)

    told = Run("store", "changes", store, "--sites", sites, "--json").json

    assert [change["reference"] for changes in told["sites"].values() for change in changes] == ["CA2"]
    (dataset,) = told["datasets"]
    assert [(change["reference"], change["kinds"], change["moved_m"]) for change in dataset["changes"]] == [
        ("CA2", ["added"], 0.0),
        ("CA1", ["moved"], 10.0),
    ]


def test_how_far_is_near_is_what_the_option_or_the_profile_says(store: Path, tmp_path: Path) -> None:
    grid = {"type": "name", "properties": {"name": "EPSG:27700"}}
    sites = collection(tmp_path / "site.geojson", feature(square(540180, 180020, 10.0)), crs=grid)
    (tmp_path / "wide.json").write_text('{"settings": {"near": 100}}', encoding="utf-8")

    def touched(*options: object) -> int:
        return len(Run("store", "changes", store, "--sites", sites, "--json", *options).json["sites"])

    assert touched() == 0
    assert touched("--profile", tmp_path / "wide.json") == 1
    assert touched("--profile", tmp_path / "wide.json", "--within", 10) == 0
    assert touched("--within", 81) == 1


def test_an_earlier_generation_comes_back_and_can_go_again(store: Path) -> None:
    newest = current_generation(store)

    run = Run("store", "put-back", store, "--json")

    assert run.code == 0
    assert run.json["was"] == newest
    assert current_generation(store) == run.json["generation"] != newest
    assert Run("store", "accept", store, newest).code == 0
    assert current_generation(store) == newest


def test_what_is_newer_is_no_earlier_one_and_the_command_that_takes_it_is_named(store: Path) -> None:
    newest = current_generation(store)
    earlier = Run("store", "put-back", store, "--json").json["generation"]

    run = Run("store", "put-back", store, newest)

    assert (run.code, current_generation(store)) == (2, earlier)
    assert f"To take it: redline store accept {store} {newest}" in run.error
