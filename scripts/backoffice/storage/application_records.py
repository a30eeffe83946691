"""Applications in the database."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .database import Database

_INSERT = """
INSERT INTO applications (
    reference, type_code, status, description, created_at, received_at, target_date, expiry_date, submission,
    session_id, postcode_key, people, site, applicant, constraints, has_consultation, change_access_id, position
) VALUES (
    :reference, :type_code, :status, :description, :created_at, :received_at, :target_date, :expiry_date, :submission,
    :session_id, :postcode_key, :people, :site, :applicant, '[]', :has_consultation, :change_access_id,
    (SELECT coalesce(max(position), 0) + 1 FROM applications)
)
"""
_ADDRESS = "INSERT INTO addresses (rowid, words) VALUES (?, ?)"
_DESCRIPTION = "INSERT INTO descriptions (rowid, words) VALUES (?, ?)"
_NEXT_NUMBER = """
INSERT INTO counters (name, value) VALUES (:name, :first)
ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value
"""
_COLUMNS = """
SELECT a.*, o.name AS officer_name, o.role AS officer_role FROM applications a LEFT JOIN officers o ON o.id = a.officer_id
"""
_BY_ID = _COLUMNS + " WHERE a.id = ? AND a.deleted_at IS NULL"
_BY_REFERENCE = _COLUMNS + " WHERE a.reference = ? AND a.deleted_at IS NULL"
_BY_IDS = _COLUMNS + " WHERE a.id IN (SELECT value FROM json_each(?))"
_LISTED = """
SELECT id FROM applications
WHERE deleted_at IS NULL AND (:ids IS NULL OR id IN (SELECT value FROM json_each(:ids)))
ORDER BY created_at DESC LIMIT :limit OFFSET :offset
"""
_COUNT_LISTED = "SELECT count(*) FROM applications WHERE deleted_at IS NULL AND (:ids IS NULL OR id IN (SELECT value FROM json_each(:ids)))"
_LABEL = "UPDATE applications SET constraints = :constraints WHERE id = :id"
_CHECK = "UPDATE applications SET constraints_checked_at = :moment, constraints_checked_by = :officer WHERE id = :id"
_MOVE = """
UPDATE applications SET status = :status,
    invalidated_at = CASE :stamp WHEN 'invalidated_at' THEN :now ELSE invalidated_at END,
    in_assessment_at = CASE :stamp WHEN 'in_assessment_at' THEN :now ELSE in_assessment_at END,
    awaiting_determination_at = CASE :stamp WHEN 'awaiting_determination_at' THEN :now ELSE awaiting_determination_at END,
    in_committee_at = CASE :stamp WHEN 'in_committee_at' THEN :now ELSE in_committee_at END,
    to_be_reviewed_at = CASE :stamp WHEN 'to_be_reviewed_at' THEN :now ELSE to_be_reviewed_at END,
    determined_at = CASE :stamp WHEN 'determined_at' THEN :now ELSE determined_at END,
    returned_at = CASE :stamp WHEN 'returned_at' THEN :now ELSE returned_at END,
    withdrawn_at = CASE :stamp WHEN 'withdrawn_at' THEN :now ELSE withdrawn_at END,
    closed_at = CASE :stamp WHEN 'closed_at' THEN :now ELSE closed_at END
