"""GET /api/v2/public/application_types."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..answers import answer
from ..described import described
from ..vocabulary import application_types

router = APIRouter()


@router.get("/api/v2/public/application_types", **described("Types of application", bearer=False))
def list_application_types(request: Request) -> Response:
    """By code."""
    types = [{"code": kind.code, "name": kind.name, "suffix": kind.suffix} for kind in application_types().values()]
    return answer(request, types, public=True)
