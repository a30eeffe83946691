"""An application from one row of a table: a CSV line, a record of a vector file, the properties of a feature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..domain.application import Address, Application
from ..domain.written_days import written_day
from .mapping import ColumnMapping
from .plain_values import as_number, as_text

_TEXTS = ("reference", "address", "type", "description", "status", "submitted", "decision", "decided")


def application_of_row(row: Mapping[str, Any], mapping: ColumnMapping) -> Application | None:
    """What the row says of its application by ``mapping`` and the usual names; None where it says nothing."""
    known = mapping.over(row)
    fields = {name: as_text(row.get(getattr(known, name))) for name in _TEXTS}
    area = as_number(row.get(known.area))
    if not any(fields.values()) and area is None:
        return None
    return Application(
        reference=fields["reference"],
        type_code=fields["type"],
        description=fields["description"],
        status=fields["status"],
        address=Address(text=fields["address"]),
        submitted_on=written_day(fields["submitted"]),
        declared_area_m2=area,
        decision=fields["decision"],
        decided_on=written_day(fields["decided"]),
    )
