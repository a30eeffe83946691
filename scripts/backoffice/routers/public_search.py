"""GET /api/v2/public/planning_applications/search: what is published, to everybody."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import office_of
from ..answers import answer
from ..described import PUBLIC_PAGING, SEARCH, described
from ..pages import asked_page, public_pagination
from ..search_request import filters, page_of
from ..storage.search_queries import Filters
from ..views.nested import public

router = APIRouter()


@router.get(
    "/api/v2/public/planning_applications/search",
    **described("Search published applications", query=(*PUBLIC_PAGING, "query", *SEARCH), bearer=False),
)
def search_published(request: Request) -> Response:
    """Without a token."""
    office = office_of(request)
    hits = office.searches.hits(filters(office, request.query_params, public=True))
    page = asked_page(request, len(hits), "resultsPerPage")
    applications = office.applications.in_order(page_of(hits, request.query_params, page.size, page.offset))
    available = len(office.searches.hits(Filters(public=True)))
    body = {"pagination": public_pagination(page, available), "data": [public(office, application) for application in applications]}
    return answer(request, body, public=True)
