"""GET /api/v2/planning_applications/{reference}/audits: what was done, by whom, when."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import allow
from ..described import PAGING, described
from ..officer.versions import tagged, written
from ..pages import asked_page, envelope
from ..planning_application import named
from ..views.officers import audit

router = APIRouter()
_SCOPE = "assessment:read"


@router.get(
    "/api/v2/planning_applications/{reference}/audits",
    **described("What was done to an application", query=PAGING, scope=_SCOPE, operation="list_audits"),
)
def list_audits(request: Request, reference: str) -> Response:
    """The first first."""
    office = allow(request, _SCOPE)
    application = named(office, reference)
    page = asked_page(request, office.audits.count(application.id))
    entries = office.audits.of_application(application.id, page.size, page.offset)
    return tagged(request, written({**envelope(request, page), "data": [audit(entry) for entry in entries]}))
