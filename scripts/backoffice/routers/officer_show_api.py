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
from ..officer.new_request import TYPES
from ..officer.versions import tagged, written

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
        "operations": _operations(request, who),
        "validation_request_types": list(TYPES),
        "silence": {"effect": effect.value, "business_days": days, "counted_from": effect.counted_from},
    }
    return tagged(request, written(body))


def _operations(request: Request, who: Caller) -> list[str]:
    served: Mapping[str, frozenset[str]] = request.app.state.operations
    return sorted(name for name, scopes in served.items() if scopes <= set(who.permissions))
