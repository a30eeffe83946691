"""GET /api/v2/planning_applications/{reference}/validation_requests: all of one application, pending ones too."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import allow
from ..answers import answer
from ..described import PAGING, described
from ..pages import asked_page, envelope
from ..planning_application import named
from ..views.officer_requests import officer_request
from ..views.validation_requests import validation_request

router = APIRouter()
_SCOPE = "validation_request:read"


@router.get(
    "/api/v2/planning_applications/{reference}/validation_requests",
    **described("An application's validation requests", query=(*PAGING, "type"), scope=_SCOPE, operation="list_validation_requests"),
)
def list_application_requests(request: Request, reference: str) -> Response:
    """Without ids, as BOPS gives them, but where the officer API is served."""
    office = allow(request, _SCOPE)
    requests = office.requests.of_application(named(office, reference).id, request.query_params.get("type") or None)
    page = asked_page(request, len(requests))
    shown = requests[page.offset : page.last]
    if office.settings.officer_api:
        data = [officer_request(office, each) for each in shown]
    else:
        data = [validation_request(each, with_reference=False) for each in shown]
    return answer(request, {**envelope(request, page), "data": data})
