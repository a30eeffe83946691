"""GET and PATCH /api/v2/planning_applications/{reference}/boundary, PATCH .../boundary/check: the red line in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from .. import casework, moments
from ..access import Caller, allow, caller
from ..described import described
from ..field_errors import Field, NotInThisState
from ..officer.bodies import content_of
from ..officer.cases import live, officer_of
from ..officer.judged import faults_in, judge
from ..officer.new_request import line_fault
from ..officer.once import Done, act_once
from ..officer.versions import must_match, tagged, written
from ..planning_application import named
from ..states import in_words
from ..storage.application_records import ApplicationRecord
from ..storage.database import jsonb
from ..views.officer_requests import BOUNDARY_CHECK, boundary, boundary_check

router = APIRouter()
_PATH = "/api/v2/planning_applications/{reference}/boundary"
_READ, _WRITE = "planning_application:read", "assessment:write"
_MAY_BE_DRAWN = ("not_started", "invalidated")


@router.get(_PATH, **described("The red line in force, with its version", scope=_READ, operation="show_boundary"))
def show_boundary(request: Request, reference: str) -> Response:
    """Its ETag is what a proposal names in If-Match."""
    office = allow(request, _READ)
    return tagged(request, written(boundary(office, named(office, reference))))


@router.patch(_PATH, **described("Draw the red line", scope=_WRITE, operation="draw_boundary", by_officer=True))
def draw_boundary(request: Request, reference: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """Without the applicant, before the application is valid only."""
    who = caller(request, _WRITE)
    application = named(who.office, reference)
    return act_once(who, request, content, lambda data: _draw(who, request, application, data))


@router.get(f"{_PATH}/check", **described("Whether the red line is right", scope="assessment:read", operation="show_boundary_check"))
def show_boundary_check(request: Request, reference: str) -> Response:
    """Of the line in force."""
    office = allow(request, "assessment:read")
    return tagged(request, written(boundary_check(office, named(office, reference))))


@router.patch(f"{_PATH}/check", **described("Say whether the red line is right", scope=_WRITE, operation="check_boundary", by_officer=True))
def check_boundary(request: Request, reference: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """The one that was seen: another line has to be checked anew."""
    who = caller(request, _WRITE)
    application = named(who.office, reference)
    return act_once(who, request, content, lambda data: _check(who, request, application, data))


def _draw(who: Caller, request: Request, application: ApplicationRecord, data: Mapping[str, Any]) -> Done:
    office, officer = who.office, officer_of(who)
    _as_seen(request, application, boundary(office, application))
    if application.status not in _MAY_BE_DRAWN:
        agreed = "from then on a red line changes with the applicant's agreement only."
        raise NotInThisState(f"{application.reference} is {in_words(application.status)}: {agreed}", state=application.status)
    faults = faults_in("NewBoundary", data)
    said = "" if faults else line_fault(office, application.id, data["boundary_geojson"])
    judge("NewBoundary", data, *([Field("data.boundary_geojson", said)] if said else []))
    before = office.boundaries.in_force(application.id)
    moment = moments.kept(office.clock.now())
    version = office.boundaries.add(application.id, jsonb(data["boundary_geojson"]), moment, "officer")
    office.pieces.put(application.id, BOUNDARY_CHECK, {"valid": True}, moment, officer, str(version))
    office.applications.check_constraints(application.id, None, None)
    office.audits.add(application.id, "red_line_created" if before is None else "red_line_updated", moment, officer=officer)
    return Done(boundary(office, casework.known(office, application.id)))


def _check(who: Caller, request: Request, application: ApplicationRecord, data: Mapping[str, Any]) -> Done:
    office, officer = who.office, officer_of(who)
    _as_seen(request, application, boundary_check(office, application))
    judge("NewBoundaryCheck", data)
    in_force = office.boundaries.in_force(application.id)
    if in_force is None:
        raise NotInThisState(f"{application.reference} has no red line that could be checked.", state=application.status)
    content = {"valid": data["valid_red_line_boundary"]}
    office.pieces.put(application.id, BOUNDARY_CHECK, content, office.now(), officer, str(in_force.version))
    return Done(boundary_check(office, application))


def _as_seen(request: Request, application: ApplicationRecord, there: Mapping[str, Any]) -> None:
    live(application)
    moved_on = f"The red line of {application.reference} is no longer as you saw it. Read it again, then decide."
    must_match(request, written(there), moved_on)
