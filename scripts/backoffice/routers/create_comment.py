"""POST /api/v2/planning_applications/{reference}/comments/public: a neighbour's comment."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from ..access import allow
from ..answers import answer
from ..back_office import BackOffice
from ..described import described
from ..errors import BadRequest, Unreadable
from ..planning_application import named

router = APIRouter()
_SCOPE = "comment:write"
_SENTIMENTS = ("supportive", "objection", "neutral")


@router.post("/api/v2/planning_applications/{reference}/comments/public", **described("Comment on an application", scope=_SCOPE))
async def create_comment(request: Request, reference: str) -> Response:
    """``name``, ``response``, ``summary_tag``, ``address`` and ``tags``. Nobody sees it before an officer has redacted it."""
    content = await request.body()
    try:
        comment = json.loads(content) if content else {}
    except ValueError as error:
        raise Unreadable from error
    office = await run_in_threadpool(allow, request, _SCOPE)
    kept = await run_in_threadpool(_keep, office, reference, comment)
    return answer(request, kept)


def _keep(office: BackOffice, reference: str, comment: object) -> dict[str, str]:
    application = named(office, reference)
    if not isinstance(comment, dict) or not all(isinstance(comment.get(key), str) and comment[key] for key in ("name", "response")):
        raise BadRequest
    sentiment = comment.get("summary_tag", "neutral")
    tags = comment.get("tags", [])
    if sentiment not in _SENTIMENTS or not isinstance(tags, list):
        raise BadRequest
    address = comment.get("address") if isinstance(comment.get("address"), str) else None
    office.comments.add_neighbour(
        application.id, comment["name"], comment["response"], sentiment=sentiment, received_at=office.now(), address=address, tags=tags
    )
    return {"id": application.reference, "message": "Comment submitted successfully"}
