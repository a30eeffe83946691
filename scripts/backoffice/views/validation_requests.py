"""A validation request, as v2 gives it: without an id."""

from __future__ import annotations

from typing import Any

from .. import moments
from ..storage.request_records import RequestRecord


def validation_request(request: RequestRecord, *, with_reference: bool) -> dict[str, Any]:
    """``closed_at`` is the last change, whatever it was; silence is not told from a yes."""
    answer: dict[str, Any] = {"planning_application": {"reference": request.reference}} if with_reference else {}
    return answer | {
        "type": request.type,
        "state": request.state,
        "post_validation": request.post_validation,
        "created_at": moments.written(request.created_at),
        "notified_at": moments.written(request.notified_at),
        "reason": request.reason,
        "response_due": request.response_due,
        "response": request.response,
        "rejection_reason": request.rejection_reason,
        "approved": request.approved,
        "cancel_reason": request.cancel_reason,
        "cancelled_at": moments.written(request.cancelled_at),
        "closed_at": moments.written(request.updated_at),
        "specific_attributes": request.specific,
    }
