"""GET /api/v2/planning_applications/{reference}/documents."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import allow
from ..answers import answer, base_address
from ..described import described
from ..planning_application import named
from ..views.documents import documents

router = APIRouter()
_SCOPE = "planning_application:read"


@router.get("/api/v2/planning_applications/{reference}/documents", **described("An application's documents", scope=_SCOPE))
def list_documents(request: Request, reference: str) -> Response:
    """All active documents, published or not."""
    office = allow(request, _SCOPE)
    return answer(request, documents(office, named(office, reference), base_address(request), published_only=False))
