"""`redline screen`, from the command line to its exit code."""

from __future__ import annotations

import csv
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from plugin.domain.errors import RedlineError

from ..reports.test_forms import BOUNDARY_KEYS, DATASET_KEYS, FINDING_KEYS, SITE_KEYS
from .borough import SOUTH, WEST, collection, conservation_areas, site, store, write
from .streams import Run, feature, square

BOW_TIE = [[WEST, SOUTH], [WEST + 20, SOUTH + 20], [WEST + 20, SOUTH], [WEST, SOUTH + 20], [WEST, SOUTH]]


def states(screened: dict[str, Any]) -> dict[str, str]:
    return {row["dataset"]: row["state"] for row in screened["datasets"]}


def test_a_site_that_was_checked_against_everything_ends_with_0(tmp_path: Path) -> None:
    run = Run("screen", store(tmp_path), site(tmp_path), "--json")

    assert run.code == 0, run.error
    (screened,) = run.json["sites"]
    assert states(screened) == {"conservation-area": "overlaps", "tree-preservation-zone": "clear"}


def test_the_json_has_every_promised_key(tmp_path: Path) -> None:
    (screened,) = Run("screen", store(tmp_path), site(tmp_path), "--json").json["sites"]

    assert set(screened) >= SITE_KEYS
    assert set(screened["boundary"]) == BOUNDARY_KEYS
    assert all(set(row) >= FINDING_KEYS for row in screened["findings"])
    assert all(set(row) >= DATASET_KEYS for row in screened["datasets"])


def test_the_figures_are_those_of_the_geometry(tmp_path: Path) -> None:
    (screened,) = Run("screen", store(tmp_path), site(tmp_path), "--json").json["sites"]

    overlap, near = screened["findings"]
    assert (overlap["dataset"], overlap["entity"], overlap["reference"], overlap["name"]) == (
        "conservation-area",
        44000001,
        "CA1",
        "Old Market",
    )
    assert overlap["relation"] == "overlaps"
    assert overlap["overlap_m2"] == pytest.approx(200.0, abs=1e-6)
    assert overlap["overlap_percent"] == pytest.approx(50.0)
    assert overlap["depth_m"] == pytest.approx(10.0, abs=0.01)
    assert overlap["distance_m"] == 0.0
    assert (near["relation"], near["overlap_m2"], near["distance_m"]) == ("near", 0.0, 20.0)
    assert screened["boundary"]["area_m2"] == pytest.approx(400.0)
    snapshots = {row["dataset"]: row["snapshot"] for row in screened["datasets"]}
    assert overlap["snapshot"] == snapshots["conservation-area"] != ""


def test_a_store_that_nobody_said_the_coverage_of_is_never_clear_and_ends_with_3(tmp_path: Path) -> None:
    constraints = conservation_areas(tmp_path)
    Run("store", "build", tmp_path / "store", constraints)

    run = Run("screen", tmp_path / "store", site(tmp_path, west=WEST + 500), "--json")

    assert run.code == 3
    (row,) = run.json["sites"][0]["datasets"]
    assert (row["state"], row["coverage"]) == ("not checked", "unknown")
    assert row["why"] != ""


def test_a_site_outside_the_coverage_reads_no_coverage_here(tmp_path: Path) -> None:
    area = write(tmp_path / "borough.geojson", feature(square(WEST - 50, SOUTH - 50, 300)))
    folder = store(tmp_path, "--coverage", area)

    run = Run("screen", folder, site(tmp_path, west=WEST + 5000), "--json")

    assert run.code == 3
    assert {(row["state"], row["why"]) for row in run.json["sites"][0]["datasets"]} == {("not checked", "no coverage here")}


def test_an_overlap_under_partial_coverage_is_not_everything_checked_and_ends_with_3(tmp_path: Path) -> None:
    area = write(tmp_path / "borough.geojson", feature(square(WEST, SOUTH, 100)))
    folder = store(tmp_path, "--coverage", area)

    run = Run("screen", folder, site(tmp_path))

    assert run.code == 3
    assert "1 site screened; 1 with something not checked." in run.out
    assert "1 could be checked only in part" in run.out


