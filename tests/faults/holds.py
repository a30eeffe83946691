"""What has to hold after every fault, asked of the file as it lies on the disk and of the back office itself."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from typing import Any

from plugin.casefile.case_file import CaseFile
from plugin.casefile.trail.audit_check import check_audit
from plugin.domain.case import CaseQuery
from plugin.domain.conflict import Choice, Settling, Side, by_record
from plugin.domain.outbox_entry import OutboxEntry, OutboxState
from plugin.domain.outbox_verbs import ASK, RECOMMEND, SUBMIT
from plugin.reports.changed_meanwhile import changed_sentences
from scripts.backoffice.back_office import BackOffice
from tests.faults.desk import Desk

_OVER = frozenset({OutboxState.SENT, OutboxState.WITHDRAWN})
_MAY_BE_DONE = frozenset({OutboxState.SENT, OutboxState.SENDING})
#: What the back office had already when its turn came.
_DONE_BEFORE = frozenset({"the back office has it already", "the back office has none of it"})
_WAYS = {
    "requests": "SELECT application_id, type, state, reason FROM validation_requests",
    "pieces": "SELECT application_id, kind, key, content FROM casework_pieces WHERE removed_at IS NULL",
    "recommendations": "SELECT application_id, status, content, assessor FROM recommendations",
    "applications": "SELECT id, status, decision FROM applications WHERE deleted_at IS NULL",
    "audits": "SELECT application_id, activity_type, officer FROM audits",
}
#: Between two runs, longer than any fault of the suite asks to wait.
_MEANWHILE = timedelta(seconds=10)


def everything_holds(desk: Desk, *, lied_about: frozenset[str] = frozenset()) -> None:
    """The case file opens and is whole, its trail verifies, no act is lost, and none was done twice or is told wrongly.

    ``lied_about`` are acts that somebody in between said to be refused, though the back office had done them.
    """
    # It opens no file that SQLite does not call whole
    desk.reopen()
    with closing(sqlite3.connect(desk.path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    checked = check_audit(desk.path)
    assert checked.breaks == ()
    assert checked.entries >= desk.trail, "the trail only grows"
    desk.trail = checked.entries

    entries = {each.uuid: each for each in desk.file.outbox(over=True)}
    assert desk.acts <= entries.keys(), "no act is lost"
    desk.acts |= entries.keys()
    done = keys_done(desk.office)
    told_wrongly = [
        (each.verb, each.state.value, each.last_answer)
        for each in entries.values()
        if (each.state is OutboxState.SENT and each.uuid not in done and each.last_answer not in _DONE_BEFORE)
        or (each.uuid in done and each.state not in _MAY_BE_DONE and each.uuid not in lied_about)
    ]
    assert told_wrongly == [], f"what is called sent was done, and what was done is called sent, or not known: {told_wrongly}"
    twice = twice_there(desk.office)
    assert twice == [], f"nothing was done twice: {twice}"


def come_through(desk: Desk, *, runs: int = 6) -> None:
    """The fault is gone: the officer sends, and does about what was refused what the window offers; everything arrives."""
    desk.heal()
    for _ in range(runs):
        desk.later()
        desk.send()
        waiting = desk.file.outbox()
        if not waiting:
            return
        _settle_all_as_mine(desk)
        for entry in waiting:
            _decide_again(desk, entry)
    left = [(each.verb, each.state.value, each.last_answer) for each in desk.file.outbox()]
    assert left == [], f"everything comes through: {left}"


def _settle_all_as_mine(desk: Desk) -> None:
    """An officer looks at what is in conflict, and says that it is to be as it is here."""
    for application in {each.application_uuid for each in desk.file.conflicts()}:
        desk.file.compare_conflicts(application)
        settlings = [
            Settling(conflicts, {each.field: Choice(Side.MINE) for each in conflicts})
            for conflicts in by_record(desk.file.conflicts(application)).values()
        ]
        desk.file.settle_conflicts(application, settlings)


def _decide_again(desk: Desk, entry: OutboxEntry) -> None:
    """What an officer does about an act that waits for a decision."""
    now = next(each for each in desk.file.outbox(over=True) if each.uuid == entry.uuid)
    if now.state in _OVER or now.state not in {OutboxState.REFUSED, OutboxState.UNSUPPORTED}:
        return
    if "Read the case again" in now.last_answer:
        desk.refresh()
    if now.verb in {ASK, RECOMMEND, SUBMIT}:
        seen = changed_sentences(desk.file.changed_meanwhile(now.application_uuid, now.uuid))
        desk.file.send_again(now.uuid, seen)
    else:
        desk.file.send_casework(now.application_uuid)


def keys_done(office: BackOffice) -> frozenset[str]:
    """The keys of the acts that the back office has done."""
    return frozenset(row["key"] for row in office.database.rows("SELECT key FROM acts"))


def what_is_there(office: BackOffice) -> dict[str, list[Any]]:
    """Everything that officers' acts have made of the applications, without numbers and times."""
    return {name: sorted(map(str, map(tuple, office.database.rows(sql)))) for name, sql in _WAYS.items()}


def what_is_here(file: CaseFile) -> list[Any]:
    """What the case file holds of every case, without names and times of its own making."""
    cases = []
    for row in sorted(file.cases(CaseQuery(closed=True, gone=True, pending=True)), key=lambda row: row.reference):
        case = file.case(row.uuid)
        pieces = sorted(str(each.record) for each in case.casework)
        requests = sorted(f"{each.type} {each.state} {each.gone}" for each in case.validation_requests)
        acts = [(each.verb, each.state.value) for each in file.outbox(row.uuid, over=True)]
        conflicts = sorted(f"{each.field} {each.kind.value} {each.theirs}" for each in file.conflicts(row.uuid))
        held = sorted(f"{each.kind} {each.number}" for each in file.held_records(row.uuid))
        said = (row.reference, row.status, row.description, row.gone, row.officer, len(case.boundary_versions), bool(case.details_at))
        cases.append((*said, pieces, requests, acts, conflicts, held))
    return cases


def as_it_stands(desk: Desk) -> str:
    """Everything from which it goes on: two desks that stand alike go on alike."""
    with closing(sqlite3.connect(desk.path)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        counts = [connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables]
        pulls = connection.execute("SELECT phase, page, complete, finished_at FROM pull_state").fetchall()
    acts = [(each.uuid, each.state, each.attempts, each.last_answer) for each in desk.file.outbox(over=True)]
    return repr((counts, pulls, acts, what_is_here(desk.file), what_is_there(desk.office), sorted(keys_done(desk.office))))


def twice_there(office: BackOffice) -> list[Any]:
    """Requests and pieces that say the same, of one application: each was asked for once."""
    found = what_is_there(office)
    said = [*found["requests"], *(re.sub(r"[\"']position[\"']: \d+", "", each) for each in found["pieces"])]
    return [each for each, times in Counter(said).items() if times > 1]
