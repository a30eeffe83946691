"""Makes a case file hold nothing but what it says: no freed page, no earlier page in the log beside it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ..file.transaction import sentences


def leave_nothing_behind(connection: sqlite3.Connection, path: Path) -> str:
    """Write the file anew and empty its log; a sentence on what stands in the way of that, "" where nothing of what was erased is left."""
    with sentences(path):
        connection.execute("VACUUM")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if not busy:
        return ""
    return (
        f"Another window is reading {path.name}, so that the log beside it can't be emptied yet and may still hold what was erased. "
        "Close the other window, then purge again."
    )
