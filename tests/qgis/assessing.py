"""A Case panel with one screened case open and its Assess tab in front."""

from __future__ import annotations

from functools import partial
from typing import Any

from plugin.casefile.case_file import CaseFile
from plugin.domain.casework.kept_record import CaseworkRecord, KeptRecord
from plugin.domain.clock import Clock
from plugin.gui.case.case_place import show_in_session
from plugin.gui.session import Session
from tests.qgis.cases_of_nowhere import OFFICER, OpenDesk, panel_of, pulled, until
from tests.qgis.conftest import screening
from tests.qgis.fake_iface import FakeIface


class Assessing:
    """``panel`` is the Case panel, ``view`` its Assess tab."""

    def __init__(self, open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface, **case: Any) -> None:
        self.desk = open_desk(pulled(1, **case), pulled(2))
        if self.desk.file is None:
            raise AssertionError("the desk has no case file")
        self.clock = clock
        self.path = self.desk.file.path
        with self.file() as file:
            self.uuid = file.find(pulled(1, **case).reference) or ""
            self.other = file.find(pulled(2).reference) or ""
            file.record_screening(self.uuid, file.boundary_versions(self.uuid)[0].uuid, screening())
        self.desk.case_changed.connect(partial(show_in_session, self.desk, session))
        self.panel = panel_of(self.desk, session, iface)
        self.panel.resize(420, 640)
        self.view = self.panel.assess
        self.open(self.uuid)
        self.panel.tabs.setCurrentWidget(self.view)
        self.panel.show()

    def file(self) -> CaseFile:
        """The case file, as another window has it."""
        return CaseFile.open(self.path, clock=self.clock, identity=OFFICER)

    def open(self, uuid: str) -> None:
        """Opens a case, and waits until it was read again: that would change what the officer saw."""
        self.desk.open(uuid)
        until(lambda: self.desk.case is not None and self.desk.case.uuid == uuid and not self.desk.refreshes_case)

    def kept(self, kind: type[CaseworkRecord], uuid: str = "") -> list[KeptRecord]:
        """The pieces of a kind that a case has in the case file."""
        if self.desk.reader is None:
            return []
        return [each for each in self.desk.reader.case(uuid or self.uuid).casework if isinstance(each.record, kind)]

    def records(self, kind: type[CaseworkRecord], uuid: str = "") -> list[Any]:
        """The same, as they were written."""
        return [each.record for each in self.kept(kind, uuid)]
