"""GET /api/v2/public/planning_applications/{reference}/documents."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import office_of
from ..answers import answer, base_address
from ..described import described
from ..planning_application import published
from ..views.documents import documents

router = APIRouter()


@router.get("/api/v2/public/planning_applications/{reference}/documents", **described("Published documents", bearer=False))
def list_published_documents(request: Request, reference: str) -> Response:
    """Only what is for publication."""
    office = office_of(request)
    return answer(request, documents(office, published(office, reference), base_address(request), published_only=True), public=True)
