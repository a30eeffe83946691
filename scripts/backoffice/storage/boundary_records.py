"""The lines that were in force, one after another, each with a number."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from ..boundary_box import box_of
from .database import Database

_ADD = """
INSERT INTO boundary_versions (application_id, version, boundary, since, origin, request_id)
SELECT :application_id, coalesce(max(version), 0) + 1, :boundary, :since, :origin, :request_id
FROM boundary_versions WHERE application_id = :application_id
RETURNING version
"""
_LATEST = "SELECT * FROM boundary_versions WHERE application_id = ? ORDER BY version DESC LIMIT 1"
_NO_BOX = "DELETE FROM application_boxes WHERE application_id = ?"
_BOX = "INSERT INTO application_boxes (application_id, west, south, east, north) VALUES (?, ?, ?, ?, ?)"
_IN_FORCE = "UPDATE applications SET boundary = :boundary WHERE id = :application_id"
_TOUCH = "UPDATE applications SET position = (SELECT max(position) + 1 FROM applications) WHERE id = :application_id"


@dataclass(frozen=True)
class BoundaryVersion:
    """One line. ``origin`` is submission, officer, agreed or silence; ``request_id`` the request by which it came into force."""

    version: int
    boundary: Any
    since: str
    origin: str
    request_id: int | None


class BoundaryRecords:
    """The table of lines; the last of an application is the one in force, which its own row holds as well."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, application_id: int, boundary: str, since: str, origin: str, request_id: int | None = None) -> int:
        """In force from ``since`` (a kept time) on; ``boundary`` is JSON. Gives its version."""
        values = {"application_id": application_id, "boundary": boundary, "since": since, "origin": origin, "request_id": request_id}
        with self._database.act() as connection:
            (version,) = connection.execute(_ADD, values).fetchone()
            connection.execute(_IN_FORCE, values)
            connection.execute(_TOUCH, values)
            connection.execute(_NO_BOX, (application_id,))
            box = box_of(json.loads(boundary))
            if box is not None:
                connection.execute(_BOX, (application_id, *box))
            return int(version)

    def in_force(self, application_id: int) -> BoundaryVersion | None:
        """The last one; None where there never was a line."""
        row = self._database.row(_LATEST, (application_id,))
        return None if row is None else _version(row)


def _version(row: sqlite3.Row) -> BoundaryVersion:
    return BoundaryVersion(row["version"], json.loads(row["boundary"]), row["since"], row["origin"], row["request_id"])
