"""GET /api/v2/public/planning_applications/{reference}/comments/public: what neighbours said."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import office_of
from ..answers import answer
from ..described import PUBLIC_PAGING, described
from ..pages import asked_page, public_pagination
from ..planning_application import published
from ..views.comments import public_comment

router = APIRouter()
_SENTIMENTS = ("supportive", "objection", "neutral")


@router.get(
    "/api/v2/public/planning_applications/{reference}/comments/public",
    **described("Comments of the public", query=(*PUBLIC_PAGING, "sortBy", "orderBy", "query", "sentiment"), bearer=False),
)
def list_public_comments(request: Request, reference: str) -> Response:
    """Redacted ones, the latest first unless another order is asked for."""
    office = office_of(request)
    everything = office.comments.neighbours(published(office, reference).id)
    parameters = request.query_params
    words, sentiment = parameters.get("query", "").lower(), parameters.get("sentiment", "")
    wanted = [each for each in everything if words in each.text.lower() and sentiment in ("", each.sentiment)]
    by_id = parameters.get("sortBy") == "id"
    wanted.sort(key=lambda each: (each.id,) if by_id else (each.received_at, each.id), reverse=parameters.get("orderBy") != "asc")
    page = asked_page(request, len(wanted), "resultsPerPage")
    body = {
        "pagination": public_pagination(page, len(everything)),
        "summary": {
            "totalComments": len(everything),
            "sentiment": {name: sum(each.sentiment == name for each in everything) for name in _SENTIMENTS},
        },
        "comments": [public_comment(each) for each in wanted[page.offset : page.last]],
    }
    return answer(request, body, public=True)
