"""GET /api/v2/public/planning_applications/{reference}/comments/specialist: what consultees said."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import office_of
from ..answers import answer
from ..described import PUBLIC_PAGING, described
from ..pages import asked_page, public_pagination
from ..planning_application import published
from ..views.comments import camel, specialist

router = APIRouter()
_SENTIMENTS = ("approved", "amendments_needed", "objected")


@router.get(
    "/api/v2/public/planning_applications/{reference}/comments/specialist",
    **described("Comments of consultees", query=(*PUBLIC_PAGING, "sortBy", "orderBy", "query", "sentiment"), bearer=False),
)
def list_specialist_comments(request: Request, reference: str) -> Response:
    """Consultees who answered, each with their answers."""
    office = office_of(request)
    consulted = office.comments.consultees(published(office, reference).id)
    responses = [response for consultee in consulted for response in consultee.responses]
    parameters = request.query_params
    words, sentiment = parameters.get("query", "").lower(), parameters.get("sentiment", "")
    wanted = [
        consultee
        for consultee in consulted
        if any(words in each.text.lower() and sentiment in ("", each.sentiment, camel(each.sentiment)) for each in consultee.responses)
    ]
    page = asked_page(request, len(wanted), "resultsPerPage")
    summary = {
        "totalConsulted": len(consulted),
        "totalComments": len(responses),
        "sentiment": {camel(name): sum(each.sentiment == name for each in responses) for name in _SENTIMENTS},
    }
    data = {"summary": summary, "comments": [specialist(consultee) for consultee in wanted[page.offset : page.last]]}
    return answer(request, {"pagination": public_pagination(page, len(consulted)), "data": data}, public=True)
