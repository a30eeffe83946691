"""`redline store build` and `redline store info`."""

from __future__ import annotations

import os
from pathlib import Path

from .borough import SOUTH, WEST, collection, conservation_areas, store, trees, write
from .streams import Run, feature, square

BUILT_KEYS = {"dataset", "count", "without_geometry", "repaired", "coverage", "snapshot", "repairs", "issues", "duplicates"}


def test_building_tells_what_came_of_every_dataset(tmp_path: Path) -> None:
    run = Run("store", "build", tmp_path / "store", conservation_areas(tmp_path), trees(tmp_path), "--coverage", "full", "--json")

    assert run.code == 0, run.error
    built = {row["dataset"]: row for row in run.json["datasets"]}
    assert set(built) == {"conservation-area", "tree-preservation-zone"}
    assert all(set(row) >= BUILT_KEYS for row in built.values())
    assert (built["conservation-area"]["count"], built["conservation-area"]["coverage"]) == (1, "full")


def test_a_dataset_that_is_not_built_again_is_carried_over(tmp_path: Path) -> None:
    folder = store(tmp_path)

    run = Run("store", "build", folder, trees(tmp_path), "--coverage", "full", "--json")

    assert run.json["carried"] == ["conservation-area"]
    assert [row["dataset"] for row in Run("store", "info", folder, "--json").json["datasets"]] == [
        "conservation-area",
        "tree-preservation-zone",
    ]


def test_a_record_without_geometry_is_counted_and_listed(tmp_path: Path) -> None:
    nowhere = {**feature([], reference="2", name="Lost"), "geometry": None}
    lost = write(tmp_path / "lost.geojson", collection(nowhere))

    run = Run("store", "build", tmp_path / "store", lost, "--dataset", "conservation-area")

    assert run.code == 0, run.error
    assert "without geometry" in run.out
    (row,) = Run("store", "info", tmp_path / "store", "--json").json["datasets"]
    assert (row["count"], row["without_geometry"]) == (1, 1)


def test_a_file_that_can_not_be_read_is_named_and_ends_with_2(tmp_path: Path) -> None:
    broken = tmp_path / "broken.geojson"
    broken.write_text("{", encoding="utf-8")

    run = Run("store", "build", tmp_path / "store", broken)

    assert run.code == 2
    assert "broken.geojson" in run.error


def test_a_file_that_can_not_be_read_does_not_cost_the_others(tmp_path: Path) -> None:
    broken = tmp_path / "broken.geojson"
    broken.write_text("{", encoding="utf-8")

    run = Run("store", "build", tmp_path / "store", trees(tmp_path), broken, "--json")

    assert run.code == 2
    assert "broken.geojson" in run.error
    assert [row["dataset"] for row in run.json["datasets"]] == ["tree-preservation-zone"]


def test_files_of_one_dataset_are_built_together_or_not_at_all(tmp_path: Path) -> None:
    broken = tmp_path / "broken.geojson"
    broken.write_text("{", encoding="utf-8")

    run = Run("store", "build", tmp_path / "store", trees(tmp_path), broken, "--dataset", "tree-preservation-zone")

    assert run.code == 2
    assert Run("store", "info", tmp_path / "store").code == 2


def test_info_names_the_generation_and_the_source_of_every_dataset(tmp_path: Path) -> None:
    run = Run("store", "info", store(tmp_path), "--json")

    assert run.code == 0
    assert run.json["generation"] != ""
    sources = [row["source"] for row in run.json["datasets"]]
    assert ["conservation-area.geojson" in sources[0], "tree-preservation-zone.geojson" in sources[1]] == [True, True]


def test_info_for_people_is_a_table(tmp_path: Path) -> None:
    run = Run("store", "info", store(tmp_path))

    assert run.code == 0
    assert "conservation-area" in run.out
    assert "everywhere" in run.out


def test_info_for_people_says_days_as_people_write_them_and_json_keeps_the_moment(tmp_path: Path) -> None:
    folder, file = tmp_path / "store", trees(tmp_path)
    os.utime(file, (1_790_000_000, 1_790_000_000))
    assert Run("store", "build", folder, file, "--coverage", "full").code == 0

    told, form = Run("store", "info", folder), Run("store", "info", folder, "--json").json

    assert "tree-preservation-zone.geojson (21 September 2026)" in told.out
    assert "tree-preservation-zone.geojson (2026-09-21T" in form["datasets"][0]["source"]


