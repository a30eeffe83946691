"""Which column of a council's own table holds what, for applications that come as CSV or a vector file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path

from ..domain.errors import RedlineError

#: Names that councils and their systems commonly give to a column, in order of trust.
_USUAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "reference": ("reference", "ref", "application_reference", "app_ref", "refval", "case_reference", "planning_reference", "site", "id"),
    "address": ("address", "site_address", "location", "site_name", "name"),
    "type": ("type", "application_type", "app_type", "type_code", "dcapptyp"),
    "description": ("description", "proposal", "development_description"),
    "status": ("status", "state", "application_status"),
    "area": ("declared_area_m2", "area_m2", "site_area_m2", "declared_area", "site_area"),
    "submitted": ("submitted", "submitted_on", "received", "received_on", "date_received", "datevalid"),
    "decision": ("decision", "decision_text", "decsn", "outcome"),
    "decided": ("decided", "decided_on", "decision_date", "date_decided", "determined_on", "datedecisn", "datedeciss"),
    "geometry": ("wkt", "geometry", "geom", "the_geom", "boundary", "red_line"),
}


@dataclass(frozen=True)
class ColumnMapping:
    """Column names; "" where the table has no such column. ``crs`` is an EPSG code for coordinates that do not name their own.

    ``geometry`` is the column of WKT in a CSV file; vector files bring their own geometry. ``area`` is in square metres.
    """

    reference: str = ""
    address: str = ""
    type: str = ""
    description: str = ""
    status: str = ""
    area: str = ""
    submitted: str = ""
    decision: str = ""
    decided: str = ""
    geometry: str = ""
    crs: str = ""

    @classmethod
    def load(cls, path: Path) -> ColumnMapping:
        """Read a mapping from a JSON object of field to column name; raises RedlineError with what is wrong in it."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise RedlineError(f"The column mapping {path.name} can't be read: {error}.") from error
        if not isinstance(content, dict) or not all(isinstance(value, str) for value in content.values()):
            raise RedlineError(f'The column mapping {path.name} must be an object of text, like {{"reference": "APP_NO"}}.')
        known = [field.name for field in fields(cls)]
        for key in content:
            if key not in known:
                nearest = get_close_matches(key, known, n=1)
                hint = f" Did you mean {nearest[0]!r}?" if nearest else f" It may hold {', '.join(known)}."
                raise RedlineError(f"The column mapping {path.name} has an unknown field {key!r}.{hint}")
        return cls(**content)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is named, each once."""
        named = (getattr(self, field.name) for field in fields(self) if field.name != "crs")
        return tuple(dict.fromkeys(name for name in named if name))

    def over(self, columns: Iterable[str]) -> ColumnMapping:
        """This mapping with its gaps filled by the usual names among ``columns``, whatever their case."""
        present = {column.lower().replace(" ", "_"): column for column in columns}
        found = {}
        for field in fields(self):
            own = getattr(self, field.name)
            usual = next((present[name] for name in _USUAL_NAMES.get(field.name, ()) if name in present), "")
            found[field.name] = own or usual
        return ColumnMapping(**found)
