"""One build at a time in a store, whichever program or machine runs it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ...domain.errors import StoreError


@contextmanager
def build_lock(folder: Path) -> Iterator[None]:
    """Hold the store's lock; the system lets go of it when the process ends, however it ends. StoreError where another build has it."""
    path = folder / "build.lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # An SQLite lock works alike on every system that Redline runs on.
        connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{folder} cannot be written: {error}. Choose a folder that you may write to.") from error
    with closing(connection):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise StoreError(f"Another build is at work in {folder}. Wait until it has ended, then build again.") from error
            raise StoreError(f"{path} cannot be written: {error}. Choose a folder that you may write to.") from error
        yield
