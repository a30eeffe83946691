"""The constraints of applications: what the applicant was told at intake, and what officers have added."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from .database import Database

_ADD = """
INSERT INTO application_constraints (application_id, type, identified, identified_by, description, entities, overlap, created_at)
VALUES (:application_id, :type, :identified, :identified_by, :description, :entities, :overlap, :moment)
"""
_OF_APPLICATION = "SELECT * FROM application_constraints WHERE application_id = ? AND removed_at IS NULL ORDER BY id"
_CHANGE = "UPDATE application_constraints SET entities = ?, overlap = ? WHERE id = ?"
_REMOVE = "UPDATE application_constraints SET removed_at = ? WHERE id = ?"


@dataclass(frozen=True)
class Constraint:
    """``identified`` ones came with the application and cannot be removed. ``entities`` are records of Planning Data, as they were sent.

    ``description`` is what one of the type "other" is, "" of a type that the authority has.
    """

    id: int
    application_id: int
    type: str
    identified: bool
    identified_by: str
    description: str
    entities: list[dict[str, Any]]
    overlap: dict[str, float] | None
    created_at: str


class ConstraintRecords:
    """The table of constraints."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        application_id: int,
        kind: str,
        moment: str,
        *,
        identified_by: str,
        identified: bool = False,
        description: str = "",
        entities: list[dict[str, Any]] | None = None,
        overlap: dict[str, float] | None = None,
    ) -> int:
        """One more; gives its id."""
        values = {
            "application_id": application_id,
            "type": kind,
            "identified": identified,
            "identified_by": identified_by,
            "description": description,
            "entities": json.dumps(entities or [], ensure_ascii=False),
            "overlap": None if overlap is None else json.dumps(overlap),
            "moment": moment,
        }
        with self._database.act() as connection:
            return connection.execute(_ADD, values).lastrowid or 0

    def of_application(self, application_id: int) -> list[Constraint]:
        """Those that stand, in the order in which they came."""
        return [_constraint(row) for row in self._database.rows(_OF_APPLICATION, (application_id,))]

    def change(self, identity: int, entities: list[dict[str, Any]], overlap: dict[str, float] | None) -> None:
        """Other records of it, or another part of the site."""
        told = (json.dumps(entities, ensure_ascii=False), None if overlap is None else json.dumps(overlap))
        with self._database.act() as connection:
            connection.execute(_CHANGE, (*told, identity))

    def remove(self, identity: int, moment: str) -> None:
        """Gone from every answer; the row stays."""
        with self._database.act() as connection:
            connection.execute(_REMOVE, (moment, identity))


def _constraint(row: sqlite3.Row) -> Constraint:
    return Constraint(
        id=row["id"],
        application_id=row["application_id"],
        type=row["type"],
        identified=bool(row["identified"]),
        identified_by=row["identified_by"],
        description=row["description"],
        entities=json.loads(row["entities"]),
        overlap=None if row["overlap"] is None else json.loads(row["overlap"]),
        created_at=row["created_at"],
    )
