"""GET /api/v2/planning_applications/{reference}/validation_requests/{id}: one request."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import allow
from ..described import described
from ..officer.one_request import one_request
from ..officer.versions import tagged, written
from ..views.officer_requests import officer_request

router = APIRouter()
_SCOPE = "validation_request:read"


@router.get(
    "/api/v2/planning_applications/{reference}/validation_requests/{identity}",
    **described("One validation request", scope=_SCOPE, operation="show_validation_request"),
)
def show_request(request: Request, reference: str, identity: str) -> Response:
    """As it stands; its ETag is what a cancellation names in If-Match."""
    office = allow(request, _SCOPE)
    return tagged(request, written(officer_request(office, one_request(office, reference, identity))))
