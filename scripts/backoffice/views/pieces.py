"""What officers write, as the officer API gives it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plugin.domain.casework.assessment_detail import DetailCategory
from plugin.domain.task import Task
from plugin.rules.task_lists import tasks_of

from .. import moments
from ..back_office import BackOffice
from ..storage.application_records import ApplicationRecord
from ..storage.casework_records import Piece

TASK, DETAIL = "task", "assessment_detail"


def piece(found: Piece) -> dict[str, Any]:
    """One of many."""
    return {
        "id": found.id,
        **found.content,
        "created_at": moments.written(found.created_at),
        "created_by": found.created_by,
        **_last(found),
    }


def pieces(application: ApplicationRecord, found: Iterable[Piece]) -> dict[str, Any]:
    """All of a kind."""
    return {"planning_application": {"id": application.id, "reference": application.reference}, "data": [piece(each) for each in found]}


def detail(office: BackOffice, application: ApplicationRecord, category: DetailCategory) -> dict[str, Any]:
    """The text of a category; without words where there is none."""
    found = office.pieces.keyed(application.id, DETAIL, category.value)
    content = {"entry": "", "assessment_status": "not_started"} if found is None else found.content
    return {"category": category.value, **content, **_last(found)}


def task(office: BackOffice, application: ApplicationRecord, of: Task) -> dict[str, Any]:
    """How far a task is."""
    found = office.pieces.keyed(application.id, TASK, of.code)
    return _task(of, found)


def tasks(office: BackOffice, application: ApplicationRecord) -> dict[str, Any]:
    """All tasks of the application's type, in order."""
    known = {found.key: found for found in office.pieces.of_kind(application.id, TASK)}
    return {
        "planning_application": {"id": application.id, "reference": application.reference},
        "data": [_task(each, known.get(each.code)) for each in tasks_of(application.text("type_code"))],
    }


def _task(of: Task, found: Piece | None) -> dict[str, Any]:
    status = "not_started" if found is None else found.content["status"]
    return {"slug": of.code, "name": of.name, "section": of.section, "stage": of.stage.value, "status": status, **_last(found)}


def _last(found: Piece | None) -> dict[str, Any]:
    return {
        "updated_at": None if found is None else moments.written(found.updated_at),
        "updated_by": None if found is None else found.updated_by,
    }
