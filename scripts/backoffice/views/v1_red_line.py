"""A red-line request, as v1 gives it."""

from __future__ import annotations

from datetime import date
from typing import Any

from plugin.domain.clock import today

from .. import moments
from ..back_office import BackOffice
from ..business_days import business_days_until
from ..storage.request_records import RequestRecord


def v1_red_line(office: BackOffice, request: RequestRecord) -> dict[str, Any]:
    """``approved`` is true after silence as well where silence counts as a yes: nothing tells the two apart."""
    return {
        "id": request.id,
        "state": request.state,
        "response_due": request.response_due,
        "original_geojson": request.specific.get("original_geojson"),
        "new_geojson": request.specific["new_geojson"],
        "reason": request.reason,
        "rejection_reason": request.rejection_reason,
        "approved": request.approved,
        "days_until_response_due": _days_left(office, date.fromisoformat(request.response_due)),
        "cancel_reason": request.cancel_reason,
        "cancelled_at": moments.written(request.cancelled_at),
    }


def _days_left(office: BackOffice, due: date) -> int:
    """Business days; below zero after the day."""
    now = today(office.clock)
    return business_days_until(now, due) if due > now else -business_days_until(due, now)
