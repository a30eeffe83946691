"""GET /api/v2/planning_applications/{reference}/tasks, PATCH .../tasks/{slug}: how far an officer is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from plugin.domain.task import Task
from plugin.rules.task_lists import tasks_of

from ..access import Caller, allow, caller
from ..described import described
from ..errors import NotFound
from ..officer.bodies import content_of
from ..officer.cases import live, officer_of
from ..officer.judged import judge
from ..officer.once import Done, act_once
from ..officer.versions import must_match, tagged, written
from ..planning_application import named
from ..storage.application_records import ApplicationRecord
from ..views import pieces

router = APIRouter()
_PATH = "/api/v2/planning_applications/{reference}/tasks"
_READ, _WRITE = "assessment:read", "assessment:write"


@router.get(_PATH, **described("The tasks of an application", scope=_READ, operation="list_tasks"))
def list_tasks(request: Request, reference: str) -> Response:
    """Those of its type, in order."""
    office = allow(request, _READ)
    return tagged(request, written(pieces.tasks(office, named(office, reference))))


@router.get(f"{_PATH}/{{slug:path}}", **described("One task", scope=_READ, operation="show_task"))
def show_task(request: Request, reference: str, slug: str) -> Response:
    """Its ETag is what a change names."""
    office = allow(request, _READ)
    application = named(office, reference)
    return tagged(request, written(pieces.task(office, application, _one(application, slug))))


@router.patch(f"{_PATH}/{{slug:path}}", **described("Say how far a task is", scope=_WRITE, operation="change_task", by_officer=True))
def change_task(request: Request, reference: str, slug: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """It ticks what an officer has done, and does nothing else."""
    who = caller(request, _WRITE)
    application = named(who.office, reference)
    return act_once(who, request, content, lambda data: _change(who, request, application, slug, data))


def _change(who: Caller, request: Request, application: ApplicationRecord, slug: str, data: Mapping[str, Any]) -> Done:
    office, officer = who.office, officer_of(who)
    live(application)
    task = _one(application, slug)
    moved_on = "Somebody else has changed this task since you saw it. Read it again, then decide."
    must_match(request, written(pieces.task(office, application, task)), moved_on)
    judge("TaskChange", data)
    office.pieces.put(application.id, pieces.TASK, {"status": data["status"]}, office.now(), officer, task.code)
    return Done(pieces.task(office, application, task))


def _one(application: ApplicationRecord, slug: str) -> Task:
    for task in tasks_of(application.text("type_code")):
        if task.code == slug:
            return task
    raise NotFound(f"{application.reference} has no task {slug[:120]!r}.")
