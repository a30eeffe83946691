"""Recommendations: one for each round of assessment and review."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from .database import Database

_ADD = "INSERT INTO recommendations (application_id, status, content, assessor) VALUES (?, 'assessment_in_progress', ?, ?)"
_LATEST = "SELECT * FROM recommendations WHERE application_id = ? ORDER BY id DESC LIMIT 1"
_WRITE = "UPDATE recommendations SET content = ?, assessor = ? WHERE id = ?"
_SUBMIT = "UPDATE recommendations SET status = 'assessment_complete', assessor = ?, submitted_at = ? WHERE id = ?"
_WITHDRAW = "UPDATE recommendations SET status = 'assessment_in_progress', submitted_at = NULL WHERE id = ?"
_REVIEW = """
UPDATE recommendations SET status = 'review_complete', reviewer = :reviewer, challenged = :challenged, reviewer_comment = :comment,
    reviewed_at = :moment WHERE id = :id
"""


@dataclass(frozen=True)
class RecommendationRecord:
    """One round. ``content`` is what was sent; ``status`` one of BOPS's; ``challenged`` None until it was reviewed."""

    id: int
    status: str
    content: dict[str, Any]
    assessor: str
    submitted_at: str | None
    reviewer: str | None
    challenged: bool | None
    reviewer_comment: str | None
    reviewed_at: str | None

    @property
    def is_draft(self) -> bool:
        return self.status == "assessment_in_progress"

    @property
    def waits_for_review(self) -> bool:
        return self.status == "assessment_complete"


class RecommendationRecords:
    """The table of recommendations; the last of an application is the one that counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def latest(self, application_id: int) -> RecommendationRecord | None:
        """The one that counts; None where there never was one."""
        row = self._database.row(_LATEST, (application_id,))
        return None if row is None else _record(row)

    def draft(self, application_id: int, content: dict[str, Any], assessor: str) -> None:
        """Written anew where it is a draft; a new round begins where the last one was reviewed."""
        latest, text = self.latest(application_id), json.dumps(content, ensure_ascii=False)
        with self._database.act() as connection:
            if latest is not None and latest.is_draft:
                connection.execute(_WRITE, (text, assessor, latest.id))
            else:
                connection.execute(_ADD, (application_id, text, assessor))

    def submit(self, identity: int, assessor: str, moment: str) -> None:
        """Handed in by ``assessor``, who never reviews it."""
        self._change(_SUBMIT, (assessor, moment, identity))

    def withdraw(self, identity: int) -> None:
        """A draft again."""
        self._change(_WITHDRAW, (identity,))

    def review(self, identity: int, reviewer: str, comment: str | None, moment: str, *, challenged: bool) -> None:
        """What the second person made of it."""
        self._change(_REVIEW, {"id": identity, "reviewer": reviewer, "challenged": challenged, "comment": comment, "moment": moment})

    def _change(self, sql: str, parameters: dict[str, Any] | tuple[Any, ...]) -> None:
        with self._database.act() as connection:
            connection.execute(sql, parameters)


def _record(row: sqlite3.Row) -> RecommendationRecord:
    return RecommendationRecord(
        id=row["id"],
        status=row["status"],
        content=json.loads(row["content"]),
        assessor=row["assessor"],
        submitted_at=row["submitted_at"],
        reviewer=row["reviewer"],
        challenged=None if row["challenged"] is None else bool(row["challenged"]),
        reviewer_comment=row["reviewer_comment"],
        reviewed_at=row["reviewed_at"],
    )
