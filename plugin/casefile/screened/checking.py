"""An officer says that the red line is right or not, and that the constraints are checked: said here, and sent once."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

from ...domain.boundary_version import BoundaryVersion
from ...domain.case import Case
from ...domain.casework.boundary_check import BoundaryCheck
from ...domain.casework.constraints_check import ConstraintsCheck
from ...domain.casework.kept_record import CaseworkRecord
from ...domain.casework.task_progress import TaskProgress
from ...domain.outbox_entry import OutboxState
from ...domain.outbox_verbs import CHECK_BOUNDARY, CHECK_CONSTRAINTS, verb_words
from ...domain.plain_figures import counted
from ...domain.status import PENDING, is_closed, status_words
from ...domain.task import TaskState
from ...rules.recommending import open_constraints, unchecked_datasets
from ...rules.task_lists import tasks_of
from ..casework.casework import keep_casework
from ..casework.sending_casework import send_constraints
from ..errors import CaseFileError
from ..outbox.outbox import move, outbox_of, put_in_outbox
from ..trail.act import Act
from ..whole_case import application_row, case_name, whole_case

_BOUNDARY, _CONSTRAINTS = "boundary_check", "constraints_check"
_NO_LINE = "The case has no red line in force that could be checked."
_NOT_SCREENED = "The constraints were not looked for round the red line in force. Screen it first."


def check_boundary(act: Act, application_uuid: str, on: date, *, right: bool) -> str:
    """Say whether the red line in force is right; its task is complete then. Gives the outbox entry; CaseFileError where there is none."""
    case, version = _checked(act.connection, application_uuid, on)
    _keep(act, case, BoundaryCheck(right, version.number, version.uuid))
    _progress(act, case, "check-red-line-boundary", TaskState.COMPLETED if right else TaskState.IN_PROGRESS)
    return _put(act, case, _BOUNDARY, CHECK_BOUNDARY, {"data": {"valid_red_line_boundary": right}, "over": version.uuid})


def check_constraints(act: Act, application_uuid: str, on: date) -> str:
    """Say that all constraints are checked; what was answered goes to the back office first. Gives the outbox entry.

    CaseFileError while one is not answered, or a dataset not checked: it would be said of something that nobody has looked at.
    """
    case, version = _checked(act.connection, application_uuid, on)
    if case.screening is None:
        raise CaseFileError(_NOT_SCREENED)
    unanswered, _ = open_constraints(case, case.screening)
    if unanswered:
        wait = "waits" if len(unanswered) == 1 else "wait"
        raise CaseFileError(f"{counted(len(unanswered), 'constraint')} still {wait} for an answer. Give it on the Constraints tab first.")
    unchecked = unchecked_datasets(case, case.screening)
    if unchecked:
        were = "dataset was" if len(unchecked) == 1 else "datasets were"
        raise CaseFileError(f"{len(unchecked)} {were} not checked. Say on the Constraints tab where you have checked, then say this again.")
    send_constraints(act, application_uuid)
    _keep(act, case, ConstraintsCheck(version.number, version.uuid))
    _progress(act, case, "check-constraints", TaskState.COMPLETED)
    return _put(act, case, _CONSTRAINTS, CHECK_CONSTRAINTS, {"data": {}})


def _checked(connection: sqlite3.Connection, application_uuid: str, on: date) -> tuple[Case, BoundaryVersion]:
    case = whole_case(connection, application_uuid, on)
    if is_closed(case.status) or case.status == PENDING:
        raise CaseFileError(f"The application is {status_words(case.status)}: nothing in it is checked now.")
    version = case.boundary
    if version is None or version.boundary is None:
        raise CaseFileError(_NO_LINE)
    return case, version


def _keep(act: Act, case: Case, record: CaseworkRecord) -> None:
    same = (each for each in case.casework if type(each.record) is type(record) and each.record.key == record.key)
    kept = next(same, None)
    keep_casework(act, case.uuid, record, seen=kept.revision if kept is not None else 0)


def _progress(act: Act, case: Case, ending: str, state: TaskState) -> None:
    task = next((each for each in tasks_of(case.row.type_code) if each.code.rpartition("/")[2] == ending), None)
    if task is not None:
        _keep(act, case, TaskProgress(task.code, state))


def _put(act: Act, case: Case, kind: str, verb: str, said: Mapping[str, Any]) -> str:
    """What waits of an earlier word on the same gives way to this one."""
    for entry in outbox_of(act.connection, case.uuid):
        if entry.verb == verb and not entry.may_have_arrived:
            move(act, entry.uuid, OutboxState.WITHDRAWN, f"said anew by {act.officer_name}")
    name = case_name(application_row(act.connection, case.uuid))
    outbox = put_in_outbox(act, case.uuid, (kind, case.uuid), verb, {"case": name, "path": {}, **said})
    act.trail.add(case.uuid, verb_words(verb), kind, case.uuid, after={**said["data"], "outbox": outbox})
    return outbox
