"""GET /api/v2/planning_applications/{reference}/submission: what was posted, without how to reach people."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import allow
from ..answers import answer
from ..described import described
from ..planning_application import named
from ..views.nested import overview
from ..views.submissions import redacted

router = APIRouter()
_SCOPE = "planning_application:read"


@router.get("/api/v2/planning_applications/{reference}/submission", **described("What was submitted", scope=_SCOPE))
def show_submission(request: Request, reference: str) -> Response:
    """E-mail, telephone and fee read ``REDACTED``."""
    office = allow(request, _SCOPE)
    application = named(office, reference)
    body = {"application": overview(office, application), "submission": redacted(application.json("submission"))}
    return answer(request, body)
