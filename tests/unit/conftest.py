"""What the unit tests share: the order of their files, and the sample borough, made once for all the processes of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.made_once import made_once


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first: at the end one of the processes would wait for the other."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample borough as its files; nobody writes there."""
    from scripts.sample.generate import generate

    return made_once(tmp_path_factory, "saltmere", generate)
