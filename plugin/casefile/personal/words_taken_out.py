"""Takes the names of a case's people out of what others have written of them, in every table where words may change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ..file.json_text import canonical, parsed, storable
from .persons import Persons

#: What holds words in which people may be named: how it is read (row, text) and written back. JSON is told by ``True``.
_WORDS: tuple[tuple[bool, str, str], ...] = (
    (
        True,
        "SELECT rowid, content FROM casework_record WHERE application_uuid = ?",
        "UPDATE casework_record SET content = ? WHERE rowid = ?",
    ),
    (
        True,
        "SELECT rowid, before FROM casework_wording WHERE application_uuid = ?",
        "UPDATE casework_wording SET before = ? WHERE rowid = ?",
    ),
    (True, "SELECT rowid, after FROM casework_wording WHERE application_uuid = ?", "UPDATE casework_wording SET after = ? WHERE rowid = ?"),
    (
        True,
        "SELECT rowid, payload FROM outbox WHERE application_uuid = ? AND state IN ('sent', 'withdrawn')",
        "UPDATE outbox SET payload = ? WHERE rowid = ?",
    ),
    (False, "SELECT rowid, last_answer FROM outbox WHERE application_uuid = ?", "UPDATE outbox SET last_answer = ? WHERE rowid = ?"),
    (True, "SELECT rowid, content FROM held_record WHERE application_uuid = ?", "UPDATE held_record SET content = ? WHERE rowid = ?"),
    (
        True,
        "SELECT rowid, content FROM told_in_conflict WHERE application_uuid = ?",
        "UPDATE told_in_conflict SET content = ? WHERE rowid = ?",
    ),
    (False, "SELECT rowid, said FROM draft_step WHERE application_uuid = ?", "UPDATE draft_step SET said = ? WHERE rowid = ?"),
    (False, "SELECT rowid, name FROM document WHERE application_uuid = ?", "UPDATE document SET name = ? WHERE rowid = ?"),
    (False, "SELECT rowid, description FROM document WHERE application_uuid = ?", "UPDATE document SET description = ? WHERE rowid = ?"),
    (
        False,
        "SELECT rowid, reason FROM validation_request WHERE application_uuid = ?",
        "UPDATE validation_request SET reason = ? WHERE rowid = ?",
    ),
    (
        False,
        "SELECT rowid, cancel_reason FROM validation_request WHERE application_uuid = ?",
        "UPDATE validation_request SET cancel_reason = ? WHERE rowid = ?",
    ),
    (
        True,
        "SELECT rowid, specific FROM validation_request WHERE application_uuid = ?",
        "UPDATE validation_request SET specific = ? WHERE rowid = ?",
    ),
)
_CONFLICTS = (
    ("SELECT rowid, base FROM conflict WHERE application_uuid = ?", "UPDATE conflict SET base = ? WHERE rowid = ?"),
    ("SELECT rowid, mine FROM conflict WHERE application_uuid = ?", "UPDATE conflict SET mine = ? WHERE rowid = ?"),
    ("SELECT rowid, theirs FROM conflict WHERE application_uuid = ?", "UPDATE conflict SET theirs = ? WHERE rowid = ?"),
)
_BASE = """
SELECT record_kind, record_uuid, field, value FROM base_value WHERE record_uuid IN (
  SELECT uuid FROM validation_request WHERE application_uuid = ?1 UNION SELECT uuid FROM document WHERE application_uuid = ?1
)
"""
_KEEP_BASE = "UPDATE base_value SET value = ? WHERE record_kind = ? AND record_uuid = ? AND field = ?"


def take_words_out(connection: sqlite3.Connection, application_uuid: str, people: Persons) -> None:
    """Replace the words of ``people`` in casework, in what was sent, in what the back office holds, in drafts and documents.

    What still waits to be sent goes as it was written. What is evidence by the schema's own rule stays to the letter: reasons of boundary
    versions, of requests and of answers.
    """
    if not people.words:
        return
    for is_json, read, write in (*_WORDS, *((True, *each) for each in _CONFLICTS)):
        rows = connection.execute(read, (application_uuid,)).fetchall()
        connection.executemany(write, list(_changed(rows, people, is_json=is_json)))
    for *key, value in connection.execute(_BASE, (application_uuid,)).fetchall():
        for text, _ in _changed([(0, value)], people, is_json=True):
            connection.execute(_KEEP_BASE, (text, *key))


def _changed(rows: Iterable[tuple[int, str | None]], people: Persons, *, is_json: bool) -> Iterable[tuple[str, int]]:
    for row, text in rows:
        if not text:
            continue
        if not is_json:
            without = people.without(text)
            if without != text:
                yield storable(without), row
            continue
        held = parsed(text)
        left = people.without(held)
        if left != held:
            yield storable(canonical(left)), row
