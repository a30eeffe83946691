"""The benches that the tests of this folder share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest

from . import staging
from .bench import Bench, TestClock, bench_for, open_office
from .officer_bench import OfficerBench


@pytest.fixture
def clock() -> TestClock:
    """Wednesday 18 November 2026, half past ten."""
    return TestClock(datetime(2026, 11, 18, 10, 30, tzinfo=timezone.utc))


@pytest.fixture
def bench(served: Bench, tmp_path: Path, clock: TestClock) -> Iterator[Bench]:
    """An empty back office that is served."""
    office = open_office(tmp_path / "office", clock)
    with served.serving(office):
        yield served
    office.close()


@pytest.fixture
def officer(bench: Bench) -> OfficerBench:
    """An officer with one application in assessment."""
    return OfficerBench(bench)


@pytest.fixture(scope="session")
def staged_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 28 cases of the recorded instance, never changed; skips without the shared data."""
    folder = tmp_path_factory.mktemp("staged") / "base"
    staging.build(folder)
    return folder


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One server for all; each test puts its own back office into it."""
    office = open_office(tmp_path_factory.mktemp("served"), TestClock(datetime(2026, 11, 22, tzinfo=timezone.utc)))
    with bench_for(office) as bench:
        yield bench
    office.close()
