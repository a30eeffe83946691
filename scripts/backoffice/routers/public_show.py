"""GET /api/v2/public/planning_applications/{reference}."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import office_of
from ..answers import answer
from ..described import described
from ..planning_application import published
from ..views.nested import appeal, public

router = APIRouter()


@router.get("/api/v2/public/planning_applications/{reference}", **described("Show a published application", bearer=False))
def show_published(request: Request, reference: str) -> Response:
    """With the appeal, where there is one."""
    office = office_of(request)
    application = published(office, reference)
    body = public(office, application)
    lodged = appeal(application)
    return answer(request, body if lodged is None else {**body, "data": {"appeal": lodged}}, public=True)
