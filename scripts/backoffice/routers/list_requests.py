"""GET /api/v2/validation_requests: those of the whole authority that were sent."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from fastapi import APIRouter, Request, Response

from plugin.domain.clock import london

from .. import moments
from ..access import allow
from ..answers import answer
from ..described import PAGING, described
from ..pages import asked_page, envelope
from ..views.officer_requests import officer_request
from ..views.validation_requests import validation_request

router = APIRouter()
_SCOPE = "validation_request:read"


@router.get(
    "/api/v2/validation_requests",
    **described(
        "The authority's validation requests",
        query=(*PAGING, "type", "from_date", "to_date"),
        scope=_SCOPE,
        operation="list_all_validation_requests",
    ),
)
def list_requests(request: Request) -> Response:
    """``from_date`` and ``to_date`` are of the notification; a date that cannot be read counts as none."""
    office = allow(request, _SCOPE)
    parameters = request.query_params
    start, end = _midnight(parameters.get("from_date", ""), 0), _midnight(parameters.get("to_date", ""), 1)
    requests = office.requests.notified(parameters.get("type") or None, start, end)
    page = asked_page(request, len(requests))
    shown = requests[page.offset : page.last]
    if office.settings.officer_api:
        data = [officer_request(office, each) for each in shown]
    else:
        data = [validation_request(each, with_reference=True) for each in shown]
    return answer(request, {**envelope(request, page), "data": data})


def _midnight(text: str, later: int) -> str | None:
    try:
        day = date.fromisoformat(text) + timedelta(days=later)
    except ValueError:
        return None
    return moments.kept(datetime.combine(day, time(), london()))
