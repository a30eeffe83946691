"""GET /api/v2/ping: is this a back office, and is the token known?"""

from __future__ import annotations

from datetime import timezone

from fastapi import APIRouter, Request, Response

from ..access import allow
from ..answers import answer
from ..described import described

router = APIRouter()


@router.get("/api/v2/ping", **described("Is the token known?"))
def ping(request: Request) -> Response:
    """Any valid token may ask."""
    office = allow(request, None)
    moment = office.clock.now().astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return answer(request, {"message": "OK", "timestamp": moment})
