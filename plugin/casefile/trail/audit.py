"""The audit trail: a chain of acts, each bearing the digest of the one before it."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from ...domain.audit_entry import AuditEntry
from ..file.json_text import canonical, parsed, sha256, storable

#: What the first entry takes for the digest of the one before it.
NOTHING_BEFORE = "0" * 64

_ADD = """
INSERT INTO audit (sequence, at, officer_uuid, application_uuid, verb, record_kind, record_uuid, before, after, previous_sha256, sha256)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_HEAD = "SELECT sequence, sha256 FROM audit ORDER BY sequence DESC LIMIT 1"
_ALL = """
SELECT sequence, at, officer_uuid, application_uuid, verb, record_kind, record_uuid, before, after, previous_sha256, sha256
FROM audit ORDER BY sequence
"""
_OF_ONE = """
SELECT sequence, at, coalesce(name, ''), application_uuid, verb, record_kind, record_uuid, before, after, previous_sha256, sha256
FROM audit LEFT JOIN officer ON officer.uuid = officer_uuid
WHERE application_uuid = ? ORDER BY sequence
"""
_SALT = "SELECT salt FROM audit_salt WHERE application_uuid = ?"
_ADD_SALT = "INSERT INTO audit_salt (application_uuid, salt) VALUES (?, ?)"
_LAST_GIVEN = "SELECT seq FROM sqlite_sequence WHERE name = 'audit'"
_ANCHORS = "SELECT sequence, sha256, deposited_with FROM anchor ORDER BY sequence"


class AuditTrail:
    """Adds entries within the transaction of one act; made anew for each."""

    def __init__(self, connection: sqlite3.Connection, at: str, officer_uuid: str) -> None:
        self._connection = connection
        self._at = at
        self._officer = officer_uuid
        self._sequence, self._sha256 = head(connection)
        self._salts: dict[str, bytes] = {}

    def add(
        self,
        application_uuid: str,
        verb: str,
        record_kind: str,
        record_uuid: str,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> int:
        """Write one entry and give its number; personal values must have been through ``digest``."""
        previous = self._sha256
        self._sequence += 1
        told = (canonical(before or {}), canonical(after or {}))
        row = (self._sequence, self._at, self._officer, application_uuid, verb, record_kind, storable(record_uuid), *told, previous)
        self._sha256 = _digest_of(row)
        self._connection.execute(_ADD, (*row, self._sha256))
        return int(self._sequence)

    def digest(self, application_uuid: str, value: Any) -> dict[str, str]:
        """What stands in the trail for a personal value: equal values of one application give equal digests, and no more is told."""
        return {"digest": hashlib.sha256(self._salt(application_uuid) + canonical(value).encode("ascii")).hexdigest()}

    def _salt(self, application_uuid: str) -> bytes:
        salt = self._salts.get(application_uuid)
        if salt is None:
            found = self._connection.execute(_SALT, (application_uuid,)).fetchone()
            salt = bytes(found[0]) if found else secrets.token_bytes(32)
            if not found:
                self._connection.execute(_ADD_SALT, (application_uuid, salt))
            self._salts[application_uuid] = salt
        return salt


def history(connection: sqlite3.Connection, application_uuid: str) -> list[AuditEntry]:
    """The entries of one application, oldest first."""
    rows = connection.execute(_OF_ONE, (application_uuid,)).fetchall()
    return [
        AuditEntry(sequence, at, officer, application, verb, kind, record, parsed(before), parsed(after), previous, digest)
        for sequence, at, officer, application, verb, kind, record, before, after, previous, digest in rows
    ]


def head(connection: sqlite3.Connection) -> tuple[int, str]:
    """The number and the digest of the last entry."""
    sequence, digest = connection.execute(_HEAD).fetchone() or (0, NOTHING_BEFORE)
    return int(sequence), str(digest)


def breaks(connection: sqlite3.Connection) -> Iterator[str]:
    """A sentence for each place where the trail is not what was written."""
    anchors: dict[int, tuple[str, str]] = {row[0]: (row[1], row[2]) for row in connection.execute(_ANCHORS)}
    sequence, previous = 0, NOTHING_BEFORE
    for row in connection.execute(_ALL):
        if row[0] != sequence + 1:
            missing = f"entry {sequence + 1}" if row[0] == sequence + 2 else f"entries {sequence + 1} to {row[0] - 1}"
            yield f"Before entry {row[0]} of {row[1]}, {missing} of the audit trail {'is' if row[0] == sequence + 2 else 'are'} missing."
        elif row[9] != previous:
            yield f"Entry {row[0]} of the audit trail, of {row[1]}, does not follow from the entry before it."
        if _digest_of(row[:10]) != row[10]:
            yield f"Entry {row[0]} of the audit trail, of {row[1]}, was changed after it was written."
        if row[0] in anchors and anchors[row[0]][0] != row[10]:
            yield f"Entry {row[0]} of the audit trail is not the one that was deposited with {anchors[row[0]][1]}."
        sequence, previous = row[0], row[10]
    given = connection.execute(_LAST_GIVEN).fetchone()
    last = max([given[0] if given else 0, *anchors])
    if last > sequence:
        yield f"The audit trail ends at entry {sequence}, but entries up to {last} were written."


def _digest_of(row: tuple[Any, ...]) -> str:
    return sha256(canonical(list(row)))
