"""`redline store readiness`: text, JSON, a page, and an exit code that tells whether something is to be done."""

from __future__ import annotations

import json
from pathlib import Path

import fiona
import pytest

from plugin.domain.clock import FixedClock
from tests.shared import shared_path
from tests.unit.casefile.examples import SOURCE, opened, pulled

from ..constraints.store.making import build, collection, feature, square
from .streams import CLOCK, Run

GRID = {"crs": {"type": "name", "properties": {"name": "EPSG:27700"}}}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """One conservation area by the standard, loaded today."""
    area = feature(square(530000, 180000), reference="CA1", name="Old Town")
    file = collection(tmp_path / "conservation-area.geojson", area, **GRID)
    build(tmp_path / "store", file, clock=FixedClock(CLOCK.now()), coverage="full")
    return tmp_path / "store"


def test_without_a_store_it_ends_with_2(tmp_path: Path) -> None:
    run = Run("store", "readiness", tmp_path)

    assert (run.code, "no constraint store" in run.error) == (2, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--mapping", "conservation-area"), "is not like"),
        (("--mapping", "green-belt=x.json"), "no national standard"),
        (("--mapping", "conservation-area=nothing.json"), "nothing.json"),
        (("--profile", "nothing.json"), "nothing.json"),
        (("--html", "nowhere/page.html"), "could not be written"),
    ],
)
def test_what_can_t_be_read_or_written_is_said_and_ends_with_2(store: Path, options: tuple[str, ...], said: str) -> None:
    run = Run("store", "readiness", store, *options)

    assert run.code == 2
    assert said in run.error


def test_a_folder_of_grids_that_is_not_there_is_said_before_anything_is_read(store: Path) -> None:
    run = Run("--grid", "nowhere", "store", "readiness", store)

    assert (run.code, "The grid folder nowhere is not there" in run.error) == (2, True)


def test_southwarks_specks_are_counted_with_the_grid_as_the_check_counts_them(tmp_path: Path) -> None:
    file, grids, kind = shared_path("data/southwark/southwark-constraints-27700.gpkg"), shared_path("data/grids"), "listed-building-outline"
    table = tmp_path / f"{kind}.geojson"
    layer = fiona.open(file, layer=kind)
    with layer, fiona.open(table, "w", driver="GeoJSON", crs=layer.crs, schema=layer.schema) as written:
        written.writerecords(layer)
    build(tmp_path / "store", table, dataset=kind, coverage="full")

    told = Run("--grid", grids, "store", "readiness", tmp_path / "store", "--json").json

    (found,) = [each for each in told["datasets"] if each["dataset"] == kind]
    assert [each["count"] for each in found["standard"]["faults"] if each["code"] == "geometry-vanishes"] == [5]


def test_a_store_with_nothing_to_do_ends_with_0(store: Path) -> None:
    run = Run("store", "readiness", store)

    assert run.code == 0
    assert "Fresh: all of 1 dataset loaded within the days allowed." in run.out
    assert "Not in the store: " in run.out


def test_a_dataset_that_does_not_meet_its_standard_ends_with_4(store: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "areas.json"
    mapping.write_text(json.dumps({"columns": {"name": ""}}), encoding="utf-8")

    run = Run("store", "readiness", store, "--mapping", f"conservation-area={mapping}", "--json")

    (area,) = [each for each in run.json["datasets"] if each["in_store"]]
    assert run.code == 4
    assert (area["standard"]["state"], area["next"][:26]) == ("not met", "Give it the column name, o")


def test_a_standard_that_could_not_be_checked_ends_with_3(tmp_path: Path) -> None:
    empty = collection(tmp_path / "conservation-area.geojson", **GRID)
    build(tmp_path / "store", empty, clock=FixedClock(CLOCK.now()))

    assert Run("store", "readiness", tmp_path / "store").code == 3


def test_the_page_is_written_whole_in_place_of_an_older_one(store: Path, tmp_path: Path) -> None:
    page = tmp_path / "readiness.html"
    page.write_text("older", encoding="utf-8")

    run = Run("store", "readiness", store, "--html", page)

    assert (run.code, f"The page is in {page}." in run.out) == (0, True)
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [each.name for each in tmp_path.glob(".*")] == []


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """A case file of six cases, each valid a day after it was received."""
    with opened(tmp_path, clock=CLOCK) as file:
        file.take_in([pulled(number) for number in range(6)], SOURCE)
    return tmp_path / "cases.redline"


def test_what_is_no_case_file_ends_with_2(store: Path, tmp_path: Path) -> None:
    run = Run("store", "readiness", store, "--case-file", tmp_path / "nothing.redline")

    assert (run.code, "There is no case file" in run.error) == (2, True)


def test_the_times_of_acts_are_told_where_a_case_file_is_named(store: Path, case_file: Path, tmp_path: Path) -> None:
    page = tmp_path / "readiness.html"

    told = Run("store", "readiness", store, "--case-file", case_file, "--by", "month", "--html", page)
    form = Run("store", "readiness", store, "--case-file", case_file, "--json").json["times"]

    assert "Received to valid (working days)" in told.out
    assert "November 2026, so far     6" in told.out
    assert "Received to valid" in page.read_text(encoding="utf-8")
    assert (form["by"], form["case_files"], form["measures"][0]["periods"][0]["median"]) == ("quarter", 1, 1.0)


def test_without_a_case_file_nothing_is_said_of_times(store: Path) -> None:
    assert Run("store", "readiness", store, "--json").json["times"] is None
    assert "How long acts took" not in Run("store", "readiness", store).out
