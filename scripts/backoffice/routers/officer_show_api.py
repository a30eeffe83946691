"""GET /api/v2/officer_api: what this back office can do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from plugin.domain.clock import today

from ..access import Caller, caller
from ..answers import base_address
from ..described import described
from ..officer.document import version
from ..officer.operations import Operation
from ..officer.versions import tagged, written
from ..request_types import TYPES
from ..views.officers import officer

router = APIRouter()


@router.get("/api/v2/officer_api", **described("What this back office can do, and what silence does here", operation="show_officer_api"))
def show_officer_api(request: Request) -> Response:
    """Any valid token may ask; the operations are those that this one may do."""
    who = caller(request, None)
    effect = who.office.settings.silence
    days = effect.business_days(today(who.office.clock))
    body: dict[str, Any] = {
        "version": version(),
        "document": f"{base_address(request)}/api/v2/officer-api.yaml",
        "officer": officer(None if who.officer is None else who.office.officers.by_name(who.officer)),
        "operations": _operations(request, who),
        "validation_request_types": list(TYPES),
        "silence": {"effect": effect.value, "business_days": days, "counted_from": effect.counted_from},
    }
    return tagged(request, written(body))


def _operations(request: Request, who: Caller) -> list[str]:
    served: Mapping[str, Operation] = request.app.state.operations
    found = None if who.officer is None else who.office.officers.by_name(who.officer)
    role = None if found is None else found.role
    return sorted(name for name, operation in served.items() if operation.is_open_to(who.permissions, role))
