"""POST /api/v2/planning_applications/{reference}/validation_requests/{id}/cancel: a request is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from .. import validation
from ..access import Caller, caller
from ..described import described
from ..field_errors import NotInThisState
from ..officer.bodies import content_of
from ..officer.cases import officer_of
from ..officer.judged import judge
from ..officer.once import Done, act_once
from ..officer.one_request import one_request
from ..officer.versions import must_match, written
from ..storage.request_records import RequestRecord
from ..views.officer_requests import officer_request

router = APIRouter()
_SCOPE = "validation_request:write"


@router.post(
    "/api/v2/planning_applications/{reference}/validation_requests/{identity}/cancel",
    **described("Take a validation request back", scope=_SCOPE, operation="cancel_validation_request", by_officer=True),
)
def cancel_request(request: Request, reference: str, identity: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """One that was agreed leaves the agreed line in force."""
    who = caller(request, _SCOPE)
    asked = one_request(who.office, reference, identity)
    return act_once(who, request, content, lambda data: _cancel(who, request, asked, data))


def _cancel(who: Caller, request: Request, asked: RequestRecord, data: Mapping[str, Any]) -> Done:
    office, officer = who.office, officer_of(who)
    if asked.state == "cancelled":
        raise NotInThisState("This request is cancelled already.", state=asked.state)
    moved_on = f"This request is no longer as you saw it: it is {asked.state}. Read it again, then decide whether to cancel it."
    must_match(request, written(officer_request(office, asked)), moved_on)
    judge("Cancellation", data)
    validation.cancel(office, asked.id, data["cancel_reason"], officer)
    return Done(officer_request(office, validation.known(office, asked.id)))
