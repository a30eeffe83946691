"""Reading the answers that stand back: those of one case, and those for all cases of an authority."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from ..domain.constraint_answer import AnsweredRecord, AnswerKind, ConstraintAnswer, GivenAnswer
from ..domain.finding import Relation
from .json_text import parsed

_STANDING = """
SELECT answer.uuid, answer.dataset, answer.records, answer.kind, answer.reason, answer.checked_source, answer.checked_on, answer.found,
  answer.application_uuid IS NULL, coalesce(officer.name, ''), answer.answered_at, coalesce(boundary_version.number, 0), answer.snapshot
FROM constraint_answer AS answer
LEFT JOIN officer ON officer.uuid = answer.officer_uuid
LEFT JOIN boundary_version ON boundary_version.uuid = answer.boundary_version_uuid
WHERE answer.superseded_at IS NULL
"""
# A case that stepped back for its twin was answered under its own name.
_OF_CASE = f"""{_STANDING}
AND answer.application_uuid IN (SELECT uuid FROM application WHERE uuid = ?1 OR superseded_by = ?1)
ORDER BY answer.rowid
"""
_OF_AUTHORITY = f"{_STANDING} AND answer.application_uuid IS NULL AND answer.source = ? ORDER BY answer.rowid"


def answers_of(connection: sqlite3.Connection, application_uuid: str) -> list[ConstraintAnswer]:
    """The answers that stand for one case, oldest first."""
    return [_answer(row) for row in connection.execute(_OF_CASE, (application_uuid,)).fetchall()]


def authority_answers(connection: sqlite3.Connection, source: str) -> list[ConstraintAnswer]:
    """The answers that stand for every case of an authority's back office, oldest first."""
    return [_answer(row) for row in connection.execute(_OF_AUTHORITY, (source,)).fetchall()]


def _answer(row: Sequence[Any]) -> ConstraintAnswer:
    uuid, dataset, records, kind, reason, source, checked_on, found, for_authority, officer, at, number, snapshot = row
    given = GivenAnswer(
        dataset=dataset,
        kind=AnswerKind(kind),
        records=tuple(AnsweredRecord(*record) for record in parsed(records)),
        reason=reason,
        source=source,
        checked_on=None if checked_on is None else date.fromisoformat(checked_on),
        found=None if found is None else Relation(found),
        for_authority=bool(for_authority),
    )
    return ConstraintAnswer(uuid, given, officer, at, number, snapshot)
