"""Readers of a team's database in processes of their own, while generation after generation is pushed."""

from __future__ import annotations

from pathlib import Path

from plugin.constraints.postgis.push import push_store
from plugin.constraints.store.prune import Keeping
from plugin.domain.clock import Clock
from tests.postgis_server import url_of
from tests.readers import READERS, read_throughout
from tests.unit.constraints.store.making import build, collection, feature, square

GENERATIONS = 4


def test_readers_in_other_processes_see_only_whole_generations_while_pieces_are_pushed(empty: str, tmp_path: Path, clock: Clock) -> None:
    def fill(number: int) -> str:
        areas = [feature(square(530000 + 200 * at, 180000), reference=f"CA{at}", name=f"of {number}") for at in range(40 + number)]
        build(tmp_path / "store", collection(tmp_path / "conservation-area.geojson", *areas), clock=clock)
        return push_store(tmp_path / "store", empty, clock, keeping=Keeping(2, 0.0)).generation

    made, told = read_throughout(url_of(empty), tmp_path / "end", fill, GENERATIONS)

    assert [each["seen"] for each in told] == [made] * READERS
