"""GET /api/v2/constraint_types: the constraints that this authority knows."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..access import allow
from ..described import described
from ..officer.versions import tagged, written
from ..views.constraints import constraint_type
from ..vocabulary import constraint_types

router = APIRouter()
_SCOPE = "assessment:read"


@router.get(
    "/api/v2/constraint_types", **described("The constraints that this authority knows", scope=_SCOPE, operation="list_constraint_types")
)
def list_constraint_types(request: Request) -> Response:
    """Only these can be added to an application."""
    allow(request, _SCOPE)
    return tagged(request, written({"data": [constraint_type(known) for known in constraint_types().values()]}))
