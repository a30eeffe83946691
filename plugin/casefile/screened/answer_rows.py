"""Reading the answers back that stand for a case."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from ...domain.constraint_answer import AnsweredRecord, AnswerKind, ConstraintAnswer, GivenAnswer
from ...domain.finding import Relation
from ..file.json_text import parsed
from ..file.statements import statement


def answers_of(connection: sqlite3.Connection, application_uuid: str, source: str) -> tuple[ConstraintAnswer, ...]:
    """Those for every case of the authority whose back office is ``source``, then the case's own, each oldest first."""
    return tuple(_answer(row) for row in connection.execute(statement("constraint_answer_of"), (application_uuid, source)).fetchall())


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
