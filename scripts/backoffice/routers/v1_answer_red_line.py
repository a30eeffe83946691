"""PATCH /api/v1/planning_applications/{id}/red_line_boundary_change_validation_requests/{id}: the applicant's yes or no."""

from __future__ import annotations

import json
import uuid
from datetime import timezone
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from .. import validation
from ..access import office_of
from ..answers import answer
from ..described import described
from ..errors import BadRequest, Conflict
from ..officer.bodies import content_of
from ..v1_access import V1Error, opened, red_line, refused

router = APIRouter()
_SCOPE = "validation_request:write"


@router.patch(
    "/api/v1/planning_applications/{reference}/red_line_boundary_change_validation_requests/{identity}",
    **described("v1: the applicant's answer to a red-line request", query=("change_access_id",), scope=_SCOPE),
)
def answer_red_line(request: Request, reference: str, identity: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """``{"data": {"approved": true}}``, or false with a ``rejection_reason``; stricter than BOPS, see validation.answer."""
    data = _data(request, content)
    office, application = opened(request, reference, _SCOPE)
    asked = red_line(office, application, identity)
    if not isinstance(data, dict) or not data:
        raise refused("param is missing or the value is empty or invalid: data")
    reason = data.get("rejection_reason")
    if reason is not None and not isinstance(reason, str):
        raise refused("rejection_reason must be text.")
    try:
        validation.answer(office, asked.id, data.get("approved"), reason)
    except (BadRequest, Conflict) as error:
        raise refused(str(error)) from error
    return answer(request, {"message": "Change request updated"}, fresh="no-store")


def _data(request: Request, content: bytes) -> Any:
    """What stands under ``data``; BOPS's framework says of a body that is not JSON what its own form has."""
    try:
        body = json.loads(content) if content else {}
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        moment = office_of(request).clock.now().astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        said = {"status": 400, "error": "Bad Request", "request-id": str(uuid.uuid4()), "timestamp": moment}
        raise V1Error(400, said, {}) from error
    return body.get("data") if isinstance(body, dict) else None
