"""GET /api/v2/planning_applications: all of them, the latest made first, pending ones too."""

from __future__ import annotations

import time

from fastapi import APIRouter, Request, Response

from ..access import allow
from ..answers import answer, base_address
from ..described import PAGING, described
from ..pages import asked_page, envelope
from ..search_request import array_parameter
from ..views.flat import flat

router = APIRouter()
_SCOPE = "planning_application:read"


@router.get("/api/v2/planning_applications", **described("List applications", query=(*PAGING, "ids[]"), scope=_SCOPE))
def list_applications(request: Request) -> Response:
    """Flat and in snake case."""
    office = allow(request, _SCOPE)
    wanted = array_parameter(request.query_params, "ids")
    identities = None if wanted is None else [int(value) for value in wanted if value.isdecimal()]
    page = asked_page(request, office.applications.count_listed(identities))
    applications = office.applications.in_order(office.applications.listed(identities, page.size, page.offset))
    body = {**envelope(request, page), "data": [flat(office, application, base_address(request)) for application in applications]}
    time.sleep(office.settings.delay_per_case * len(applications))
    return answer(request, body)
