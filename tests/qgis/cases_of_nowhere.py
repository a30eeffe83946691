"""A case file with a handful of cases of nowhere, as a pull leaves it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication

from plugin.casefile.case_file import CaseFile
from plugin.domain.application import Address
from plugin.domain.case import PulledCase
from plugin.domain.clock import Clock
from plugin.domain.identity import Identity, Role
from plugin.domain.reading import SiteReading
from plugin.gui.amend.amend_place import AmendPlace
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.case_list.cases_desk import CasesDesk
from plugin.gui.messages import Messages
from plugin.gui.session import Session
from tests.qgis.conftest import reading
from tests.qgis.fake_iface import FakeIface

SOURCE = "http://127.0.0.1:9"
OpenDesk = Callable[..., CasesDesk]
OFFICER = Identity("Ada Example", "ada@example.org", Role.ASSESSOR)


def site(reference: str) -> SiteReading:
    """A red line with its text, as a back office brings it."""
    read = reading(reference)
    return replace(read, original=read.boundary.original if read.boundary is not None else None)


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
        "site": site(reference),
    }
    return PulledCase(**{**values, **changes})


def fill(path: Path, clock: Clock, *cases: PulledCase, looked_at: tuple[int, ...] = ()) -> list[str]:
    """Writes a case file; gives the cases' own names. ``looked_at`` are the places of cases that the officer has seen."""
    with CaseFile.open(path, clock=clock, identity=OFFICER) as file:
        uuids = list(file.take_in(cases, SOURCE).uuids)
        for place in looked_at:
            file.look_at(uuids[place])
        return uuids


def panel_of(desk: CasesDesk, session: Session, iface: FakeIface) -> CasePanel:
    """The Case panel of a desk, with all that an amendment needs of a window."""
    return CasePanel(desk, session, AmendPlace(iface, desk, Messages(iface.messageBar())))


def until(holds: Callable[[], object], seconds: float = 20) -> None:
    """Lets the window and its tasks work until something holds."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)
    assert holds()
