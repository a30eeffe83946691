"""What was done to an application, by whom, when: added to, and never changed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from .database import Database

_ADD = """
INSERT INTO audits (application_id, activity_type, activity_information, audit_comment, officer, automated, created_at)
VALUES (:application_id, :activity_type, :information, :comment, :officer, :automated, :moment)
"""
_OF_APPLICATION = "SELECT * FROM audits WHERE application_id = ? ORDER BY id LIMIT ? OFFSET ?"
_COUNT = "SELECT count(*) FROM audits WHERE application_id = ?"


@dataclass(frozen=True)
class Audit:
    """One entry, in BOPS's words. ``officer`` is None for an applicant's act and for what happens by itself (``automated``)."""

    id: int
    activity_type: str
    activity_information: str | None
    audit_comment: str | None
    officer: str | None
    automated: bool
    created_at: str


class AuditRecords:
    """The table of audits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        application_id: int,
        activity_type: str,
        moment: str,
        *,
        officer: str | None = None,
        information: str | None = None,
        comment: str | None = None,
        automated: bool = False,
    ) -> None:
        """Done at ``moment`` (a kept time)."""
        values = {
            "application_id": application_id,
            "activity_type": activity_type,
            "information": information,
            "comment": comment,
            "officer": officer,
            "automated": automated,
            "moment": moment,
        }
        with self._database.act() as connection:
            connection.execute(_ADD, values)

    def count(self, application_id: int) -> int:
        """How many there are."""
        row = self._database.row(_COUNT, (application_id,))
        return 0 if row is None else int(row[0])

    def of_application(self, application_id: int, limit: int, offset: int) -> list[Audit]:
        """The first first."""
        return [_audit(row) for row in self._database.rows(_OF_APPLICATION, (application_id, limit, offset))]


def _audit(row: sqlite3.Row) -> Audit:
    return Audit(
        id=row["id"],
        activity_type=row["activity_type"],
        activity_information=row["activity_information"],
        audit_comment=row["audit_comment"],
        officer=row["officer"],
        automated=bool(row["automated"]),
        created_at=row["created_at"],
    )