WHERE id = :id
"""
_VALIDATE = "UPDATE applications SET validated_at = :moment, target_date = :target_date, expiry_date = :expiry_date WHERE id = :id"
_DECIDE = "UPDATE applications SET decision = :decision, determination_date = :determination_date WHERE id = :id"
_PUBLISH = "UPDATE applications SET published_at = :moment WHERE id = :id"
_DESCRIBE = "UPDATE applications SET description = :description WHERE id = :id"
_WAIT = "UPDATE applications SET expiry_date = :expiry_date, target_date = :target_date WHERE id = :id"
_REINDEX = "UPDATE descriptions SET words = ? WHERE rowid = ?"
_CONSULT = "UPDATE applications SET consultation_start = :start, consultation_end = :end WHERE id = :id"
_APPEAL = "UPDATE applications SET appeal = :appeal WHERE id = :id"
_ASSIGN = "UPDATE applications SET officer_id = :officer WHERE id = :id"
_REMOVE = "UPDATE applications SET deleted_at = :moment WHERE id = :id"
# An update writes a new row version behind the others: the order in which PostgreSQL then meets the rows.
_TOUCH = "UPDATE applications SET position = (SELECT max(position) + 1 FROM applications) WHERE id = ?"


@dataclass(frozen=True)
class ApplicationRecord:
    """One row, read as it is asked for."""

    row: sqlite3.Row

    def text(self, column: str) -> str:
        """A column that is never empty."""
        return str(self.row[column])

    def maybe(self, column: str) -> str | None:
        """A column that may be empty."""
        value = self.row[column]
        return None if value is None else str(value)

    def json(self, column: str) -> Any:
        """A column that holds JSON; None where it is empty."""
        value = self.row[column]
        return None if value is None else json.loads(value)

    @property
    def id(self) -> int:
        return int(self.row["id"])

    @property
    def reference(self) -> str:
        return str(self.row["reference"])

    @property
    def status(self) -> str:
        return str(self.row["status"])

    @property
    def version(self) -> int:
        """The number of its last change."""
        return int(self.row["revision"])

    @property
    def has_consultation(self) -> bool:
        return bool(self.row["has_consultation"])

    @cached_property
    def site(self) -> dict[str, Any]:
        value: dict[str, Any] = self.json("site")
        return value

    @cached_property
    def people(self) -> dict[str, Any]:
        value: dict[str, Any] = self.json("people")
        return value


class ApplicationRecords:
    """The table of applications, and the words of each for the search."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next_number(self, first: int) -> int:
        """The next number of the authority's references; ``first`` for the very first."""
        with self._database.act() as connection:
            (number,) = connection.execute(_NEXT_NUMBER, {"name": "references", "first": first}).fetchone()
            return int(number)

    def add(self, columns: dict[str, Any], address: str) -> int:
        """A new row; gives its id."""
        with self._database.act() as connection:
            new = connection.execute(_INSERT, columns).lastrowid or 0
            connection.execute(_ADDRESS, (new, address))
            connection.execute(_DESCRIPTION, (new, columns["description"]))
            return new

    def by_id(self, identity: int) -> ApplicationRecord | None:
        """One application by BOPS's integer id."""
        row = self._database.row(_BY_ID, (identity,))
        return ApplicationRecord(row) if row else None

    def by_reference(self, reference: str) -> ApplicationRecord | None:
        """One application by its reference of today."""
        row = self._database.row(_BY_REFERENCE, (reference,))
        return ApplicationRecord(row) if row else None

    def in_order(self, identities: Sequence[int]) -> list[ApplicationRecord]:
        """These applications, in this order, each once for each time that it is named."""
        rows = {row["id"]: row for row in self._database.rows(_BY_IDS, (json.dumps(list(identities)),))}
        return [ApplicationRecord(rows[identity]) for identity in identities if identity in rows]

    def count_listed(self, identities: Sequence[int] | None) -> int:
        """How many ``listed`` would give without a limit."""
        row = self._database.row(_COUNT_LISTED, {"ids": _array(identities)})
        return 0 if row is None else int(row[0])

    def listed(self, identities: Sequence[int] | None, limit: int, offset: int) -> list[int]:
        """Ids, the latest made first; only ``identities`` where they are given."""
        return [int(row[0]) for row in self._database.rows(_LISTED, {"ids": _array(identities), "limit": limit, "offset": offset})]

    def label(self, identity: int, constraints: str) -> None:
        """What is shown of its constraints: a JSON array of labels."""
        self._change(_LABEL, {"id": identity, "constraints": constraints})

    def check_constraints(self, identity: int, moment: str | None, officer: str | None) -> None:
        """Checked at ``moment`` by an officer; None for both where they have to be checked again."""
        self._change(_CHECK, {"id": identity, "moment": moment, "officer": officer})

    def move(self, identity: int, status: str, stamp: str, now: str) -> None:
        """Another status, and the time of it in the column ``stamp``, if there is one."""
        self._change(_MOVE, {"id": identity, "status": status, "stamp": stamp, "now": now})

    def validate(self, identity: int, moment: str, target_date: str, expiry_date: str) -> None:
        """Valid from ``moment``, which moves the dates that follow from it."""
        self._change(_VALIDATE, {"id": identity, "moment": moment, "target_date": target_date, "expiry_date": expiry_date})

    def decide(self, identity: int, decision: str | None, determination_date: str | None) -> None:
        """The decision, and its date once there is one."""
        self._change(_DECIDE, {"id": identity, "decision": decision, "determination_date": determination_date})

    def publish(self, identity: int, moment: str) -> None:
        """Open to the public from ``moment``."""
        self._change(_PUBLISH, {"id": identity, "moment": moment})

    def describe(self, identity: int, description: str) -> None:
        """Another description, which the search finds from now on."""
        with self._database.act() as connection:
            self._change(_DESCRIBE, {"id": identity, "description": description})
            connection.execute(_REINDEX, (description, identity))

    def wait(self, identity: int, expiry_date: str, target_date: str) -> None:
        """More time for the decision."""
        self._change(_WAIT, {"id": identity, "expiry_date": expiry_date, "target_date": target_date})

    def consult(self, identity: int, start: str, end: str) -> None:
        """The consultation's first and last date."""
        self._change(_CONSULT, {"id": identity, "start": start, "end": end})

    def appeal(self, identity: int, appeal: str) -> None:
        """The appeal as JSON."""
        self._change(_APPEAL, {"id": identity, "appeal": appeal})

    def assign(self, identity: int, officer: int | None) -> None:
        """The officer whose case it is; None for nobody's."""
        self._change(_ASSIGN, {"id": identity, "officer": officer})

    def remove(self, identity: int, moment: str) -> None:
        """Gone from every answer; the row stays, as in BOPS."""
        self._change(_REMOVE, {"id": identity, "moment": moment})

    def _change(self, sql: str, parameters: dict[str, Any]) -> None:
        with self._database.act() as connection:
            connection.execute(sql, parameters)
            connection.execute(_TOUCH, (parameters["id"],))


def _array(identities: Sequence[int] | None) -> str | None:
    return None if identities is None else json.dumps(list(identities))
