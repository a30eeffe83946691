"""What was done under which Idempotency-Key, so that it is done once."""

from __future__ import annotations

from dataclasses import dataclass

from .database import Database

_ADD = "INSERT INTO acts (token, key, fingerprint, status, location, body, done_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
_FIND = "SELECT fingerprint, status, location, body FROM acts WHERE token = ? AND key = ?"


@dataclass(frozen=True)
class Act:
    """An act that was done, and its answer. ``fingerprint`` tells the request from others; ``body`` is JSON."""

    fingerprint: str
    status: int
    location: str | None
    body: str


class ActRecords:
    """The table of acts, by token and key. Nothing is ever taken out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, token: str, key: str) -> Act | None:
        """What was done before."""
        row = self._database.row(_FIND, (token, key))
        return None if row is None else Act(row["fingerprint"], row["status"], row["location"], row["body"])

    def add(self, token: str, key: str, act: Act, moment: str) -> None:
        """Done now."""
        with self._database.act() as connection:
            connection.execute(_ADD, (token, key, act.fingerprint, act.status, act.location, act.body, moment))
