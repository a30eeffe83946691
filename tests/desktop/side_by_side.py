"""Lets pytest run desktop tests in two programs side by side: what one has made serves both, and who measures is alone meanwhile."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder that goes with this run and that each of its programs sees; that of pytest itself where it is alone."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name: whoever needs it first makes it, the other waits meanwhile."""
    made = shared_folder(factory) / name
    told = made.with_suffix(".made")
    with _held(made.with_suffix(".lock"), fcntl.LOCK_EX):
        if not told.exists():
            make(made)
            told.touch()
    return made


@contextmanager
def turn(factory: pytest.TempPathFactory, *, alone: bool) -> Iterator[None]:
    """Beside others, or with nobody else at work."""
    folder = shared_folder(factory)
    # Who waits to be alone waits in the door, so that nobody goes in before
    with ExitStack() as inside:
        with _held(folder / "door.lock", fcntl.LOCK_EX):
            inside.enter_context(_held(folder / "room.lock", fcntl.LOCK_EX if alone else fcntl.LOCK_SH))
        yield


@contextmanager
def _held(path: Path, how: int) -> Iterator[None]:
    with path.open("w", encoding="ascii") as lock:
        fcntl.flock(lock, how)
        yield
