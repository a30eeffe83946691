"""What officers write in the course of an application: its pieces, each of a kind, as they were sent."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from .database import Database

_ADD = """
INSERT INTO casework_pieces (application_id, kind, key, content, created_at, created_by, updated_at, updated_by)
VALUES (:application_id, :kind, :key, :content, :moment, :officer, :moment, :officer)
ON CONFLICT (application_id, kind, key) DO UPDATE
SET content = excluded.content, updated_at = excluded.updated_at, updated_by = excluded.updated_by
RETURNING id
"""
_OF_KIND = "SELECT * FROM casework_pieces WHERE application_id = ? AND kind = ? AND removed_at IS NULL ORDER BY id"
_CHANGE = "UPDATE casework_pieces SET content = ?, updated_at = ?, updated_by = ? WHERE id = ?"
_REMOVE = "UPDATE casework_pieces SET removed_at = ?, updated_by = ? WHERE id = ?"


@dataclass(frozen=True)
class Piece:
    """One piece. ``key`` is what an application has once of a kind (a category, a task), None where it has any number."""

    id: int
    application_id: int
    kind: str
    key: str | None
    content: dict[str, Any]
    created_at: str
    created_by: str
    updated_at: str
    updated_by: str


class CaseworkRecords:
    """The table of pieces."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, application_id: int, kind: str, content: dict[str, Any], moment: str, officer: str, key: str | None = None) -> int:
        """One more, or the one of this ``key`` anew; gives its id."""
        values = {
            "application_id": application_id,
            "kind": kind,
            "key": key,
            "content": json.dumps(content, ensure_ascii=False),
            "moment": moment,
            "officer": officer,
        }
        with self._database.act() as connection:
            (identity,) = connection.execute(_ADD, values).fetchone()
            return int(identity)

    def of_kind(self, application_id: int, kind: str) -> list[Piece]:
        """Those that stand, in the order in which they came."""
        return [_piece(row) for row in self._database.rows(_OF_KIND, (application_id, kind))]

    def keyed(self, application_id: int, kind: str, key: str) -> Piece | None:
        """The one of a key."""
        return next((piece for piece in self.of_kind(application_id, kind) if piece.key == key), None)

    def change(self, identity: int, content: dict[str, Any], moment: str, officer: str) -> None:
        """Another content."""
        with self._database.act() as connection:
            connection.execute(_CHANGE, (json.dumps(content, ensure_ascii=False), moment, officer, identity))

    def remove(self, identity: int, moment: str, officer: str) -> None:
        """Gone from every answer; the row stays."""
        with self._database.act() as connection:
            connection.execute(_REMOVE, (moment, officer, identity))


def _piece(row: sqlite3.Row) -> Piece:
    return Piece(
        id=row["id"],
        application_id=row["application_id"],
        kind=row["kind"],
        key=row["key"],
        content=json.loads(row["content"]),
        created_at=row["created_at"],
        created_by=row["created_by"],
        updated_at=row["updated_at"],
        updated_by=row["updated_by"],
    )
