"""What neighbours and consultees said."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .database import Database

_ADD_NEIGHBOUR = """
INSERT INTO neighbour_responses (application_id, name, address, postcode, received_at, response, redacted_response, sentiment, tags)
VALUES (:application_id, :name, :address, :postcode, :received_at, :response, :redacted_response, :sentiment, :tags)
"""
_NEIGHBOURS = """
SELECT n.*, a.reference, a.site FROM neighbour_responses n JOIN applications a ON a.id = n.application_id
WHERE n.redacted_response IS NOT NULL AND a.deleted_at IS NULL AND (:application_id IS NULL OR n.application_id = :application_id)
ORDER BY n.id
"""
_ADD_CONSULTEE = """
INSERT INTO consultees (application_id, organisation, job_title, reason, constraint_key, consulted_at)
VALUES (:application_id, :organisation, :job_title, :reason, :constraint_key, :consulted_at)
"""
_ADD_CONSULTEE_RESPONSE = """
INSERT INTO consultee_responses (consultee_id, received_at, redacted_response, sentiment)
VALUES (:consultee_id, :received_at, :redacted_response, :sentiment)
"""
_CONSULTEES = "SELECT * FROM consultees WHERE application_id = ? ORDER BY id"
_CONSULTEE_RESPONSES = """
SELECT r.* FROM consultee_responses r JOIN consultees c ON c.id = r.consultee_id
WHERE c.application_id = ? AND r.redacted_response IS NOT NULL ORDER BY r.id
"""


@dataclass(frozen=True)
class NeighbourResponse:
    """One comment, redacted. ``sentiment`` is supportive, objection or neutral."""

    id: int
    reference: str
    site: dict[str, Any]
    postcode: str | None
    received_at: str
    text: str
    sentiment: str


@dataclass(frozen=True)
class ConsulteeResponse:
    """What a consultee answered, redacted. ``sentiment`` is approved, amendments_needed or objected."""

    id: int
    received_at: str
    text: str
    sentiment: str


@dataclass(frozen=True)
class Consultee:
    """Who was asked, why, and what they answered."""

    id: int
    organisation: str | None
    job_title: str | None
    reason: str
    constraint_key: str | None
    consulted_at: str | None
    responses: tuple[ConsulteeResponse, ...]


class CommentRecords:
    """The tables of comments. Only redacted ones leave it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_neighbour(
        self,
        application_id: int,
        name: str,
        response: str,
        *,
        sentiment: str,
        received_at: str,
        redacted: str | None = None,
        address: str | None = None,
        postcode: str | None = None,
        tags: list[str] | None = None,
    ) -> None:
        """A neighbour's comment; nobody sees it before it is redacted."""
        row = {
            "application_id": application_id,
            "name": name,
            "address": address,
            "postcode": postcode,
            "received_at": received_at,
            "response": response,
            "redacted_response": redacted,
            "sentiment": sentiment,
            "tags": json.dumps(tags or []),
        }
        with self._database.act() as connection:
            connection.execute(_ADD_NEIGHBOUR, row)

    def neighbours(self, application_id: int | None = None) -> list[NeighbourResponse]:
        """Redacted comments on one application, or on all."""
        return [
            NeighbourResponse(
                id=row["id"],
                reference=row["reference"],
                site=json.loads(row["site"]),
                postcode=row["postcode"],
                received_at=row["received_at"],
                text=row["redacted_response"],
                sentiment=row["sentiment"],
            )
            for row in self._database.rows(_NEIGHBOURS, {"application_id": application_id})
        ]

    def add_consultee(self, application_id: int, values: dict[str, Any]) -> int:
        """Somebody to be asked: organisation, job_title, reason, constraint_key, consulted_at."""
        with self._database.act() as connection:
            return connection.execute(_ADD_CONSULTEE, {"application_id": application_id, **values}).lastrowid or 0

    def add_consultee_response(self, consultee_id: int, values: dict[str, Any]) -> None:
        """What they said: received_at, redacted_response, sentiment."""
        with self._database.act() as connection:
            connection.execute(_ADD_CONSULTEE_RESPONSE, {"consultee_id": consultee_id, **values})

    def consultees(self, application_id: int) -> list[Consultee]:
        """All who were asked, with their answers."""
        answers: dict[int, list[ConsulteeResponse]] = {}
        for row in self._database.rows(_CONSULTEE_RESPONSES, (application_id,)):
            answer = ConsulteeResponse(row["id"], row["received_at"], row["redacted_response"], row["sentiment"])
            answers.setdefault(row["consultee_id"], []).append(answer)
        return [
            Consultee(
                id=row["id"],
                organisation=row["organisation"],
                job_title=row["job_title"],
                reason=row["reason"],
                constraint_key=row["constraint_key"],
                consulted_at=row["consulted_at"],
                responses=tuple(answers.get(row["id"], ())),
            )
            for row in self._database.rows(_CONSULTEES, (application_id,))
        ]
