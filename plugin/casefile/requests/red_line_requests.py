"""Requests for another red line in and out of their tables: what was asked, what officers recorded of replies, how each was settled."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

from ...domain.asked_request import AskedRequest
from ...domain.boundary_change import ChangeKind
from ...domain.recorded_reply import Attachment, RecordedReply, Reply
from ...domain.red_line_request import Certificate, Grounds, Handling, RedLineRequest
from ...domain.settlement import Settled, Settlement
from ...domain.validation_request import RED_LINE_CHANGE, ValidationRequest
from ..errors import CaseFileError
from ..file.statements import statement
from ..pulled.record_kinds import VALIDATION_REQUEST
from ..trail.act import Act, new_uuid

#: The kind of record under which the outbox and the trail know a request, whoever made it.
RED_LINE_REQUEST = "red_line_request"

_ADD = """
INSERT INTO red_line_request (uuid, application_uuid, boundary_version_uuid, over_uuid, change_kind, reason, handling, handling_reason,
  certificate, created_at, officer_uuid)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_OF = """
SELECT red_line_request.uuid, application_uuid, boundary_version_uuid, over_uuid, change_kind, reason, handling, handling_reason,
  certificate, officer.name, created_at, validation_request_uuid, letter_sent_on
FROM red_line_request JOIN officer ON officer.uuid = officer_uuid WHERE application_uuid = ? ORDER BY created_at, red_line_request.rowid
"""
_LINK = "UPDATE red_line_request SET validation_request_uuid = ? WHERE uuid = ?"
_LETTER = "UPDATE red_line_request SET letter_sent_on = ? WHERE uuid = ?"
_REPLIES = """
SELECT recorded_reply.uuid, request_uuid, reply, who, capacity, replied_on, words, attachment_name, attachment_sha256,
  coalesce(length(attachment), 0), officer.name, recorded_at
FROM recorded_reply JOIN officer ON officer.uuid = officer_uuid WHERE application_uuid = ? ORDER BY request_uuid, position
"""
_ATTACHMENT = "SELECT attachment FROM recorded_reply WHERE uuid = ?"
_NEXT_SETTLEMENT = "SELECT coalesce(max(position), 0) + 1 FROM settlement WHERE request_uuid = ?"
_SETTLE = """
INSERT INTO settlement (request_uuid, position, application_uuid, settled, boundary_version_uuid, reason, at, officer_uuid)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_SETTLEMENTS = """
SELECT request_uuid, settled, coalesce(boundary_version_uuid, ''), reason, officer.name, at
FROM settlement JOIN officer ON officer.uuid = officer_uuid WHERE application_uuid = ? ORDER BY request_uuid, position
"""
_HAS = """
SELECT EXISTS (SELECT 1 FROM red_line_request WHERE application_uuid = ?1)
  OR EXISTS (SELECT 1 FROM validation_request WHERE application_uuid = ?1 AND type = ?2)
"""


def add_request(act: Act, application_uuid: str, version_uuid: str, over_uuid: str, change: ChangeKind, grounds: Grounds) -> str:
    """Write down what is asked of the applicant; gives the request's uuid."""
    uuid = new_uuid()
    certificate = grounds.certificate.value if grounds.certificate is not None else None
    words = (grounds.reason, grounds.handling.value, grounds.handling_reason, certificate)
    row = (uuid, application_uuid, version_uuid, over_uuid, change.value, *words, act.at, act.officer_uuid)
    act.connection.execute(_ADD, row)
    return uuid


def requests_made(connection: sqlite3.Connection, application_uuid: str) -> list[RedLineRequest]:
    """The requests that were made here, oldest first."""
    return [_request(row) for row in connection.execute(_OF, (application_uuid,)).fetchall()]


def asked_requests(connection: sqlite3.Connection, application_uuid: str) -> list[AskedRequest]:
    """Every request for another red line of an application, ours and the back office's joined, oldest first."""
    ours = requests_made(connection, application_uuid)
    theirs = {each.uuid: each for each in requests_told(connection, application_uuid)}
    joined = [AskedRequest(each, theirs.pop(each.validation_request_uuid, None)) for each in ours]
    joined += [AskedRequest(None, each) for each in theirs.values()]
    return sorted(joined, key=lambda each: each.made_at[:19])


