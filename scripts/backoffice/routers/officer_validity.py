"""GET and POST /api/v2/planning_applications/{reference}/validation, and POST .../invalidation: valid or not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from plugin.domain.clock import london, today

from .. import casework, moments, states, validation
from ..access import Caller, allow, caller
from ..described import described
from ..field_errors import Field, NotInThisState
from ..officer.bodies import content_of
from ..officer.cases import live, officer_of, refuse_unless_possible
from ..officer.judged import judge
from ..officer.once import Done, act_once
from ..officer.versions import must_match, tagged, written
from ..planning_application import named
from ..storage.application_records import ApplicationRecord
from ..views.validity import validity

router = APIRouter()
_PATH = "/api/v2/planning_applications/{reference}/validation"
_INVALIDATION = "/api/v2/planning_applications/{reference}/invalidation"
_READ, _WRITE = "assessment:read", "assessment:write"


@router.get(_PATH, **described("Whether an application is valid", scope=_READ, operation="show_validation"))
def show_validation(request: Request, reference: str) -> Response:
    """Its ETag is what both decisions name."""
    office = allow(request, _READ)
    return tagged(request, written(validity(office, named(office, reference))))


@router.post(_PATH, **described("Say that an application is valid", scope=_WRITE, operation="validate_application", by_officer=True))
def validate_application(request: Request, reference: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """Assessment begins."""
    who = caller(request, _WRITE)
    application = named(who.office, reference)
    return act_once(who, request, content, lambda data: _validate(who, request, application, data))


@router.post(
    _INVALIDATION, **described("Say that an application is invalid", scope=_WRITE, operation="invalidate_application", by_officer=True)
)
def invalidate_application(request: Request, reference: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """Every request that waits goes out."""
    who = caller(request, _WRITE)
    application = named(who.office, reference)
    return act_once(who, request, content, lambda _: _invalidate(who, request, application))


def _validate(who: Caller, request: Request, application: ApplicationRecord, data: Mapping[str, Any]) -> Done:
    office, officer = who.office, officer_of(who)
    _as_seen(who, request, application)
    day, fault = _valid_from(who, application, data.get("valid_from"))
    judge("Validation", data, *([Field("data.valid_from", fault)] if fault else []))
    refuse_unless_possible(application, "start")
    if any(each.state == "pending" for each in office.requests.of_application(application.id)):
        waiting = f"{application.reference} has requests that were never sent: send them by making it invalid, or cancel them."
        raise NotInThisState(waiting, state=application.status)
    if office.boundaries.in_force(application.id) is None:
        raise NotInThisState(f"{application.reference} has no red line: it can't be valid without one.", state=application.status)
    casework.validate(office, application.id, datetime.combine(day, time(), london()), officer)
    return Done(validity(office, casework.known(office, application.id)))


def _invalidate(who: Caller, request: Request, application: ApplicationRecord) -> Done:
    office, officer = who.office, officer_of(who)
    _as_seen(who, request, application)
    refuse_unless_possible(application, "invalidate")
    if not any(each.state == "pending" for each in office.requests.of_application(application.id)):
        nothing = f"{application.reference} has no request that waits: ask the applicant for something before you make it invalid."
        raise NotInThisState(nothing, state=application.status)
    validation.send_all(office, application.id, officer)
    return Done(validity(office, casework.known(office, application.id)))


def _as_seen(who: Caller, request: Request, application: ApplicationRecord) -> None:
    live(application)
    moved_on = (
        f"{application.reference} is no longer as you saw it: it is {states.in_words(application.status)}. Read it again, then decide."
    )
    must_match(request, written(validity(who.office, application)), moved_on)


def _valid_from(who: Caller, application: ApplicationRecord, text: Any) -> tuple[date, str]:
    """The day, and what is wrong with it; what has no form of a day is told by the schema."""
    now = today(who.office.clock)
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError):
        return now, "" if not isinstance(text, str) else "There is no such day."
    if day > now:
        return day, "This day is still to come."
    made = moments.civil_date(application.text("created_at"))
    return day, f"The application was made on {made.isoformat()}: it can't be valid earlier." if day < made else ""