def test_an_overlap_in_data_whose_coverage_nobody_said_ends_with_3(tmp_path: Path) -> None:
    Run("store", "build", tmp_path / "store", conservation_areas(tmp_path))

    run = Run("screen", tmp_path / "store", site(tmp_path), "--json")

    assert (run.code, states(run.json["sites"][0])) == (3, {"conservation-area": "overlaps"})


def test_case_25_a_store_that_is_damaged_in_mid_run_leaves_valid_json_and_says_which_data_could_not_be_read(tmp_path: Path) -> None:
    folder = store(tmp_path)
    (generation,) = folder.rglob("*.gpkg")
    with closing(sqlite3.connect(generation)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'tile'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with generation.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)

    run = Run("screen", folder, site(tmp_path), site(tmp_path, "far", west=WEST + 5000), "--json")

    assert run.code == 3, run.error
    damaged, far = run.json["sites"]
    assert set(states(damaged).values()) == {"not checked"}
    assert {row["why"].split(": ")[0] for row in damaged["datasets"]} == {"the store could not be read on 22 November 2026 at 14:05"}
    assert set(states(far).values()) == {"clear"}


def test_a_geometry_in_the_store_that_is_damaged_stops_only_the_sites_near_it(tmp_path: Path) -> None:
    folder = store(tmp_path)
    (generation,) = folder.rglob("*.gpkg")
    with closing(sqlite3.connect(generation)) as connection:
        connection.execute("UPDATE tile SET geometry = x'0103'")
        connection.commit()

    run = Run("screen", folder, site(tmp_path), site(tmp_path, "far", west=WEST + 5000), "--json")

    assert run.code == 3, run.error
    damaged, far = run.json["sites"]
    assert all("tell the maintainers" in row["why"] or "could not be read" in row["why"] for row in damaged["datasets"])
    assert set(states(far).values()) == {"clear"}


def test_a_run_that_fails_closes_its_json_with_the_error_and_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise RedlineError("The share went away.")

    monkeypatch.setattr("plugin.constraints.screening.screening.screen_site", fail)

    run = Run("screen", store(tmp_path), site(tmp_path), "--json")

    assert run.code == 2
    assert run.json == {"sites": [], "error": "The share went away.", "failed_at": "2026-11-22T14:05:00Z"}


def test_a_dataset_that_the_profile_expects_and_the_store_lacks_is_not_checked(tmp_path: Path) -> None:
    profile = write(tmp_path / "profile.json", {"authority": {"name": "Sample"}, "datasets": {"flood-risk-zone": "full"}})

    run = Run("screen", store(tmp_path), site(tmp_path), "--profile", profile, "--json")

    assert run.code == 3
    assert states(run.json["sites"][0])["flood-risk-zone"] == "not checked"


def test_case_09_a_site_without_a_boundary_is_listed_with_null_and_ends_with_3(tmp_path: Path) -> None:
    nothing = write(tmp_path / "nothing.geojson", {"type": "Feature", "properties": {}, "geometry": None})

    run = Run("screen", store(tmp_path), nothing, "--json")

    assert run.code == 3
    (screened,) = run.json["sites"]
    assert screened["boundary"] is None
    assert screened["findings"] == []
    assert screened["checks"][0]["severity"] == "error"
    assert {row["state"] for row in screened["datasets"]} == {"not checked"}
    assert {row["why"] for row in screened["datasets"]} == {screened["checks"][0]["message"]}


