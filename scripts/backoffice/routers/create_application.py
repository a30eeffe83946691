"""POST /api/v2/planning_applications: an ODP submission is taken in."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from ..access import allow
from ..answers import answer
from ..described import described
from ..errors import Unreadable
from ..intake import submit

router = APIRouter()
_SCOPE = "planning_application:write"


@router.post("/api/v2/planning_applications", **described("Submit an application", query=("send_email",), scope=_SCOPE))
async def create_application(request: Request) -> Response:
    """The schema is chosen by ``metadata.schema``. No mail is ever sent from here."""
    content = await request.body()
    try:
        submission = json.loads(content) if content else {}
    except ValueError as error:
        raise Unreadable from error
    office = await run_in_threadpool(allow, request, _SCOPE)
    reference = await run_in_threadpool(submit, office, submission)
    return answer(request, {"id": reference, "message": "Application successfully created"})
