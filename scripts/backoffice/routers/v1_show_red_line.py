"""GET /api/v1/planning_applications/{id}/red_line_boundary_change_validation_requests/{id}."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..answers import answer
from ..described import described
from ..v1_access import opened, red_line
from ..views.v1_red_line import v1_red_line

router = APIRouter()
_SCOPE = "validation_request:read"


@router.get(
    "/api/v1/planning_applications/{reference}/red_line_boundary_change_validation_requests/{identity}",
    **described("v1: one red-line request", query=("change_access_id",), scope=_SCOPE),
)
def show_red_line(request: Request, reference: str, identity: str) -> Response:
    """Without an envelope."""
    office, application = opened(request, reference, _SCOPE)
    return answer(request, v1_red_line(office, red_line(office, application, identity)), fresh="no-store")
