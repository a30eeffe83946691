"""GET /api/v2/neighbour_responses: the redacted comments of the whole authority."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import allow
from ..answers import answer
from ..described import PAGING, described
from ..pages import asked_page, envelope
from ..views.comments import neighbour_response

router = APIRouter()
_SCOPE = "comment:read"


@router.get("/api/v2/neighbour_responses", **described("Neighbours' comments", query=PAGING, scope=_SCOPE))
def list_neighbour_responses(request: Request) -> Response:
    """The one envelope in camel case among those with a token."""
    office = allow(request, _SCOPE)
    comments = office.comments.neighbours()
    page = asked_page(request, len(comments))
    data = [neighbour_response(comment) for comment in comments[page.offset : page.last]]
    return answer(request, {**envelope(request, page, camel=True), "responses": data})
