"""`redline screen --cluster`: whatever happens to workers and runs, the result is that of one process, row for row."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from pyarrow import parquet

from plugin.commands.cluster import screen_on_cluster
from plugin.commands.cluster.cluster import LOCAL, Cluster
from plugin.commands.cluster.partitions import Partitions
from plugin.commands.cluster.screen_on_cluster import ScreenOnCluster
from plugin.commands.many.batch_screening import ManyOptions
from plugin.commands.many.parquet_form import ParquetManySink
from plugin.commands.output import Output
from plugin.constraints.profile import Profile
from plugin.constraints.store.generations import current_generation, generation_path
from plugin.domain.settings import ScreeningSettings
from tests.unit.commands.borough import SOUTH, WEST, store
from tests.unit.commands.streams import CLOCK, Run, Terminal
from tests.unit.commands.test_screen_many import HEADING, ring

SITES, EACH = 600, 50


@pytest.fixture(autouse=True)
def small_partitions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_on_cluster, "PARTITION", EACH)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Sites in and round the conservation area, some without a red line."""
    lines = [f'S{n},"{ring(WEST - 300 + 7 * (n % 100), SOUTH - 60 + 17 * (n // 100), 5 + n % 23)}"' for n in range(SITES)]
    lines[::97] = [line.split(",")[0] + "," for line in lines[::97]]
    path = tmp_path / "sites.csv"
    path.write_text("\n".join([HEADING, *lines]) + "\n")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return store(tmp_path)


def rows(path: Path) -> list[dict[str, Any]]:
    """By site; a site's rows keep their order."""
    return sorted(parquet.read_table(path).to_pylist(), key=lambda row: str(row["site"]))


def by_one_process(folder: Path, table: Path) -> list[dict[str, Any]]:
    output = table.with_name("alone.parquet")
    assert Run("screen", folder, table, "--output", output, "--depth").code == 3
    return rows(output)


def on_cluster(folder: Path, table: Path, *, address: str = LOCAL) -> Run:
    return Run("screen", folder, table, "--output", table.with_name("found.parquet"), "--depth", "--cluster", address, "--processes", 2)


def when_done(monkeypatch: pytest.MonkeyPatch, count: int, act: Callable[[], None]) -> list[int]:
    """Do something once so many partitions are done; gives the list of those that were screened in this run."""
    screened: list[int] = []
    done = Partitions.done

    def noted(self: Partitions, number: int, data: bytes, not_checked: int) -> None:
        done(self, number, data, not_checked)
        screened.append(number)
        if len(screened) == count:
            act()

    monkeypatch.setattr(Partitions, "done", noted)
    return screened


def workers() -> list[psutil.Process]:
    return [child for child in psutil.Process().children(recursive=True) if "spawn_main" in " ".join(child.cmdline())]


def test_a_cluster_finds_what_one_process_finds(folder: Path, table: Path) -> None:
    run = on_cluster(folder, table)

    assert run.code == 3, run.error
    assert run.out == "600 sites screened; 7 with something not checked.\n"
    assert rows(table.with_name("found.parquet")) == by_one_process(folder, table)
    assert list(table.parent.glob("*.partitions")) == []


def test_a_worker_that_is_killed_in_mid_run_costs_nothing_but_time(folder: Path, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed: list[int] = []

    def kill() -> None:
        victim = workers()[0]
        os.kill(victim.pid, signal.SIGKILL)
        killed.append(victim.pid)

    screened = when_done(monkeypatch, 3, kill)

    run = on_cluster(folder, table)

    assert run.code == 3, run.error
    assert len(killed) == 1
    assert sorted(screened) == list(range(SITES // EACH))
    assert rows(table.with_name("found.parquet")) == by_one_process(folder, table)


def test_a_run_goes_on_where_it_was_interrupted(folder: Path, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as first:
        before = when_done(first, 4, interrupt)
        assert on_cluster(folder, table).code == 130
    assert not table.with_name("found.parquet").exists()
    after = when_done(monkeypatch, 0, interrupt)

    run = on_cluster(folder, table)

    assert run.out.startswith("Going on: 4 of 12 partitions are done.\n")
    assert set(before).isdisjoint(after)
    assert sorted([*before, *after]) == list(range(12))
    assert rows(table.with_name("found.parquet")) == by_one_process(folder, table)


def test_other_sites_begin_anew(folder: Path, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as first:
        when_done(first, 2, interrupt)
        on_cluster(folder, table)
    table.write_text("\n".join(table.read_text().splitlines()[:201]) + "\n")

    run = on_cluster(folder, table)

    assert "Going on" not in run.out
    assert rows(table.with_name("found.parquet")) == by_one_process(folder, table)


def test_workers_that_can_not_see_the_store_are_brought_it(
    folder: Path, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plugin.boundary.many.many_reader import ManyReader
    from plugin.boundary.transformer import Transformer

    generation = current_generation(folder)
    monkeypatch.setattr(screen_on_cluster, "generation_path", lambda _, name: generation_path(folder, name))
    monkeypatch.setattr(screen_on_cluster, "_PIECE", 50_000)
    options = ManyOptions(tmp_path / "elsewhere", generation, ScreeningSettings(), Profile.default(), CLOCK, with_depth=True)
    output = table.with_name("found.parquet")
    reader = ManyReader([table], Transformer(), CLOCK)

    ScreenOnCluster(options, Output(Terminal(), Terminal()), ParquetManySink(output), output, Cluster(LOCAL, 2)).run(reader, [table])

    assert rows(output) == by_one_process(folder, table)


def test_a_scheduler_that_does_not_answer_is_told(folder: Path, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugin.commands.cluster.cluster._PATIENCE", "1s")

    run = on_cluster(folder, table, address="tcp://127.0.0.1:9")

    assert run.code == 2
    assert "No scheduler answers at tcp://127.0.0.1:9" in run.error
