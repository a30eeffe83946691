"""The one connection to the one file."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import schema

_ANY_TOUCHED = "SELECT 1 FROM touched LIMIT 1"
_NONE_TOUCHED = "DELETE FROM touched"
_NUMBER = """
WITH numbered AS (
    SELECT application_id, (SELECT max(revision) FROM applications) + row_number() OVER (ORDER BY application_id) AS number FROM touched
)
UPDATE applications SET revision = numbered.number, updated_at = :now FROM numbered WHERE applications.id = numbered.application_id
"""


class Database:
    """An SQLite file, written by one act at a time; answers and acts of several threads wait for each other here."""

    def __init__(self, path: Path, now: Callable[[], str]) -> None:
        """``now`` gives the moment, as it is kept, at which an act is finished."""
        self._now = now
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version == 0:
            self._connection.executescript(f"BEGIN; {schema.TABLES} PRAGMA user_version = {schema.VERSION}; COMMIT;")
        elif version != schema.VERSION:
            self._connection.close()
            raise ValueError(
                f"{path} was made by another version of the back office (tables {version}, expected {schema.VERSION}). Give another --data."
            )
        self._depth = 0

    @contextmanager
    def act(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it, or none. An act within an act belongs to it."""
        with self._lock:
            if self._depth == 0:
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield self._connection
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._connection.execute("ROLLBACK")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._number_the_touched()
                self._connection.execute("COMMIT")

    def _number_the_touched(self) -> None:
        """Each application that the act has changed gets the next number, so that a client can ask what has changed since."""
        if self._connection.execute(_ANY_TOUCHED).fetchone() is not None:
            self._connection.execute(_NUMBER, {"now": self._now()})
            self._connection.execute(_NONE_TOUCHED)

    def rows(self, sql: str, parameters: dict[str, Any] | tuple[Any, ...] = ()) -> list[sqlite3.Row]:
        """All rows of a question."""
        with self._lock:
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: dict[str, Any] | tuple[Any, ...] = ()) -> sqlite3.Row | None:
        """The first row of a question, or none."""
        with self._lock:
            found: sqlite3.Row | None = self._connection.execute(sql, parameters).fetchone()
            return found

    def close(self) -> None:
        """Leave the file."""
        with self._lock:
            self._connection.close()


def jsonb(value: Any) -> str:
    """A JSON value as PostgreSQL's ``jsonb`` keeps it: the keys of an object by length, then by letter."""
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"))


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=lambda key: (len(key.encode()), key.encode()))}
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    return value
