"""A store on a share: many read while one process fills it, and no reader ever meets half a generation."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from plugin.constraints.store.generations import generation_path
from plugin.constraints.store.prune import Keeping
from tests.source import TOP

from .making import TickingClock, build, collection, feature, square

READERS = 3
GENERATIONS = 4


def test_readers_in_other_processes_go_on_throughout_and_see_only_whole_generations(tmp_path: Path) -> None:
    clock, store, end = TickingClock(), tmp_path / "store", tmp_path / "end"
    made = [fill(store, tmp_path, number, clock) for number in range(1)]
    command = [sys.executable, "-m", "tests.unit.constraints.store.reader_process", str(store), str(end)]
    readers = [subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(READERS)]
    try:
        for number in range(1, GENERATIONS + 1):
            # Each reader says with a sign that it has read what is in use; only then comes the next
            assert all(reader.stderr is not None and reader.stderr.read(1) == b"+" for reader in readers)
            if number < GENERATIONS:
                made.append(fill(store, tmp_path, number, clock))
        end.touch()
        told = [json.loads(reader.communicate(timeout=120)[0]) for reader in readers]
    finally:
        for reader in readers:
            reader.kill()
            reader.wait(20)

    assert [each["seen"] for each in told] == [made] * READERS
    assert all(reader.returncode == 0 for reader in readers)
    # What was replaced goes, though readers had it open a moment ago
    assert not generation_path(store, made[0]).exists()


def fill(store: Path, files: Path, number: int, clock: TickingClock) -> str:
    """One more generation, whose records all bear its number."""
    areas = [feature(square(530000 + 200 * at, 180000), reference=f"CA{at}", name=f"of {number}") for at in range(40 + number)]
    report = build(store, collection(files / "conservation-area.geojson", *areas), clock=clock, keeping=Keeping(2, 0.0))
    return report.generation
