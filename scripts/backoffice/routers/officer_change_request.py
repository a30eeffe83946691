"""PATCH /api/v2/planning_applications/{reference}/validation_requests/{id}: a request that waits is worded anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from .. import casework, validation
from ..access import Caller, caller
from ..described import described
from ..field_errors import NotInThisState
from ..officer.bodies import content_of
from ..officer.cases import live, officer_of
from ..officer.judged import judge
from ..officer.new_request import changed_request
from ..officer.once import Done, act_once
from ..officer.one_request import one_request
from ..officer.versions import must_match, written
from ..storage.request_records import RequestRecord
from ..views.officer_requests import officer_request

router = APIRouter()
_SCOPE = "validation_request:write"


@router.patch(
    "/api/v2/planning_applications/{reference}/validation_requests/{identity}",
    **described("Change a validation request that waits", scope=_SCOPE, operation="change_validation_request", by_officer=True),
)
def change_request(request: Request, reference: str, identity: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """What the applicant has is not changed: it is cancelled, and asked anew."""
    who = caller(request, _SCOPE)
    found = one_request(who.office, reference, identity)
    return act_once(who, request, content, lambda data: _change(who, request, found, data))


def _change(who: Caller, request: Request, found: RequestRecord, data: Mapping[str, Any]) -> Done:
    office, officer = who.office, officer_of(who)
    asked = validation.known(office, found.id)
    application = live(casework.known(office, asked.application_id))
    if asked.state != "pending":
        only = f"This request is {asked.state}: only one that waits can be changed. Ask anew."
        raise NotInThisState(only, state=asked.state)
    moved_on = "This request is no longer as you saw it. Read it again, then decide how to change it."
    must_match(request, written(officer_request(office, asked)), moved_on)
    judge("ValidationRequestChange", data)
    new = changed_request(office, application, asked, data)
    line_anew = "new_geojson" in (data.get("specific_attributes") or {})
    validation.change(office, asked.id, new.reason, new.specific, officer, handling=new.handling, line_anew=line_anew)
    return Done(officer_request(office, validation.known(office, asked.id)))
