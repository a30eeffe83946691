"""A case file with a handful of cases of nowhere, as a pull leaves it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from plugin.casefile.case_file import CaseFile
from plugin.domain.application import Address
from plugin.domain.case import PulledCase
from plugin.domain.clock import Clock
from plugin.domain.identity import Identity, Role
from tests.qgis.conftest import reading

SOURCE = "http://127.0.0.1:9"
OFFICER = Identity("Ada Example", "ada@example.org", Role.ASSESSOR)


def pulled(number: int, **changes: Any) -> PulledCase:
    """One case with a red line; its reference bears the number."""
    reference = f"26-{number:05}-HAPP"
    values: dict[str, Any] = {
        "back_office_id": str(number),
        "reference": reference,
        "type_code": "pp.full.householder",
        "type_description": "planning_permission",
        "description": "Single-storey rear extension",
        "status": "in_assessment",
        "officer": "Tom Other",
        "web_page": f"{SOURCE}/planning_applications/{reference}",
        "address": Address(text=f"{number} Sample Street, Example Town"),
        "expiry_date": date(2026, 12, 29),
        "site": reading(reference),
    }
    return PulledCase(**{**values, **changes})


def fill(path: Path, clock: Clock, *cases: PulledCase, looked_at: tuple[int, ...] = ()) -> list[str]:
    """Writes a case file; gives the cases' own names. ``looked_at`` are the places of cases that the officer has seen."""
    with CaseFile.open(path, clock=clock, identity=OFFICER) as file:
        uuids = list(file.take_in(cases, SOURCE).uuids)
        for place in looked_at:
            file.look_at(uuids[place])
        return uuids
