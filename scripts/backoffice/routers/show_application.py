"""GET /api/v2/planning_applications/{reference}: one application, by reference or integer id."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import allow
from ..answers import answer, base_address
from ..described import described
from ..planning_application import named
from ..views.flat import flat

router = APIRouter()
_SCOPE = "planning_application:read"


@router.get(
    "/api/v2/planning_applications/{reference}", **described("Show an application", scope=_SCOPE, operation="show_planning_application")
)
def show_application(request: Request, reference: str) -> Response:
    """Flat, without an envelope."""
    office = allow(request, _SCOPE)
    return answer(request, flat(office, named(office, reference), base_address(request)))
