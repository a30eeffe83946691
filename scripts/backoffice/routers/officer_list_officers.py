"""GET /api/v2/officers: the officers of the authority."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import allow
from ..described import described
from ..officer.versions import tagged, written
from ..views.officers import officer

router = APIRouter()
_SCOPE = "assessment:read"


@router.get("/api/v2/officers", **described("The officers of the authority", scope=_SCOPE, operation="list_officers"))
def list_officers(request: Request) -> Response:
    """By name; all of them at once."""
    office = allow(request, _SCOPE)
    return tagged(request, written({"data": [officer(each) for each in office.officers.all()]}))