def requests_told(connection: sqlite3.Connection, application_uuid: str) -> list[ValidationRequest]:
    """The back office's requests for another red line."""
    cursor = connection.execute(statement("validation_request_of"), (application_uuid,))
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, values)) for values in cursor.fetchall()]
    built = [
        VALIDATION_REQUEST.build(
            {**{name: row[name] for name in VALIDATION_REQUEST.fields}, "uuid": row["uuid"], "gone": row["gone_at"] is not None}
        )
        for row in rows
        if row["type"] == RED_LINE_CHANGE
    ]
    return [each for each in built if isinstance(each, ValidationRequest)]


def has_requests(connection: sqlite3.Connection, application_uuid: str) -> bool:
    """Whether anybody ever asked for another red line."""
    return bool(connection.execute(_HAS, (application_uuid, RED_LINE_CHANGE)).fetchone()[0])


def link(act: Act, uuid: str, validation_request_uuid: str) -> None:
    """The back office's record of a request that was made here."""
    act.connection.execute(_LINK, (validation_request_uuid, uuid))


def note_letter(act: Act, uuid: str, sent_on: date) -> None:
    """The request went out as a letter on a day."""
    act.connection.execute(_LETTER, (sent_on.isoformat(), uuid))


def replies_of(connection: sqlite3.Connection, application_uuid: str) -> list[RecordedReply]:
    """What officers have recorded of replies; of several to one request the last one counts."""
    return [_reply(row) for row in connection.execute(_REPLIES, (application_uuid,)).fetchall()]


def attachment_of(connection: sqlite3.Connection, reply_uuid: str) -> bytes | None:
    """The file that came with a reply; None without one."""
    found = connection.execute(_ATTACHMENT, (reply_uuid,)).fetchone()
    return None if found is None or found[0] is None else bytes(found[0])


def add_settlement(act: Act, application_uuid: str, request_uuid: str, settled: Settled, version_uuid: str, reason: str) -> None:
    """Write down how a request was settled."""
    position = act.connection.execute(_NEXT_SETTLEMENT, (request_uuid,)).fetchone()[0]
    row = (request_uuid, position, application_uuid, settled.value, version_uuid or None, reason, act.at, act.officer_uuid)
    act.connection.execute(_SETTLE, row)


def settlements_of(connection: sqlite3.Connection, application_uuid: str) -> list[Settlement]:
    """How requests were settled; of several for one request the last one counts."""
    return [Settlement(row[0], Settled(row[1]), *row[2:]) for row in connection.execute(_SETTLEMENTS, (application_uuid,)).fetchall()]


def the_request(connection: sqlite3.Connection, application_uuid: str, uuid: str) -> AskedRequest:
    """The request of that name; CaseFileError without one."""
    found = next((each for each in asked_requests(connection, application_uuid) if each.uuid == uuid), None)
    if found is None:
        raise CaseFileError("This request is no longer in the case file. Open the case again.")
    return found


def _request(row: tuple[Any, ...]) -> RedLineRequest:
    uuid, application, version, over, change, reason, handling, why, certificate, officer, created_at, told, letter = row
    answer = None if certificate is None else Certificate(certificate)
    grounds = Grounds(reason, Handling(handling), why, answer)
    sent = None if letter is None else date.fromisoformat(letter)
    return RedLineRequest(uuid, application, version, over, ChangeKind(change), grounds, officer, created_at, told or "", sent)


def _reply(row: tuple[Any, ...]) -> RecordedReply:
    uuid, request, reply, who, capacity, replied_on, words, name, digest, size, officer, recorded_at = row
    attachment = Attachment(name, digest, size) if name else None
    return RecordedReply(
        uuid, request, Reply(reply), who, capacity, date.fromisoformat(replied_on), words, attachment, officer, recorded_at
    )
