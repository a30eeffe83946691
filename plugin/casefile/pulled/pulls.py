"""How far each pull has come, and what a pull needs to know of the cases that are there."""

from __future__ import annotations

import sqlite3

from ...domain.case import KnownCase
from ...domain.pull_state import PulledPage, PullState
from ..file.json_text import canonical, parsed, storable
from ..trail.act import Act

_STATE = "SELECT source, phase, page, expected, complete, started_at, finished_at, sentence, further FROM pull_state WHERE source = ?"
_SAVE = """
INSERT INTO pull_state (source, phase, page, expected, complete, started_at, finished_at, sentence, further)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (source) DO UPDATE SET phase = excluded.phase, page = excluded.page, expected = excluded.expected, complete = excluded.complete,
  started_at = excluded.started_at, finished_at = excluded.finished_at, sentence = excluded.sentence, further = excluded.further
"""
_CONFIRM = "UPDATE application SET seen_at = ? WHERE source = ? AND gone_at IS NULL AND superseded_by IS NULL"
_PAGE = "SELECT etag, pages, total, names FROM pulled_page WHERE source = ? AND walk = ? AND number = ?"
_KEEP_PAGE = """
INSERT INTO pulled_page (source, walk, number, etag, pages, total, names) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (source, walk, number) DO UPDATE SET
  etag = excluded.etag, pages = excluded.pages, total = excluded.total, names = excluded.names
"""
_KNOWN = """
SELECT application.uuid, back_office_id, reference, status, seen_at, gone_at IS NOT NULL, opened_at IS NOT NULL,
  coalesce((SELECT original_sha256 FROM boundary_version WHERE boundary_version.uuid = boundary_uuid), '')
FROM application WHERE source = ? AND superseded_by IS NULL
"""
_RAW = """
SELECT application_uuid, kind, sha256 FROM raw_answer
WHERE application_uuid IN (SELECT uuid FROM application WHERE source = ?)
"""


def pull_state(connection: sqlite3.Connection, source: str) -> PullState:
    """The state as it was saved; an empty one for a source that was never pulled."""
    found = connection.execute(_STATE, (source,)).fetchone()
    if found is None:
        return PullState(source=source)
    phase, page, expected, complete, started_at, finished_at, sentence, further = found[1:]
    return PullState(source, phase, page, expected, bool(complete), started_at, finished_at, sentence, parsed(further))


def save_pull_state(act: Act, state: PullState) -> None:
    """Remember where a pull stands; the end of one is an act of its own in the trail."""
    before = pull_state(act.connection, state.source)
    texts = (state.started_at, state.finished_at, state.sentence, canonical(dict(state.further)))
    act.connection.execute(_SAVE, (state.source, state.phase, state.page, state.expected, state.complete, *texts))
    if state.finished_at and state.finished_at != before.finished_at:
        after = {"source": state.source, "expected": state.expected, "complete": state.complete, "sentence": state.sentence}
        act.trail.add("", "pull finished", "pull", state.source, after=after)


def confirm_cases(act: Act, source: str) -> None:
    """The back office has every case of a source that is not gone, and nothing of them has changed but what was taken in."""
    act.connection.execute(_CONFIRM, (act.at, source))


def pulled_page(connection: sqlite3.Connection, source: str, walk: str, number: int) -> PulledPage | None:
    """The page as it was taken in last; None for one that never was."""
    found = connection.execute(_PAGE, (source, walk, number)).fetchone()
    if found is None:
        return None
    etag, pages, total, names = found
    return PulledPage(source, walk, number, etag, pages, total, tuple((identifier, reference) for identifier, reference in parsed(names)))


def keep_page(act: Act, page: PulledPage) -> None:
    """Remember a page that was taken in."""
    names = canonical([list(pair) for pair in page.names])
    values = (page.source, page.walk, page.number, storable(page.etag), page.pages, page.total, names)
    act.connection.execute(_KEEP_PAGE, values)


def known_cases(connection: sqlite3.Connection, source: str) -> list[KnownCase]:
    """Every case of a source, gone ones too."""
    digests: dict[str, dict[str, str]] = {}
    for uuid, kind, digest in connection.execute(_RAW, (source,)):
        digests.setdefault(uuid, {})[kind] = digest
    return [
        KnownCase(uuid, back_office_id, reference, status, seen_at, bool(gone), bool(opened), original, digests.get(uuid, {}))
        for uuid, back_office_id, reference, status, seen_at, gone, opened, original in connection.execute(_KNOWN, (source,))
    ]
