"""A store on a share: many read while one process fills it, and no reader ever meets half a generation."""

from __future__ import annotations

from pathlib import Path

from plugin.constraints.store.generations import generation_path
from plugin.constraints.store.prune import Keeping
from tests.readers import READERS, read_throughout

from .making import TickingClock, build, collection, feature, square

GENERATIONS = 4


def test_readers_in_other_processes_go_on_throughout_and_see_only_whole_generations(tmp_path: Path) -> None:
    clock, store = TickingClock(), tmp_path / "store"

    made, told = read_throughout(store, tmp_path / "end", lambda number: fill(store, tmp_path, number, clock), GENERATIONS)

    assert [each["seen"] for each in told] == [made] * READERS
    # What was replaced goes, though readers had it open a moment ago
    assert not generation_path(store, made[0]).exists()


def fill(store: Path, files: Path, number: int, clock: TickingClock) -> str:
    """One more generation, whose records all bear its number."""
    areas = [feature(square(530000 + 200 * at, 180000), reference=f"CA{at}", name=f"of {number}") for at in range(40 + number)]
    report = build(store, collection(files / "conservation-area.geojson", *areas), clock=clock, keeping=Keeping(2, 0.0))
    return report.generation
