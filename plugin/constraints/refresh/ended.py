"""Whether a record has ended, as it came, and which of them is the newest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ...domain.written_days import read_date


def has_ended(record: Mapping[str, Any], on: date) -> bool:
    """As the platform's own "current" has it: an end that is not yet to come."""
    end = read_date(str(record.get("end-date") or ""), last=True)
    return end is not None and end <= on


def newest(records: Iterable[Mapping[str, Any]]) -> str:
    """The day on which the newest of them was entered (ISO 8601), "" without any."""
    days = [day for record in records if (day := read_date(str(record.get("entry-date") or ""))) is not None]
    return max(days).isoformat() if days else ""
