"""What the unit tests share: the order of their files, and the sample borough, made once for all the processes of a run."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first: at the end one of the processes would wait for the other."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample borough as its files; nobody writes there."""
    from scripts.sample.generate import generate

    here = tmp_path_factory.getbasetemp()
    # The processes of one run have their folders side by side in one
    folder = (here.parent if "PYTEST_XDIST_WORKER" in os.environ else here) / "saltmere"
    folder.mkdir(exist_ok=True)
    with (folder.parent / "saltmere.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "cases.json").exists():
            generate(folder)
    return folder
