"""GET /api/v2/planning_applications/{reference}/assessment_details, GET and PUT .../{category}: the texts of an assessment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from plugin.domain.casework.assessment_detail import DetailCategory

from ..access import Caller, allow, caller
from ..described import described
from ..errors import NotFound
from ..field_errors import Field
from ..officer.bodies import content_of
from ..officer.cases import officer_of, under_assessment
from ..officer.judged import judge
from ..officer.once import Done, act_once
from ..officer.piece_kinds import whole
from ..officer.versions import must_match, tagged, written
from ..planning_application import named
from ..storage.application_records import ApplicationRecord
from ..views import pieces

router = APIRouter()
_PATH = "/api/v2/planning_applications/{reference}/assessment_details"
_READ, _WRITE = "assessment:read", "assessment:write"
_SCHEMA = "NewAssessmentDetail"


@router.get(_PATH, **described("The texts of an assessment", scope=_READ, operation="list_assessment_details"))
def list_details(request: Request, reference: str) -> Response:
    """One for each category, empty ones too."""
    office = allow(request, _READ)
    application = named(office, reference)
    found = [pieces.detail(office, application, category) for category in DetailCategory]
    return tagged(request, written({"planning_application": {"id": application.id, "reference": application.reference}, "data": found}))


@router.get(f"{_PATH}/{{category}}", **described("One text of an assessment", scope=_READ, operation="show_assessment_detail"))
def show_detail(request: Request, reference: str, category: str) -> Response:
    """Its ETag is what a change names, even while it is empty."""
    office = allow(request, _READ)
    application = named(office, reference)
    return tagged(request, written(pieces.detail(office, application, _category(category))))


@router.put(
    f"{_PATH}/{{category}}", **described("Write a text of an assessment", scope=_WRITE, operation="put_assessment_detail", by_officer=True)
)
def put_detail(request: Request, reference: str, category: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """In place of the one that was seen."""
    who = caller(request, _WRITE)
    application = named(who.office, reference)
    return act_once(who, request, content, lambda data: _put(who, request, application, _category(category), data))


def _put(who: Caller, request: Request, application: ApplicationRecord, category: DetailCategory, data: Mapping[str, Any]) -> Done:
    office, officer = who.office, officer_of(who)
    under_assessment(application)
    moved_on = "Somebody else has written this text anew since you saw it. Read it, compare it with yours, and send that again."
    must_match(request, written(pieces.detail(office, application, category)), moved_on)
    empty = data.get("assessment_status") == "complete" and isinstance(data.get("entry"), str) and not data["entry"].strip()
    judge(_SCHEMA, data, *([Field("data.entry", "Write the text before you mark it complete.")] if empty else []))
    office.pieces.put(application.id, pieces.DETAIL, whole(_SCHEMA, data), office.now(), officer, category.value)
    return Done(pieces.detail(office, application, category))


def _category(text: str) -> DetailCategory:
    try:
        return DetailCategory(text)
    except ValueError:
        raise NotFound(f"An assessment has no text of the category {text[:60]!r}.") from None
