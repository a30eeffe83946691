"""Worker processes make what one process makes, and end with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugin.boundary.transformer import Transformer
from plugin.constraints.store import builder
from plugin.constraints.store.builder_prepare import GeometryJob
from plugin.constraints.store.builder_workers import InProcess, WorkerPool
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.errors import StoreError
from tests.source import TOP

from .making import build, collection, feature, square
from .test_interrupted import contents


def jobs(count: int) -> Iterator[tuple[int, GeometryJob]]:
    for number in range(count):
        outlines = ["POLYGON ((0 0, 9 9, 9 0, 0 9, 0 0))", square(400000 + number, 300000), None, "POLYGON ((", "POINT (1 51)"]
        yield number, GeometryJob(outlines, [None] * 5, "", wgs84_unless_said=True, most_vertices=256, pieces=True)


def test_they_give_the_same_in_the_same_order():
    with WorkerPool(Transformer(), 2) as pool:
        done = list(pool.prepared(jobs(20)))

    assert [number for number, _ in done] == list(range(20))
    for (_, here), (_, there) in zip(InProcess(Transformer()).prepared(jobs(20)), done):
        assert (here.kinds, here.blobs, here.problems, here.mended) == (there.kinds, there.blobs, there.problems, there.mended)
        assert (here.used, here.notes, here.pieces.bodies) == (there.used, there.notes, there.pieces.bodies)


def test_a_store_is_the_same_with_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(builder, "_WORTH_WORKERS", 0)
    squares = [feature(square(400000 + 150 * (place % 90), 200000 + 150 * (place // 90))) for place in range(9000)]
    files = [
        collection(tmp_path / "tree.geojson", *squares, feature(None), feature("POLYGON ((1 51, 1.1 51.1, 1.1 51, 1 51.1, 1 51))")),
        collection(tmp_path / "ramsar.geojson", feature("POLYGON ((-1 52, -1.01 52, -1.01 52.01, -1 52))", name="Marsh")),
    ]

    build(tmp_path / "one", *files)
    build(tmp_path / "two", *files, workers=2)

    assert contents(tmp_path / "two") == contents(tmp_path / "one")


def test_a_worker_that_dies_is_told_in_a_sentence():
    with WorkerPool(Transformer(), 1) as pool:
        prepared = pool.prepared(jobs(50))
        next(prepared)
        for process in pool._pool._processes.values():
            os.kill(process.pid, 9)

        with pytest.raises(StoreError, match="came to a sudden end"):
            list(prepared)


def test_workers_end_with_a_parent_that_is_killed_outright():
    script = (
        "import time\n"
        "from plugin.boundary.transformer import Transformer\n"
        "from plugin.constraints.store.builder_prepare import GeometryJob\n"
        "from plugin.constraints.store.builder_workers import WorkerPool\n"
        "pool = WorkerPool(Transformer(), 2)\n"
        "job = GeometryJob(['POINT (1 51)'], [None], '', True, 256, True)\n"
        "list(pool.prepared((number, job) for number in range(20)))\n"
        "print(*pool._pool._processes, flush=True)\n"
        "time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=TOP, env={**os.environ, "PYTHONPATH": str(TOP)}, stdout=subprocess.PIPE, text=True
    )
    workers = [int(word) for word in process.stdout.readline().split()]
    process.kill()
    process.wait()

    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert workers
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def test_few_bytes_are_not_worth_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def begun(*_: object) -> None:
        raise AssertionError("a process was begun")

    monkeypatch.setattr(builder, "WorkerPool", begun)
    build(tmp_path / "store", collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)")), workers=2)

    assert LocalStore(tmp_path / "store").snapshots()["tree"].count == 1
