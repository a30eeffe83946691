"""POST /api/v2/planning_applications/{reference}/validation_requests: something is asked of the applicant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from .. import validation
from ..access import Caller, caller
from ..described import described
from ..officer.bodies import content_of
from ..officer.cases import live, officer_of
from ..officer.new_request import new_request
from ..officer.once import Done, act_once
from ..officer.versions import must_match, written
from ..planning_application import named
from ..request_types import RED_LINE
from ..storage.application_records import ApplicationRecord
from ..views.officer_requests import boundary, officer_request

router = APIRouter()
_SCOPE = "validation_request:write"


@router.post(
    "/api/v2/planning_applications/{reference}/validation_requests",
    **described("Ask something of the applicant", scope=_SCOPE, operation="create_validation_request", by_officer=True),
)
def create_request(request: Request, reference: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """Sent at once, but where the application is not yet invalid: then it waits until it is."""
    who = caller(request, _SCOPE)
    application = named(who.office, reference)
    return act_once(who, request, content, lambda data: _create(who, request, application, data), on_what_was_seen=False)


def _create(who: Caller, request: Request, application: ApplicationRecord, data: Mapping[str, Any]) -> Done:
    office, officer, state = who.office, officer_of(who), application.status
    live(application)
    if data.get("type") == RED_LINE:
        in_force = boundary(office, application)
        moved_on = (
            f"The red line of {application.reference} is another one by now: version {in_force['version']}, since {in_force['since']}. "
            "Read it, compare it with your proposal, and send that again."
        )
        must_match(request, written(in_force), moved_on)
    new = new_request(office, application, data)
    made = validation.raise_request(office, application.id, new.kind, new.reason, new.specific, created_by=officer, handling=new.handling)
    if state != "not_started":
        validation.send(office, made, officer)
    location = f"/api/v2/planning_applications/{application.reference}/validation_requests/{made}"
    return Done(officer_request(office, validation.known(office, made)), 201, location)