def test_a_file_that_can_not_be_read_ends_with_2_and_the_others_are_still_done(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{not json", encoding="utf-8")

    run = Run("screen", store(tmp_path), broken, site(tmp_path), "--json")

    assert run.code == 2
    assert "broken.json" in run.error
    assert [screened["site"] for screened in run.json["sites"]] != []
    (unreadable,) = run.json["unreadable"]
    assert unreadable["file"].endswith("broken.json")
    assert "broken.json" in unreadable["message"]


def test_a_file_that_can_not_be_read_outranks_what_was_not_checked(tmp_path: Path) -> None:
    nothing = write(tmp_path / "nothing.geojson", {"type": "Feature", "properties": {}, "geometry": None})

    assert Run("screen", store(tmp_path), nothing, tmp_path / "missing.json").code == 2


def test_case_05_a_bow_tie_is_screened_only_when_confirmed_and_the_result_says_so(tmp_path: Path) -> None:
    folder, crossed = store(tmp_path), write(tmp_path / "crossed.geojson", feature(BOW_TIE))

    refused, agreed = Run("screen", folder, crossed, "--json"), Run("screen", folder, crossed, "--json", "--confirm")

    assert (refused.code, refused.json["sites"][0]["boundary"]) == (3, None)
    assert agreed.code == 0
    boundary = agreed.json["sites"][0]["boundary"]
    assert boundary["area_m2"] == pytest.approx(200.0)
    assert any("confirmed by --confirm" in note for note in boundary["notes"])


def test_every_sentence_over_a_repaired_line_says_that_it_is_repaired(tmp_path: Path) -> None:
    folder = store(tmp_path)
    inside = [[WEST + 10, SOUTH + 10], [WEST + 30, SOUTH + 30], [WEST + 30, SOUTH + 10], [WEST + 10, SOUTH + 30], [WEST + 10, SOUTH + 10]]
    crossed, sound = write(tmp_path / "crossed.geojson", feature(inside)), site(tmp_path)

    said = Run("screen", folder, crossed, "--confirm").out

    assert "boundary as submitted, repaired;" in said
    assert "boundary as submitted;" not in said
    assert "boundary as submitted;" in Run("screen", folder, sound, "--confirm").out


def test_case_24_what_has_ended_by_the_day_of_judgement_is_listed_apart(tmp_path: Path) -> None:
    folder = store(tmp_path, **{"end-date": "2025-06-30"})
    here = site(tmp_path)

    (now,) = Run("screen", folder, here, "--json").json["sites"]
    (then,) = Run("screen", folder, here, "--on", "2025-01-01", "--json").json["sites"]

    assert [row["dataset"] for row in now["ended"]] == ["conservation-area"]
    assert states(now)["conservation-area"] == "clear"
    assert then["judged_on"] == "2025-01-01"
    assert states(then)["conservation-area"] == "overlaps"


def test_the_near_distance_and_the_tolerance_can_be_set(tmp_path: Path) -> None:
    folder, here = store(tmp_path), site(tmp_path)

    (closer,) = Run("screen", folder, here, "--within", "10", "--json").json["sites"]
    edge = site(tmp_path, "edge", west=WEST + 98.5, side=60.0)
    (strict,) = Run("screen", folder, edge, "--tolerance", "1", "--json").json["sites"]
    (lenient,) = Run("screen", folder, edge, "--tolerance", "2.5", "--json").json["sites"]

    assert [row["relation"] for row in closer["findings"]] == ["overlaps"]
    assert states(strict)["conservation-area"] == "overlaps"
    assert states(lenient)["conservation-area"] == "touches"


def test_every_feature_is_a_site_when_asked_and_a_part_of_one_when_not(tmp_path: Path) -> None:
    both = collection(feature(square(WEST, SOUTH)), feature(square(WEST + 40, SOUTH)))
    folder, several = store(tmp_path), write(tmp_path / "several.geojson", both)

    together, apart = Run("screen", folder, several, "--json"), Run("screen", folder, several, "--each", "--json")

    assert [screened["boundary"]["parts"] for screened in together.json["sites"]] == [2]
    assert [screened["boundary"]["parts"] for screened in apart.json["sites"]] == [1, 1]


def test_a_folder_and_a_zip_of_sites_are_read_like_the_files_in_them(tmp_path: Path) -> None:
    folder, sites = store(tmp_path), tmp_path / "sites"
    sites.mkdir()
    one, two = site(sites, "one"), site(sites, "two", west=WEST + 20)
    with zipfile.ZipFile(tmp_path / "sites.zip", "w") as archive:
        archive.write(one, "one.geojson")
        archive.write(two, "two.geojson")

    from_folder, from_zip = Run("screen", folder, sites, "--json"), Run("screen", folder, tmp_path / "sites.zip", "--json")

    assert [row["findings"] for row in from_folder.json["sites"]] == [row["findings"] for row in from_zip.json["sites"]]
    assert len(from_zip.json["sites"]) == 2


def test_the_same_run_gives_the_same_text(tmp_path: Path) -> None:
    folder, here = store(tmp_path), site(tmp_path)

    assert Run("screen", folder, here, "--json").out == Run("screen", folder, here, "--json").out


def test_two_records_of_one_constraint_are_told_once_each(tmp_path: Path) -> None:
    drawn = {"dataset": "conservation-area", "name": "Old Market", "reference": "CA1"}
    twins = collection(
        feature(square(WEST, SOUTH, 100), **drawn, entity=1, quality="authoritative"),
        feature(square(WEST, SOUTH, 98), **drawn, entity=2, quality="some"),
    )
    built = Run("store", "build", tmp_path / "store", write(tmp_path / "conservation-area.geojson", twins), "--coverage", "full")
    assert built.code == 0

    said = Run("screen", tmp_path / "store", site(tmp_path)).out

    assert said.count("Another record of the same constraint") == 1
    assert said.count("conservation-area 1,") == said.count("conservation-area 2,") == 1
    assert "50.0 % of the site" in said
    assert "40.0 % of the site" in said


def test_the_text_for_people_names_every_state_and_says_the_findings_as_sentences(tmp_path: Path) -> None:
    run = Run("screen", store(tmp_path), site(tmp_path))

    assert "The site overlaps the Old Market conservation area (conservation-area 44000001, reference CA1): 200 m², 50.0 %" in run.out
    assert "Tree preservation zone  clear" in run.out
    assert "1 site screened; 0 with something not checked." in run.out
    assert "\x1b" not in run.out


def test_the_result_is_written_as_csv_beside_the_text(tmp_path: Path) -> None:
    run = Run("screen", store(tmp_path), site(tmp_path), "--output", tmp_path / "findings.csv")

    assert run.code == 0
    with (tmp_path / "findings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["row"], row["dataset"]) for row in rows] == [
        ("dataset", "conservation-area"),
        ("dataset", "tree-preservation-zone"),
        ("finding", "conservation-area"),
        ("finding", "tree-preservation-zone"),
    ]


def test_the_result_is_written_as_geojson_in_degrees(tmp_path: Path) -> None:
    Run("screen", store(tmp_path), site(tmp_path), "--output", tmp_path / "findings.geojson")

    written = json.loads((tmp_path / "findings.geojson").read_text(encoding="utf-8"))
    assert written["type"] == "FeatureCollection"
    kinds = [row["properties"]["kind"] for row in written["features"]]
    assert kinds == ["site", "finding", "finding"]
    longitude, latitude = written["features"][0]["geometry"]["coordinates"][0][0][:2]
    assert (-0.2 < longitude < 0.0, 51.4 < latitude < 51.6) == (True, True)
    assert written["features"][2]["geometry"] is None
    assert [row["state"] for row in written["features"][0]["properties"]["datasets"]] == ["overlaps", "clear"]


def test_the_result_is_written_as_a_geopackage(tmp_path: Path) -> None:
    Run("screen", store(tmp_path), site(tmp_path), "--output", tmp_path / "findings.gpkg")

    with closing(sqlite3.connect(tmp_path / "findings.gpkg")) as connection:
        assert connection.execute("SELECT relation, round(overlap_m2, 3) FROM overlaps").fetchall() == [("overlaps", 200.0)]
        assert connection.execute("SELECT count(*) FROM findings").fetchone() == (2,)
        assert connection.execute("SELECT overlapping, clear, not_checked FROM sites").fetchall() == [(1, 1, 0)]
