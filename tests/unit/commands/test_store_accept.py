"""`redline store accept`: what waits comes into use, and the cases that it touches are told."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from plugin.casefile.case_file import CaseFile
from plugin.constraints.store.generations import current_generation, generation_path, generations_of
from plugin.constraints.store.put_back import put_back, put_into_use

from ..casefile.examples import SOURCE, opened, pulled
from ..constraints.store.making import TickingClock, build, collection, feature, square
from .streams import Run


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two generations, of which the newer one waits: an area was added 100 m east of the site of the case."""
    clock, areas = TickingClock(), tmp_path / "conservation-area.geojson"
    there = feature(square(540000, 180000), reference="CA1", name="Old Town")
    build(tmp_path / "store", collection(areas, there), clock=clock)
    build(tmp_path / "store", collection(areas, there, feature(square(530120, 180000), reference="CA2", name="Quay")), clock=clock)
    put_back(tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    with opened(tmp_path) as file:
        file.take_in([pulled(1)], SOURCE)
        file.look_at(uuid_of(file))
    return tmp_path / "cases.redline"


def uuid_of(file: CaseFile) -> str:
    uuid = file.find("26-00001-HAPP")
    assert uuid is not None
    return uuid


def changed(path: Path) -> tuple[str, ...]:
    with opened(path.parent) as file:
        return file.reader().row(uuid_of(file)).changed_fields


def test_a_slip_in_a_name_changes_nothing_and_ends_with_2(store: Path, tmp_path: Path) -> None:
    before = current_generation(store)
    newer = generations_of(store)[0]

    for arguments, said in (
        ((store, "x"), "has no generation “x”"),
        ((store, before), f"uses {before} already"),
        ((store, newer, "--case-file", tmp_path / "none.redline"), "There is no case file"),
        ((store, newer, "--profile", tmp_path / "none.json"), "none.json"),
    ):
        run = Run("store", "accept", *arguments)
        assert run.code == 2
        assert said in run.error
    assert current_generation(store) == before
    assert not (tmp_path / "none.redline").exists()


def test_what_is_accepted_is_in_use_and_the_way_back_is_told(store: Path) -> None:
    newer, older = generations_of(store)

    run = Run("store", "accept", store, newer)

    assert run.code == 0
    assert f"In use: {newer}. The way back: redline store put-back {store}" in run.out
    assert current_generation(store) == newer
    assert Run("store", "put-back", store, "--json").json["generation"] == older


def test_cases_within_the_near_distance_show_as_changed_and_the_trail_names_who_accepted(store: Path, cases: Path) -> None:
    options = ("--case-file", cases, "--within", 200, "--officer", "Jo Officer", "--json")

    told = Run("store", "accept", store, generations_of(store)[0], *options).json

    assert told["cases"] == {"26-00001-HAPP": ["conservation-area CA2 Quay: added"]}
    assert changed(cases) == ("constraints",)
    with opened(cases.parent) as file:
        (entry,) = [each for each in file.reader().history(uuid_of(file)) if each.verb == "constraints changed"]
    assert entry.officer == "Jo Officer"


def test_an_older_one_is_not_accepted_and_the_command_that_puts_it_back_is_named(store: Path) -> None:
    newer, older = generations_of(store)
    put_into_use(store, newer)

    run = Run("store", "accept", store, older)

    assert (run.code, current_generation(store)) == (2, newer)
    assert f"To put it back: redline store put-back {store} {older}" in run.error


def test_cases_are_told_of_what_is_put_back_as_of_what_is_accepted(store: Path, cases: Path) -> None:
    newer, older = generations_of(store)
    put_into_use(store, newer)

    run = Run("store", "put-back", store, "--case-file", cases, "--within", 200, "--officer", "Jo Officer")

    assert run.code == 0
    assert f"To take {newer} again: redline store accept {store} {newer}" in run.out
    assert "26-00001-HAPP: conservation-area CA2 Quay: gone" in run.out
    assert current_generation(store) == older
    assert changed(cases) == ("constraints",)


def test_what_is_in_use_and_can_not_be_read_stops_nobody_from_putting_the_one_before_back(store: Path, cases: Path) -> None:
    newer, older = generations_of(store)
    put_into_use(store, newer)
    generation_path(store, newer).write_bytes(b"torn")

    run = Run("store", "put-back", store, "--case-file", cases)

    assert (run.code, current_generation(store)) == (0, older)
    assert f"{newer} can't be read, so nobody knows which cases the change touches." in run.out
    assert changed(cases) == ()


@pytest.mark.parametrize("both", [False, True])
def test_what_is_to_come_into_use_and_has_records_that_can_not_be_read_does_not(store: Path, cases: Path, both: bool) -> None:
    newer, older = generations_of(store)
    for each in (newer, older) if both else (newer,):
        with closing(sqlite3.connect(generation_path(store, each))) as connection:
            connection.execute("DROP TABLE layer_column")

    run = Run("store", "accept", store, newer, "--case-file", cases)

    assert (run.code, current_generation(store)) == (2, older)
    assert f"{newer}.gpkg is damaged" in run.error
    assert changed(cases) == ()


def test_the_profile_says_how_far_is_near(store: Path, cases: Path, tmp_path: Path) -> None:
    profile = tmp_path / "profile.json"
    profile.write_text(json.dumps({"settings": {"near": 60}}), encoding="utf-8")

    run = Run("store", "accept", store, generations_of(store)[0], "--case-file", cases, "--profile", profile)

    assert "0 cases shown as changed." in run.out
    assert changed(cases) == ()


def test_cases_are_told_of_a_layer_of_the_council_s_own_that_came_or_was_taken_away(store: Path, cases: Path, tmp_path: Path) -> None:
    survey = collection(tmp_path / "survey.geojson", feature(square(530020, 180000), reference="S1", name="Yard"))
    told = ("--case-file", cases, "--within", 5, "--officer", "Jo Officer")

    added = Run("store", "add-layer", store, survey, "--name", "Survey", *told)
    assert added.code == 0
    assert changed(cases) == ("constraints",)
    with opened(cases.parent) as file:
        file.look_at(uuid_of(file))
    assert changed(cases) == ()

    removed = Run("store", "remove-layer", store, "Survey", *told, "--json").json

    assert list(removed["cases"]) == ["26-00001-HAPP"]
    assert removed["generation"] == current_generation(store)
    assert changed(cases) == ("constraints",)
