"""Requests and red lines as the officer API gives them: what BOPS gives, with ids, versions and true outcomes."""

from __future__ import annotations

from typing import Any

from .. import casework, moments
from ..back_office import BackOffice
from ..request_types import RED_LINE
from ..storage.application_records import ApplicationRecord
from ..storage.boundary_records import BoundaryVersion
from ..storage.request_records import RequestRecord
from .validation_requests import validation_request

#: What an officer has said of a line: a piece whose key is the line's version.
BOUNDARY_CHECK = "boundary_check"


def officer_request(office: BackOffice, request: RequestRecord) -> dict[str, Any]:
    """BOPS's request and the fields that tell a yes from silence."""
    in_force = office.boundaries.in_force(request.application_id)
    return {
        **validation_request(request, with_reference=False),
        "id": request.id,
        "planning_application": _name(casework.known(office, request.application_id)),
        "created_by": request.created_by,
        "closed_by": request.closed_by,
        "closes_by_silence_at": moments.written(request.closes_at),
        "silence": request.silence,
        "specific_attributes": _red_line(request, in_force) if request.type == RED_LINE else request.specific,
    }


def boundary(office: BackOffice, application: ApplicationRecord) -> dict[str, Any]:
    """The line in force; version 0 where there is none."""
    in_force = office.boundaries.in_force(application.id)
    since = application.text("created_at") if in_force is None else in_force.since
    return {
        "planning_application": _name(application),
        "version": 0 if in_force is None else in_force.version,
        "boundary_geojson": None if in_force is None else in_force.boundary,
        "since": moments.written(since),
        "origin": "submission" if in_force is None else in_force.origin,
        "validation_request_id": None if in_force is None else in_force.request_id,
    }


def boundary_check(office: BackOffice, application: ApplicationRecord) -> dict[str, Any]:
    """What an officer has said of the line in force."""
    in_force = office.boundaries.in_force(application.id)
    version = 0 if in_force is None else in_force.version
    checked = office.pieces.keyed(application.id, BOUNDARY_CHECK, str(version))
    return {
        "planning_application": _name(application),
        "boundary_version": version,
        "valid_red_line_boundary": None if checked is None else checked.content["valid"],
        "checked_at": None if checked is None else moments.written(checked.updated_at),
        "checked_by": None if checked is None else checked.updated_by,
    }


def _red_line(request: RequestRecord, in_force: BoundaryVersion | None) -> dict[str, Any]:
    original = request.original_version or 0
    version = 0 if in_force is None else in_force.version
    brought = in_force is not None and in_force.request_id == request.id
    handling = request.handling or {}
    return {
        **request.specific,
        "original_version": original,
        "adopted_version": request.adopted_version,
        "drawn_over_line_in_force": version == original or brought,
        **{key: handling.get(key) for key in ("handling", "handling_reason", "ownership_certificate")},
    }


def _name(application: ApplicationRecord) -> dict[str, Any]:
    return {"id": application.id, "reference": application.reference}
