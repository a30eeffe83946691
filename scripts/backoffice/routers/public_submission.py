"""GET /api/v2/public/planning_applications/{reference}/submission."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import office_of
from ..answers import answer
from ..described import described
from ..planning_application import published
from ..views.nested import overview
from ..views.submissions import public

router = APIRouter()


@router.get(
    "/api/v2/public/planning_applications/{reference}/submission", **described("What the public sees of a submission", bearer=False)
)
def show_published_submission(request: Request, reference: str) -> Response:
    """Only the parts that are listed for the public."""
    office = office_of(request)
    application = published(office, reference)
    body = {"application": overview(office, application), "submission": public(application.json("submission"))}
    return answer(request, body, public=True)
