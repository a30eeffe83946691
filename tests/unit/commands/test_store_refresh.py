"""`redline store refresh`: fetched from the platform, told, and put into use, or left for review."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugin.constraints.store.generations import current_generation, has_store
from plugin.constraints.store.local_store import LocalStore
from tests.platform_stand_in import Fault, Platform, StandIn, district, record

from ..casefile.examples import SOURCE, opened, pulled
from ..constraints.platform.asking import GROUND, square
from .streams import Run

AREAS = "conservation-area"


def platform() -> Platform:
    return Platform([district(GROUND), *(record(number, AREAS, square(number * 5, 0), name=f"Area {number}") for number in range(1, 4))])


def run(folder: Path, stand_in: StandIn, *options: object) -> Run:
    return Run("store", "refresh", folder, "--authority", "southwark", "--dataset", AREAS, "--address", stand_in.address, *options)


def test_an_address_that_is_not_secure_or_an_authority_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    with StandIn(platform()) as stand_in:
        nowhere = Run("store", "refresh", tmp_path / "s", "--authority", "Nowhere", "--address", stand_in.address)
    unsafe = Run("store", "refresh", tmp_path / "s", "--authority", "southwark", "--address", "http://platform.example")

    assert (nowhere.code, unsafe.code) == (2, 2)
    assert "no local authority is called “Nowhere”" in nowhere.error
    assert "https" in unsafe.error
    assert not (tmp_path / "s").exists()


def test_a_refresh_tells_what_came_and_what_changed_and_the_way_back(tmp_path: Path) -> None:
    there = platform()
    with StandIn(there) as stand_in:
        assert run(tmp_path, stand_in).code == 0
        there.records[1].update({"name": "Renamed", "entry-date": "2026-11-01"})
        again = run(tmp_path, stand_in)

    assert again.code == 0
    assert "conservation-area R1 Renamed: re-worded, name “Area 1” is now “Renamed”" in again.out
    assert "The way back: redline store put-back" in again.out


def test_for_review_nothing_comes_into_use(tmp_path: Path) -> None:
    with StandIn(platform()) as stand_in:
        told = run(tmp_path, stand_in, "--review", "--json")

    assert told.code == 0
    assert not told.json["in_use"]
    assert not has_store(tmp_path)
    assert Run("store", "accept", tmp_path, told.json["generation"]).code == 0
    assert current_generation(tmp_path) == told.json["generation"]


def test_what_could_not_be_fetched_ends_with_3_and_says_why(tmp_path: Path) -> None:
    there = platform()
    with StandIn(there) as stand_in:
        run(tmp_path, stand_in)
        there.fault = lambda asked: Fault(404) if f"dataset/{AREAS}" in asked else None
        told = run(tmp_path, stand_in)

    assert told.code == 3
    assert "The platform has nothing at" in told.out
    assert "Nothing is new: the store stays as it was." in told.out


def test_a_platform_that_has_none_of_the_datasets_is_told_once_with_all_of_them(tmp_path: Path) -> None:
    there = platform()
    there.fault = lambda asked: Fault(404) if "/dataset/" in asked else None
    with StandIn(there) as stand_in:
        told = run(tmp_path, stand_in, "--dataset", "tree")

    assert told.code == 3
    assert told.out.count("The platform has nothing at") == 1
    assert "For that reason 3 datasets were not fetched: local-authority-district, conservation-area and tree." in told.out
    assert "/dataset/NAME.json" in told.out


def test_out_of_files_the_same_comes_into_use_and_a_shrunken_file_is_refused(tmp_path: Path) -> None:
    there = platform()
    with StandIn(there) as stand_in:
        by_file = run(tmp_path / "files", stand_in, "--bulk", "--files", stand_in.files, "--json")
        run(tmp_path / "pages", stand_in)
        del there.records[2:]
        shrunken = run(tmp_path / "files", stand_in, "--bulk", "--files", stand_in.files)

    assert by_file.code == 0
    assert {each["dataset"]: each["from_file"] for each in by_file.json["datasets"]} == {AREAS: True, "local-authority-district": False}
    assert shrunken.code == 3
    assert "has 3 records in the store and 1 on the platform" in shrunken.out
    assert f"the same command with --allow-fewer {AREAS}" in shrunken.out
    with LocalStore(tmp_path / "files") as files, LocalStore(tmp_path / "pages") as pages:
        assert files.snapshots()[AREAS].sha256 == pages.snapshots()[AREAS].sha256


@pytest.mark.parametrize("name", ["conservation-areas", "tree"])
def test_a_name_that_may_shrink_but_is_none_of_this_refresh_is_refused_with_those_that_are_before_anything_is_asked(
    tmp_path: Path, name: str
) -> None:
    there = platform()
    with StandIn(there) as stand_in:
        told = run(tmp_path / "s", stand_in, "--allow-fewer", AREAS, "--allow-fewer", name)

    assert told.code == 2
    assert f"This refresh has no dataset “{name}” to let shrink. It has local-authority-district and conservation-area." in told.error
    assert not there.asked


def test_without_the_address_of_its_files_those_of_another_platform_are_not_asked_for(tmp_path: Path) -> None:
    there = platform()
    with StandIn(there) as stand_in:
        told = run(tmp_path / "s", stand_in, "--bulk")

    assert told.code == 2
    assert "Nobody has said where" in told.error
    assert not there.asked


def test_a_case_file_that_is_not_there_stops_it_before_anything_is_asked(tmp_path: Path) -> None:
    there = platform()
    with StandIn(there) as stand_in:
        told = run(tmp_path / "s", stand_in, "--case-file", tmp_path / "none.redline")

    assert told.code == 2
    assert "There is no case file" in told.error
    assert not there.asked


@pytest.mark.parametrize("review", [True, False])
def test_touched_cases_show_as_changed_once_the_refresh_is_in_use_and_not_before(tmp_path: Path, review: bool) -> None:
    there, cases = platform(), tmp_path / "cases.redline"
    with opened(tmp_path) as file, StandIn(there) as stand_in:
        file.take_in([pulled(1)], SOURCE)
        uuid = file.find("26-00001-HAPP")
        assert uuid is not None
        file.look_at(uuid)
        run(tmp_path / "s", stand_in)
        # The site lies at 530,000 180,000
        there.records.append(record(9, AREAS, square(-23, 68, 40), name="Quay", entry_date="2026-11-01"))
        told = run(tmp_path / "s", stand_in, "--case-file", cases, *(["--review"] if review else []))

        row = file.reader().row(uuid)
    assert told.code == 0
    assert f"1 case {'where something changed' if review else 'shown as changed'}." in told.out
    assert "26-00001-HAPP: conservation-area R9 Quay: added" in told.out
    assert row.changed is not review