def _districts(folder: Path) -> Path:
    found = [
        feature(square(WEST - 500, SOUTH - 500 + 5000 * place, 1000), reference=f"E0900000{place}", name=f"District {place}")
        for place in range(2)
    ]
    return write(folder / "local-authority-district.geojson", collection(*found))


def test_several_districts_leave_the_coverage_open_until_one_is_chosen(tmp_path: Path) -> None:
    files = (_districts(tmp_path), trees(tmp_path))
    run = Run("store", "build", tmp_path / "store", *files, "--json")

    assert run.code == 0, run.error
    assert ["2 current districts" in remark for remark in run.json["remarks"]] == [True]
    assert [row["coverage"] for row in run.json["datasets"] if not row["administrative"]] == ["unknown"]

    run = Run("store", "build", tmp_path / "store", *files, "--authority", "E09000001")
    assert run.code == 0, run.error
    assert "Nobody has said" not in run.out
    assert "District 1" in Run("store", "info", tmp_path / "store").out


def test_an_authority_that_is_not_in_the_store_ends_with_2(tmp_path: Path) -> None:
    run = Run("store", "build", tmp_path / "store", _districts(tmp_path), "--authority", "Nowhere")

    assert run.code == 2
    assert "“Nowhere”" in run.error


def test_a_damaged_download_ends_with_2_and_leaves_the_dataset(tmp_path: Path) -> None:
    folder = store(tmp_path)
    for text in ('{"error": "server"}', "", " \n", '{"type": "FeatureCollection", "features": []}'):
        (tmp_path / "conservation-area.geojson").write_text(text, encoding="utf-8")
        run = Run("store", "build", folder, tmp_path / "conservation-area.geojson", "--coverage", "full")
        assert run.code == 2, text
        assert "conservation-area" in run.error
    assert [row["count"] for row in Run("store", "info", folder, "--json").json["datasets"]] == [1, 1]


def test_fewer_records_are_taken_when_that_is_allowed_and_said(tmp_path: Path) -> None:
    folder = store(tmp_path)
    write(tmp_path / "conservation-area.geojson", collection())
    run = Run("store", "build", folder, tmp_path / "conservation-area.geojson", "--coverage", "full", "--allow-fewer")

    assert run.code == 0, run.error
    assert "conservation-area had 1 record with a geometry in the store and has none now" in run.out


def test_a_folder_is_read_with_its_subfolders_and_what_is_passed_over_is_named(tmp_path: Path) -> None:
    downloads = tmp_path / "downloads"
    (downloads / "heritage" / "deep").mkdir(parents=True)
    conservation_areas(downloads / "heritage" / "deep")
    trees(downloads)
    (downloads / "heritage" / "register.xlsx").write_bytes(b"PK")
    (downloads / "heritage" / "letter.csv").write_text("to,from\nyou,me\n", encoding="utf-8")
    (downloads / "heritage" / "old.zip").write_bytes(b"no zip")
    run = Run("store", "build", tmp_path / "store", downloads, "--coverage", "full", "--json")

    assert run.code == 2
    assert {row["dataset"] for row in run.json["datasets"]} == {"conservation-area", "tree-preservation-zone"}
    assert ["register.xlsx was passed over" in remark for remark in run.json["remarks"]] == [True]
    assert "letter.csv has no column for the geometry" in run.error
    assert "old.zip cannot be read" in run.error


def test_info_tells_the_day_of_loading_and_the_day_of_the_data(tmp_path: Path) -> None:
    folder = store(tmp_path, **{"entry-date": "2019-03-01"})
    rows = Run("store", "info", folder, "--json").json["datasets"]

    assert rows[0]["data_date"] == "2019-03-01"
    assert rows[0]["fetched_at"] > "2020"
    out = Run("store", "info", folder).out
    assert "loaded on" in out
    assert "1 March 2019" in out
