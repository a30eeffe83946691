"""Where an officer comes upon conflicts: in the open case, after an update, and where something was refused; all lead to one window."""

from __future__ import annotations

from functools import partial

from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QWidget

from ...domain.conflict import Conflict, by_record
from ...domain.errors import RedlineError
from ...domain.plain_figures import counted
from ..case_list.cases_desk import CasesDesk
from ..messages import Messages
from .conflicts_dialog import ConflictsDialog


def conflict_count(conflicts: tuple[Conflict, ...]) -> int:
    """How many records are in conflict."""
    return len(by_record(conflicts))


class ConflictsPlace(QObject):
    """``dialog`` is the window while it is open. A case's conflicts are announced once, until others come."""

    def __init__(self, desk: CasesDesk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._messages = messages
        self._parent = parent
        self._announced: dict[str, frozenset[tuple[str, str, str]]] = {}
        self.dialog: ConflictsDialog | None = None
        desk.case_changed.connect(self.announce)
        desk.pulled.connect(self.announce_all)

    def open(self, application_uuid: str = "") -> None:
        """Shows the conflicts of a case, of the open one unless another is named."""
        case = self._desk.case
        if application_uuid and (case is None or case.uuid != application_uuid):
            self._desk.open(application_uuid)
            case = self._desk.case
        if case is None or self.dialog is not None:
            return
        dialog = ConflictsDialog(self._desk, case.uuid, case.reference, self._parent)
        dialog.settled.connect(self._settled)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def announce(self) -> None:
        """Says that the open case is in conflict, with a button that leads to the window."""
        case = self._desk.case
        if case is not None:
            self._say(case.uuid, case.reference, case.conflicts)

    def announce_all(self) -> None:
        """The same for every case that an update has met with an act that waits."""
        if self._desk.reader is None:
            return
        try:
            conflicts = self._desk.reader.conflicts()
            for uuid in dict.fromkeys(each.application_uuid for each in conflicts):
                row = self._desk.reader.row(uuid)
                if row is not None:
                    self._say(uuid, row.reference, tuple(each for each in conflicts if each.application_uuid == uuid))
        except RedlineError as error:
            self._messages.error(str(error))

    def close(self) -> None:
        """Mirrors the constructor."""
        if self.dialog is not None:
            self.dialog.reject()

    def _say(self, uuid: str, reference: str, conflicts: tuple[Conflict, ...]) -> None:
        names = frozenset((each.record_kind, each.record_uuid, each.field) for each in conflicts)
        known = self._announced.get(uuid, frozenset())
        self._announced[uuid] = names
        if names - known and self.dialog is None:
            count = counted(conflict_count(conflicts), "record")
            words = f"{reference}: {count} changed here and in the back office. Nothing is overwritten until you settle it."
            self._messages.warning(words, "Conflicts", partial(self.open, uuid))

    def _settled(self) -> None:
        # What was settled is sent at once where the back office is in reach
        self._desk.update_case()

    def _closed(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None
        self._desk.show_again()
