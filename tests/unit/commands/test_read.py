"""`redline read`, from the command line to its exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shared import shared_path

from .borough import SOUTH, WEST, site, write
from .streams import Run, feature, square

READ_KEYS = {"site", "file", "found", "crs", "area_m2", "declared_area_m2", "checks"}


def test_the_json_has_every_promised_key(tmp_path: Path) -> None:
    run = Run("read", site(tmp_path), "--json")

    assert run.code == 0, run.error
    (read,) = run.json["sites"]
    assert set(read) >= READ_KEYS
    assert all(set(check) == {"code", "severity", "message"} for check in read["checks"])
    assert read["file"].endswith("site.geojson")
    assert read["crs"] == "EPSG:27700"
    assert read["area_m2"] == pytest.approx(400.0)
    assert read["declared_area_m2"] is None
    assert run.json["unreadable"] == []


def test_a_red_line_with_an_error_is_read_all_the_same_and_ends_with_0(tmp_path: Path) -> None:
    crossed = [[WEST, SOUTH], [WEST + 20, SOUTH + 20], [WEST + 20, SOUTH], [WEST, SOUTH + 20], [WEST, SOUTH]]

    run = Run("read", write(tmp_path / "crossed.geojson", feature(crossed)), "--json")

    assert run.code == 0
    (read,) = run.json["sites"]
    assert read["area_m2"] is None
    assert "error" in {check["severity"] for check in read["checks"]}
    assert read["proposal"]["area_after_m2"] == pytest.approx(200.0)


def test_a_file_that_can_not_be_read_ends_with_2_and_is_named_with_the_reason(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{not json", encoding="utf-8")

    run = Run("read", broken, tmp_path / "missing.json", site(tmp_path), "--json")

    assert run.code == 2
    assert len(run.json["sites"]) == 1
    assert [Path(row["file"]).name for row in run.json["unreadable"]] == ["broken.json", "missing.json"]
    assert [line.startswith("redline: ") for line in run.error.splitlines()] == [True, True]


def test_the_text_for_people_says_what_was_found_and_what_is_wrong(tmp_path: Path) -> None:
    run = Run("read", write(tmp_path / "site.geojson", feature(square(WEST, SOUTH, 20.0))))

    assert run.code == 0
    assert "boundary" in run.out
    assert "400 m², 1 part" in run.out
    assert "British National Grid (EPSG:27700)" in run.out


def test_a_mapping_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    run = Run("read", site(tmp_path), "--mapping", tmp_path / "columns.json")

    assert run.code == 2
    assert "columns.json" in run.error


def test_the_13_applications_of_the_open_digital_planning_examples_are_read() -> None:
    run = Run("--grid", shared_path("data/grids"), "read", shared_path("vectors/odp/examples/application"), "--json")

    assert run.code == 0, run.error
    sites = run.json["sites"]
    assert len(sites) == 13
    assert all(read["area_m2"] and read["crs"] == "EPSG:4326" for read in sites)
    assert {read["accuracy"]["grid"] is not None for read in sites} == {True}


def test_an_offer_without_an_area_as_drawn_tells_the_area_after_alone(tmp_path: Path) -> None:
    swapped = [[y, x] for x, y in square(WEST, SOUTH, 20.0)]

    run = Run("read", write(tmp_path / "swapped.geojson", feature(swapped)))

    assert "offered: " in run.out
    assert "(400 m²)" in run.out
    assert "no area before" not in run.out


def test_a_folder_without_a_readable_file_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()

    run = Run("read", tmp_path / "plans")

    assert run.code == 2
    assert "plans holds no file that Redline reads" in run.error


def test_an_offer_that_changes_no_area_tells_it_once(tmp_path: Path) -> None:
    run = Run("read", write(tmp_path / "district.geojson", feature(square(WEST, SOUTH, 20_000.0))))

    assert "before" not in run.out
    assert "(400,000,000 m² (40,000.00 ha))" in run.out
