"""Where an officer comes upon conflicts: in the open case, after an update, and where something was refused; all lead to one window."""

from __future__ import annotations

from functools import partial

from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QWidget

from ...domain.conflict import Conflict, by_record
from ...domain.errors import RedlineError
from ...domain.plain_figures import counted
from ...domain.plain_lists import listed
from ..case_list.cases_desk import CasesDesk
from ..messages import Messages
from .conflicts_dialog import ConflictsDialog

#: Cases that one message names.
_NAMED = 5


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
        self._words: dict[str, str] = {}
        self.dialog: ConflictsDialog | None = None
        desk.case_changed.connect(self.announce)
        desk.rows_changed.connect(self.announce_all)

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
            if not case.conflicts:
                self._messages.take_back(self._words.pop(case.uuid, ""))

    def announce_all(self) -> None:
        """The same for the cases of the list: one with a button, several by their references."""
        rows = [row for row in self._desk.rows if row.conflicts]
        if self._desk.reader is None or not rows:
            return
        try:
            found = [(row.uuid, row.reference, tuple(self._desk.reader.conflicts(row.uuid))) for row in rows]
        except RedlineError as error:
            self._messages.error(str(error))
            return
        news = [(uuid, reference, conflicts) for uuid, reference, conflicts in found if self._news(uuid, conflicts)]
        if len(news) == 1:
            self._say(*news[0])
        elif news:
            named = listed([reference for _, reference, _ in news[:_NAMED]] + (["others"] if len(news) > _NAMED else []), "and")
            count = counted(len(news), "case")
            words = f"{count} changed here and in the back office: {named}. Open each to settle it; nothing is overwritten."
            self._remember(news)
            self._messages.warning(words)

    def close(self) -> None:
        """Mirrors the constructor."""
        if self.dialog is not None:
            self.dialog.reject()

    def _say(self, uuid: str, reference: str, conflicts: tuple[Conflict, ...]) -> None:
        if self._news(uuid, conflicts) and self.dialog is None:
            count = counted(conflict_count(conflicts), "record")
            words = f"{reference}: {count} changed here and in the back office. Nothing is overwritten until you settle it."
            self._messages.take_back(self._words.get(uuid, ""))
            self._words[uuid] = words
            self._messages.warning(words, "Conflicts", partial(self.open, uuid))
        self._remember([(uuid, reference, conflicts)])

    def _news(self, uuid: str, conflicts: tuple[Conflict, ...]) -> bool:
        return bool(_names(conflicts) - self._announced.get(uuid, frozenset()))

    def _remember(self, said: list[tuple[str, str, tuple[Conflict, ...]]]) -> None:
        self._announced.update({uuid: _names(conflicts) for uuid, _, conflicts in said})

    def _settled(self) -> None:
        # What was settled is sent at once where the back office is in reach
        self._desk.update_case()

    def _closed(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None
        self._desk.show_again()


def _names(conflicts: tuple[Conflict, ...]) -> frozenset[tuple[str, str, str]]:
    return frozenset((each.record_kind, each.record_uuid, each.field) for each in conflicts)
