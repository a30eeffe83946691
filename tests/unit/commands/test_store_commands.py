"""`redline store build` and `redline store info`."""

from __future__ import annotations

from pathlib import Path

from .borough import collection, conservation_areas, store, trees, write
from .streams import Run, feature

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
