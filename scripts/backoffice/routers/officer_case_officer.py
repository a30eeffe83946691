"""GET and PUT /api/v2/planning_applications/{reference}/officer: whose case it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from .. import casework
from ..access import Caller, allow, caller
from ..described import described
from ..field_errors import Field
from ..officer.bodies import content_of
from ..officer.cases import live, officer_of
from ..officer.judged import judge
from ..officer.once import Done, act_once
from ..officer.versions import must_match, tagged, written
from ..planning_application import named
from ..storage.application_records import ApplicationRecord
from ..views.officers import case_officer

router = APIRouter()
_PATH = "/api/v2/planning_applications/{reference}/officer"


@router.get(_PATH, **described("Whose case it is", scope="assessment:read", operation="show_case_officer"))
def show_case_officer(request: Request, reference: str) -> Response:
    """Null where it is nobody's."""
    office = allow(request, "assessment:read")
    return tagged(request, written(case_officer(office, named(office, reference))))


@router.put(_PATH, **described("Give a case to an officer", scope="assessment:write", operation="assign_case_officer", by_officer=True))
def assign_case_officer(request: Request, reference: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """``officer_id`` null takes it from everybody."""
    who = caller(request, "assessment:write")
    application = named(who.office, reference)
    return act_once(who, request, content, lambda data: _assign(who, request, application, data))


def _assign(who: Caller, request: Request, application: ApplicationRecord, data: Mapping[str, Any]) -> Done:
    office, by = who.office, officer_of(who)
    live(application)
    moved_on = f"{application.reference} has been given to somebody else meanwhile. Read whose it is, then decide."
    must_match(request, written(case_officer(office, application)), moved_on)
    identity = data.get("officer_id")
    found = office.officers.by_id(identity) if isinstance(identity, int) and not isinstance(identity, bool) and identity < 2**63 else None
    unknown = [Field("data.officer_id", "There is no officer of this id.")] if isinstance(identity, int) and found is None else []
    judge("NewCaseOfficer", data, *unknown)
    casework.assign_to(office, application.id, found, by)
    return Done(case_officer(office, casework.known(office, application.id)))
