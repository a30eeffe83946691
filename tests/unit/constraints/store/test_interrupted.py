"""A build that is interrupted leaves its finished datasets, and the same build goes on from there."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from plugin.constraints.store.build_lock import build_lock
from plugin.constraints.store.builder_ledger import finished_datasets
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.errors import StoreError, UnreadableFile
from tests.source import TOP

from .making import EVERYWHERE, build, collection, entities, feature, square

CROSSED = "POLYGON ((0 0, 9 9, 9 0, 0 9, 0 0))"


class Interrupts:
    """Progress that breaks off at the first word of a dataset; ``read`` are the datasets that were read."""

    def __init__(self, at: str = "") -> None:
        self.at = at
        self.read: list[str] = []

    def __call__(self, slug: str, done: int, share: float | None) -> None:
        self.read.append(slug)
        if slug == self.at:
            raise KeyboardInterrupt


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [
        collection(tmp_path / "ancient-woodland.geojson", feature(square(400000, 300000), name="Wood"), feature(square(401000, 300000))),
        collection(
            tmp_path / "green-belt.geojson", feature(square(500000, 300000), name="Belt"), feature("POLYGON ((0 0, 9 9, 9 0, 0 9, 0 0))")
        ),
        collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)", name="Oak")),
    ]


def contents(folder: Path) -> dict[str, Any]:
    """Everything that a store says, but for moments and names of generations."""
    with LocalStore(folder) as store:
        found = store.candidates(EVERYWHERE)
        return {
            "entities": entities(store),
            "pieces": sorted(zip(found.entity_keys.tolist(), found.full.tolist(), [piece.wkt for piece in found.geometries])),
            "layers": dict(store.layers()),
            "attributes": [store.attributes(entity) for entity in entities(store)],
            "geometries": [store.geometry(entity).wkt for entity in entities(store)],
            "repairs": [store.repairs(slug) for slug in store.snapshots()],
            "issues": [store.issues(slug) for slug in store.snapshots()],
            "counts": {slug: (snapshot.count, snapshot.repaired, snapshot.sha256) for slug, snapshot in store.snapshots().items()},
            "tables": sorted(sqlite3.connect(store.path).execute("SELECT name FROM sqlite_master").fetchall()),
        }


def interrupt(folder: Path, files: list[Path], at: str, **options: Any) -> None:
    with pytest.raises(KeyboardInterrupt):
        build(folder, *files, progress=Interrupts(at), **options)


def test_what_was_finished_is_not_read_again(tmp_path, files):
    interrupt(tmp_path / "store", files, at="tree")
    second = Interrupts()

    report = build(tmp_path / "store", *files, progress=second)

    assert finished_datasets(tmp_path / "store") == ()
    assert second.read == ["tree"]
    assert "Ready from a build that was interrupted, and not read again: ancient-woodland, green-belt." in report.remarks


def test_a_build_that_went_on_gives_the_same_store_as_one_that_was_not_interrupted(tmp_path, files):
    whole = build(tmp_path / "whole", *files)
    interrupt(tmp_path / "store", files, at="tree")

    resumed = build(tmp_path / "store", *files)

    assert contents(tmp_path / "store") == contents(tmp_path / "whole")
    figures = [(each.pieces, each.numbered, each.duplicates, each.repairs, each.issues) for each in resumed.datasets]
    assert figures == [(each.pieces, each.numbered, each.duplicates, each.repairs, each.issues) for each in whole.datasets]


def test_half_a_dataset_is_never_kept(tmp_path, files):
    interrupt(tmp_path / "store", files, at="green-belt")

    assert finished_datasets(tmp_path / "store") == ("ancient-woodland",)


def test_nothing_finished_leaves_nothing(tmp_path, files):
    interrupt(tmp_path / "store", files, at="ancient-woodland")

    assert [path.name for path in (tmp_path / "store" / "generations").iterdir()] == []


def test_it_goes_on_upon_a_generation_that_is_carried_over(tmp_path, files):
    for folder in ("store", "whole"):
        build(tmp_path / folder, collection(tmp_path / "ramsar.geojson", feature(square(300000, 300000), name="Marsh")))
    build(tmp_path / "whole", *files)
    interrupt(tmp_path / "store", files, at="tree")

    assert build(tmp_path / "store", *files).carried == ("ramsar",)
    assert contents(tmp_path / "store") == contents(tmp_path / "whole")


def test_a_file_that_has_changed_is_read_again(tmp_path, files):
    interrupt(tmp_path / "store", files, at="tree")
    collection(files[0], feature(square(410000, 300000), name="Another wood"))
    second = Interrupts()

    build(tmp_path / "store", *files, progress=second)

    assert second.read == ["ancient-woodland", "green-belt", "tree"]
    assert "Another wood" in [entity.name for entity in entities(LocalStore(tmp_path / "store"))]


def test_another_generation_in_use_by_now_begins_it_again(tmp_path, files):
    build(tmp_path / "store", files[2])
    interrupt(tmp_path / "store", files[:2], at="green-belt")
    build(tmp_path / "store", files[2])
    second = Interrupts()

    build(tmp_path / "store", *files[:2], progress=second)

    assert second.read == ["ancient-woodland", "green-belt"]


def test_a_file_that_cannot_be_read_costs_the_others_nothing(tmp_path, files):
    broken = tmp_path / "ramsar.geojson"
    broken.write_text('{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": null}, {"type"')
    with pytest.raises(UnreadableFile):
        build(tmp_path / "store", *files, broken)
    second = Interrupts()

    build(tmp_path / "store", *files, progress=second)

    assert second.read == []


def test_a_part_file_that_is_damaged_is_cleared(tmp_path, files):
    interrupt(tmp_path / "store", files, at="tree")
    (part,) = (tmp_path / "store" / "generations").glob("*.part")
    part.write_bytes(part.read_bytes()[:1500] + b"\xff" * 3000)

    assert len(build(tmp_path / "store", *files).datasets) == 3


def test_files_whose_first_records_do_not_tell_that_they_share_a_dataset_are_built_as_one(tmp_path):
    one = collection(
        tmp_path / "one.geojson", feature("POINT (530000 180000)", dataset="tree"), feature("POINT (530001 180000)", dataset="tree")
    )
    apart = collection(tmp_path / "apart.geojson", feature(square(400000, 300000), dataset="green-belt"))
    other = collection(
        tmp_path / "other.geojson", feature(square(300000, 300000), dataset="ramsar"), feature("POINT (530002 180000)", dataset="tree")
    )

    report = build(tmp_path / "store", one, apart, other)

    assert {each.dataset: each.snapshot.count for each in report.datasets} == {"tree": 3, "ramsar": 1, "green-belt": 1}
    numbers = [entity.number for entity in entities(LocalStore(tmp_path / "store")) if entity.dataset == "tree"]
    assert numbers == [1, 2, 3]


def test_files_of_one_dataset_are_one_unit_wherever_they_stand(tmp_path):
    first = collection(tmp_path / "north.geojson", feature("POINT (530000 180000)", dataset="tree"))
    between = collection(tmp_path / "green-belt.geojson", feature(square(400000, 300000)))
    last = collection(tmp_path / "south.geojson", feature("POINT (530002 180000)", dataset="tree"))
    progress = Interrupts()

    build(tmp_path / "store", first, between, last, progress=progress)

    assert progress.read == ["tree", "tree", "green-belt"]


def test_two_builds_do_not_fill_one_store_at_the_same_time(tmp_path, files):
    build(tmp_path / "store", *files)

    with build_lock(tmp_path / "store"), pytest.raises(StoreError, match="Another build is at work"):
        build(tmp_path / "store", *files)


def test_a_build_that_is_killed_outright_is_gone_on_with(tmp_path):
    many = [feature(square(400000 + 150 * (place % 200), 200000 + 150 * (place // 200)), name="x" * 60) for place in range(60_000)]
    small, large = collection(tmp_path / "ramsar.geojson", *many[:5]), collection(tmp_path / "tree.geojson", *many)
    store = tmp_path / "store"
    command = [sys.executable, "-m", "plugin.cli", "store", "build", str(store), str(small), str(large), "--processes", "1"]
    process = subprocess.Popen(command, cwd=TOP, env={**os.environ, "PYTHONPATH": str(TOP)}, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        parts = list((store / "generations").glob("*.part"))
        if parts and parts[0].stat().st_size > 3_000_000:
            process.kill()
            break
        time.sleep(0.01)
    process.wait()

    assert finished_datasets(store) == ("ramsar",)
    report = build(store, small, large)
    assert [each.snapshot.count for each in report.datasets] == [5, 60_000]
    assert len(entities(LocalStore(store))) == 60_005
