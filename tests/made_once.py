"""What several programs of one run of pytest need is made by whoever needs it first; the others wait meanwhile."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder that goes with this run and that each of its programs sees; that of pytest itself where it is alone."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name, which ``make`` fills; nobody writes there afterwards."""
    made = shared_folder(factory) / name
    told = made.with_suffix(".made")
    with held(made.with_suffix(".lock"), fcntl.LOCK_EX):
        if not told.exists():
            make(made)
            told.touch()
    return made


@contextmanager
def held(path: Path, how: int) -> Iterator[None]:
    """A lock between programs, by fcntl's LOCK_EX or LOCK_SH; it goes with whoever held it."""
    with path.open("w", encoding="ascii") as lock:
        fcntl.flock(lock, how)
        yield
