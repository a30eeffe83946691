"""GET /api/v1/planning_applications/{id}/red_line_boundary_change_validation_requests."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..answers import answer
from ..described import described
from ..request_types import RED_LINE
from ..v1_access import opened
from ..views.v1_red_line import v1_red_line

router = APIRouter()
_SCOPE = "validation_request:read"


@router.get(
    "/api/v1/planning_applications/{reference}/red_line_boundary_change_validation_requests",
    **described("v1: an application's red-line requests", query=("change_access_id",), scope=_SCOPE),
)
def list_red_lines(request: Request, reference: str) -> Response:
    """In every state, with ids."""
    office, application = opened(request, reference, _SCOPE)
    data = [v1_red_line(office, each) for each in office.requests.of_application(application.id, RED_LINE)]
    return answer(request, {"data": data}, fresh="no-store")
