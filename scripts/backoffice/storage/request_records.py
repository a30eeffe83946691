"""Validation requests in the database: what the officer asks of the applicant."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from .database import Database

_INSERT = """
INSERT INTO validation_requests (
    application_id, type, state, post_validation, created_at, updated_at, reason, response_due, specific,
    created_by, original_version, handling
) VALUES (
    :application_id, :type, 'pending', :post_validation, :now, :now, :reason, :response_due, :specific,
    :created_by, :original_version, :handling
)
"""
_COLUMNS = "SELECT r.*, a.reference FROM validation_requests r JOIN applications a ON a.id = r.application_id"
_BY_ID = _COLUMNS + " WHERE r.id = ?"
_OF_APPLICATION = _COLUMNS + " WHERE r.application_id = :application_id AND (:type IS NULL OR r.type = :type) ORDER BY r.id"
_NOTIFIED = (
    _COLUMNS
    + """
WHERE r.notified_at IS NOT NULL AND a.deleted_at IS NULL AND (:type IS NULL OR r.type = :type)
AND (:start IS NULL OR r.notified_at >= :start) AND (:end IS NULL OR r.notified_at < :end) ORDER BY r.id
"""
)
_SILENT = _COLUMNS + " WHERE r.state = 'open' AND r.closes_at <= ? ORDER BY r.closes_at, r.id"
_SEND = """
UPDATE validation_requests SET state = 'open', notified_at = :now, updated_at = :now, response_due = :response_due,
    closes_at = :closes_at, silence = :silence WHERE id = :id
"""
_CLOSE = """
UPDATE validation_requests SET state = 'closed', approved = :approved, rejection_reason = :rejection_reason, response = :response,
    auto_closed = :auto_closed, closed_by = :closed_by, updated_at = :now WHERE id = :id
"""
_CHANGE = """
UPDATE validation_requests SET reason = :reason, specific = :specific, handling = :handling, original_version = :original_version,
    updated_at = :now WHERE id = :id
"""
_ADOPTED = "UPDATE validation_requests SET adopted_version = :version WHERE id = :id"
_CANCEL = (
    "UPDATE validation_requests SET state = 'cancelled', cancel_reason = :reason, cancelled_at = :now, updated_at = :now WHERE id = :id"
)


@dataclass(frozen=True)
class RequestRecord:
    """One row.

    ``specific`` is what belongs to its type: for a red line ``new_geojson`` and, if there was one, ``original_geojson``.
    ``closes_at`` is when silence closes it and ``silence`` what that does, both from its sending on; ``closed_by`` is applicant or silence.
    ``original_version`` and ``adopted_version`` are those of the line in force before and after it. ``handling`` is the officer's.
    """

    id: int
    application_id: int
    reference: str
    type: str
    state: str
    post_validation: bool
    created_at: str
    notified_at: str | None
    updated_at: str
    reason: str | None
    response_due: str
    response: str | None
    rejection_reason: str | None
    approved: bool | None
    cancel_reason: str | None
    cancelled_at: str | None
    auto_closed: bool
    specific: dict[str, Any]
    created_by: str | None
    closed_by: str | None
    closes_at: str | None
    silence: str | None
    original_version: int | None
    adopted_version: int | None
    handling: dict[str, Any] | None


class RequestRecords:
    """The table of validation requests."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, values: dict[str, Any]) -> int:
        """A pending request; gives its id."""
        with self._database.act() as connection:
            return connection.execute(_INSERT, values).lastrowid or 0

    def by_id(self, identity: int) -> RequestRecord | None:
        """One request."""
        row = self._database.row(_BY_ID, (identity,))
        return _record(row) if row else None

    def of_application(self, application_id: int, kind: str | None = None) -> list[RequestRecord]:
        """All of an application, pending ones too, in the order in which they were made."""
        return [_record(row) for row in self._database.rows(_OF_APPLICATION, {"application_id": application_id, "type": kind})]

    def notified(self, kind: str | None, start: str | None, end: str | None) -> list[RequestRecord]:
        """Those of the whole authority that were sent, from ``start`` to before ``end`` (kept times)."""
        return [_record(row) for row in self._database.rows(_NOTIFIED, {"type": kind, "start": start, "end": end})]

    def silent(self, moment: str) -> list[RequestRecord]:
        """Open ones that silence has closed at ``moment`` (a kept time), the first closed first."""
        return [_record(row) for row in self._database.rows(_SILENT, (moment,))]

    def send(self, identity: int, now: str, response_due: str, closes_at: str | None = None, silence: str | None = None) -> None:
        """Open from now on, and the applicant is told until when to answer and what silence does."""
        told = {"response_due": response_due, "closes_at": closes_at, "silence": silence}
        self._change(_SEND, {"id": identity, "now": now, **told})

    def close(
        self,
        identity: int,
        now: str,
        *,
        approved: bool | None,
        rejection_reason: str | None = None,
        response: str | None = None,
        closed_by: str = "applicant",
    ) -> None:
        """Closed, by the applicant's answer or by silence."""
        answer = {"approved": approved, "rejection_reason": rejection_reason, "response": response}
        self._change(_CLOSE, {"id": identity, "now": now, **answer, "closed_by": closed_by, "auto_closed": closed_by == "silence"})

    def change(self, identity: int, now: str, *, reason: str | None, specific: str, handling: str | None, original: int | None) -> None:
        """Worded anew, before it is sent; ``specific`` and ``handling`` are JSON, ``original`` the version that a line was drawn over."""
        words = {"reason": reason, "specific": specific, "handling": handling, "original_version": original}
        self._change(_CHANGE, {"id": identity, "now": now, **words})

    def adopted(self, identity: int, version: int) -> None:
        """Its line has come into force as ``version``."""
        self._change(_ADOPTED, {"id": identity, "version": version})

    def cancel(self, identity: int, reason: str, now: str) -> None:
        """Taken back; what was answered stays."""
        self._change(_CANCEL, {"id": identity, "reason": reason, "now": now})

    def _change(self, sql: str, parameters: dict[str, Any]) -> None:
        with self._database.act() as connection:
            connection.execute(sql, parameters)


def _record(row: sqlite3.Row) -> RequestRecord:
    values = {key: row[key] for key in row.keys()}  # noqa: SIM118  # a Row iterates over its values
    values["specific"] = json.loads(values["specific"])
    values["handling"] = None if values["handling"] is None else json.loads(values["handling"])
    values["approved"] = None if values["approved"] is None else bool(values["approved"])
    values["post_validation"] = bool(values["post_validation"])
    values["auto_closed"] = bool(values["auto_closed"])
    return RequestRecord(**values)
