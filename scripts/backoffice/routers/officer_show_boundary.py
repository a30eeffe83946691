"""GET /api/v2/planning_applications/{reference}/boundary: the red line in force, with its version."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import allow
from ..described import described
from ..officer.versions import tagged, written
from ..planning_application import named
from ..views.officer_requests import boundary

router = APIRouter()
_SCOPE = "planning_application:read"


@router.get(
    "/api/v2/planning_applications/{reference}/boundary",
    **described("The red line in force, with its version", scope=_SCOPE, operation="show_boundary"),
)
def show_boundary(request: Request, reference: str) -> Response:
    """Its ETag is what a proposal names in If-Match."""
    office = allow(request, _SCOPE)
    return tagged(request, written(boundary(office, named(office, reference))))
