"""Lets pytest run desktop tests in two programs side by side: who measures is alone meanwhile."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.made_once import held, shared_folder


@contextmanager
def turn(factory: pytest.TempPathFactory, *, alone: bool) -> Iterator[None]:
    """Beside others, or with nobody else at work."""
    folder = shared_folder(factory)
    # Who waits to be alone waits in the door, so that nobody goes in before
    with ExitStack() as inside:
        with held(folder / "door.lock", fcntl.LOCK_EX):
            inside.enter_context(held(folder / "room.lock", fcntl.LOCK_EX if alone else fcntl.LOCK_SH))
        yield
