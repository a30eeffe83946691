"""GET /api/v2/planning_applications/search: filters, words, an order that is not whole."""

from __future__ import annotations

import time

from fastapi import APIRouter, Request, Response

from ..access import allow
from ..answers import answer
from ..described import PAGING, SEARCH, described
from ..pages import asked_page, envelope
from ..search_request import filters, page_of
from ..views.nested import found

router = APIRouter()
_SCOPE = "planning_application:read"


@router.get("/api/v2/planning_applications/search", **described("Search applications", query=(*PAGING, *SEARCH), scope=_SCOPE))
def search_applications(request: Request) -> Response:
    """Nested and in camel case."""
    office = allow(request, _SCOPE)
    hits = office.searches.hits(filters(office, request.query_params, public=False))
    page = asked_page(request, len(hits))
    applications = office.applications.in_order(page_of(hits, request.query_params, page.size, page.offset))
    time.sleep(office.settings.delay_per_case * len(applications))
    return answer(request, {**envelope(request, page), "data": [found(office, application) for application in applications]})
