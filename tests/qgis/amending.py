"""A window with one case open whose red line can be amended, and what answers its questions."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
from qgis.PyQt.QtWidgets import QMessageBox

from plugin.boundary.editing.drawn import Drawn
from plugin.gui.amend.amend_place import AmendPlace
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.messages import Messages
from plugin.gui.session import Session
from tests.qgis.cases_of_nowhere import OFFICER, OpenDesk, pulled, until
from tests.qgis.fake_iface import FakeIface

WIDER = shapely.box(530000, 180000, 530060, 180040)


class Amending:
    """A window with one case open."""

    def __init__(self, iface: FakeIface, open_desk: OpenDesk, session: Session, **case: Any) -> None:
        self.iface = iface
        self.desk = open_desk(pulled(1, **case), pulled(2), officer=OFFICER.name)
        self.place = AmendPlace(iface, self.desk, Messages(iface.messageBar()))
        self.panel = CasePanel(self.desk, session, self.place)
        self.uuid = self.desk.find("26-00001-HAPP")
        self.desk.open(self.uuid)
        until(lambda: not self.desk.refreshes_case)

    @property
    def bench(self) -> Any:
        assert self.place.bench is not None
        return self.place.bench

    def begin(self) -> Amending:
        self.panel.amendButton.click()
        until(lambda: self.place.open)
        return self

    def draw(self, geometry: Any = WIDER, said: str = "Edge moved 10.00 m") -> None:
        self.bench.draft.draw(Drawn(geometry, said))
        until(lambda: self.bench.draft.all_kept)

    def kept(self) -> Any:
        assert self.desk.reader is not None
        return self.desk.reader.draft(self.uuid)

    def versions(self) -> list[Any]:
        assert self.desk.reader is not None
        return self.desk.reader.boundary_versions(self.uuid)


def answer(monkeypatch: pytest.MonkeyPatch, word: str) -> list[str]:
    """Answers the next question by the button with this word on it, "" for Cancel; gives what was asked."""
    asked: list[str] = []

    def exec_(box: QMessageBox) -> int:
        asked.append(box.text())
        chosen = next((button for button in box.buttons() if word and word in button.text()), None)
        monkeypatch.setattr(QMessageBox, "clickedButton", lambda _box: chosen)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", exec_)
    return asked
