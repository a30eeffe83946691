"""What is asked of the applicant: one list of all kinds, drafted from the faults, edited here, sent together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.PyQt import uic
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QApplication, QMenu, QWidget

from ...domain.case import Case
from ...domain.casework.drafted_request import DraftedRequest
from ...domain.clock import today
from ...domain.plain_figures import counted
from ...reports.plain_text import plain_text
from ...resources_path import form_path
from ..case_list.cases_desk import CasesDesk
from . import requests_tree
from .held_requests import HeldRequests, file_names
from .list_keeper import ListKeeper
from .request_form import RequestForm
from .text_file import write_by_hand
from .working_list import WorkingList

if TYPE_CHECKING:
    from ...reports.request_list import ListedRequest
    from ...rules.validation import ValidationItem

_NONE = "Nothing is asked of the applicant. Press Add, or answer the questions: what is not in order is drafted from there."


class RequestsPage(QWidget):
    """``amend_wanted`` leads to another red line; ``line_wanted`` has the uuid of one that goes out with the drafts, and its reason.

    ``copied`` carries what was put on the clipboard, ``said`` a sentence on what was done; ``counted`` that the list is another one.
    """

    amend_wanted = pyqtSignal()
    line_wanted = pyqtSignal(str, str)
    copied = pyqtSignal(str)
    said = pyqtSignal(str)
    counted = pyqtSignal()

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        uic.loadUi(str(form_path("validation_requests.ui")), self)
        self._desk = desk
        self._list: WorkingList | None = None
        self._faults: tuple[ValidationItem, ...] = ()
        self._shown: tuple[str, str] = ("", "")
        self._keeper = ListKeeper(desk, lambda: self._list, self)
        self._keeper.kept.connect(lambda: self.refuse(""))
        self._keeper.refused.connect(self._not_kept)
        self.held = HeldRequests(desk, self._keeper.run, self)
        self.form = RequestForm()
        self.detailLayout.addWidget(self.form, 1)
        self.emptyLabel.setText(_NONE)
        requests_tree.set_up(self.tree)
        self.splitter.setSizes([150, 260])
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.addButton.setMenu(self._menu)
        self._connect()
        self.refuse("")

    @property
    def pending(self) -> int:
        """How many requests are drafted, on their way or unanswered."""
        return sum(row.editable or row.draft is not None or row.is_unanswered for row in self._rows())

    @property
    def chosen(self) -> ListedRequest | None:
        """The request that is chosen."""
        line = self.tree.currentItem()
        return line.data(0, requests_tree.ROW) if line is not None else None

    def show_case(self, case: Case, faults: tuple[ValidationItem, ...]) -> None:
        """Shows the requests of a case; what is written and not kept stays, and of another case is kept first."""
        if self._list is None or self._list.case.uuid != case.uuid:
            self._keeper.leave(self._list)
            self._list = self._keeper.take(case.uuid) or WorkingList(case)
            self.problemLabel.hide()
            self._keeper.keep_next()
        # Of a list that is being written it is told once it has been
        if self._list is not self._keeper.writing:
            self._list.show(case)
        self._faults = faults
        self._show_list()

    def draft_faults(self, code: str = "") -> None:
        """Drafts what puts the faults right that nothing puts right yet, and chooses the draft for the question of ``code``."""
        from ...rules.requests_from_faults import requests_from_faults

        if self._list is None:
            return
        case = self._list.case
        documents = [each for each in case.documents if not each.gone]
        self._list.draft(requests_from_faults(self._without_request(), documents, case.application.description))
        self._show_list(lambda row: row.draft is not None and code in row.draft.checks)

    def keep(self) -> None:
        """Keeps what is written, without a word; what another window has changed meanwhile waits for the officer."""
        if self._list is not None and self._list.keepable:
            self._keeper.keep(self._list)

    def close_down(self) -> None:
        """Keeps at once what is written, of every case: the window closes."""
        self._keeper.close_down(self._list)

    def copy(self) -> None:
        """Puts all that is not sent through the back office on the clipboard, worded for the applicant."""
        words = self._text()
        QApplication.clipboard().setText(words)
        self.copied.emit(words)

    def export(self) -> None:
        """Writes the same to a file."""
        if self._list is not None:
            said, refusal = write_by_hand(self._text(), self._list.case.reference, self)
            self.refuse(refusal)
            if said:
                self.said.emit(said)

    def refuse(self, sentence: str) -> None:
        """Why something was not done; what is written stays."""
        self.problemLabel.setText(plain_text(sentence))
        self.problemLabel.setVisible(bool(sentence))

    def _connect(self) -> None:
        self.tree.currentItemChanged.connect(lambda _line, _before: self._show_chosen())
        self.form.changed.connect(self._change)
        for button in (
            self.removeButton,
            self.mineButton,
            self.theirsButton,
            self.changeButton,
            self.cancelButton,
            self.againButton,
            self.lineButton,
        ):
            button.hide()  # until a request is chosen that they are for: together they would widen every tab
        self.removeButton.clicked.connect(self._remove)
        self.mineButton.clicked.connect(self._keep_mine)
        self.theirsButton.clicked.connect(self._take_theirs)
        self.changeButton.clicked.connect(lambda: self._with_chosen(self.held.ask_how))
        self.cancelButton.clicked.connect(lambda: self._with_chosen(self.held.ask_why))
        self.againButton.clicked.connect(self.held.try_again)
        self.lineButton.clicked.connect(self._want_line)
        self.copyButton.clicked.connect(self.copy)
        self.exportButton.clicked.connect(self.export)
        self.faultsButton.clicked.connect(lambda: self.draft_faults(""))
        self.saveButton.clicked.connect(self._save)
        self.sendButton.clicked.connect(self._send)

    def _rows(self) -> list[ListedRequest]:
        from ...rules.rules import Rules

        return self._list.rows(Rules(today(self._desk.clock))) if self._list is not None else []

    def _without_request(self) -> tuple[ValidationItem, ...]:
        from ...rules.requests_from_faults import without_request

        return without_request(self._faults, self._list.drafts) if self._list is not None else ()

    def _show_list(self, wanted: Callable[[ListedRequest], bool] | None = None) -> None:
        before = self.chosen
        rows = self._rows()
        choose = wanted or (lambda row: before is not None and (row.key == before.key or row.draft == before.draft is not None))
        requests_tree.fill(self.tree, rows, choose)
        self.emptyLabel.setVisible(not rows)
        self.splitter.setVisible(bool(rows))
        self._show_chosen()
        self._show_buttons(rows)
        self.counted.emit()

    def _show_buttons(self, rows: list[ListedRequest]) -> None:
        from ...reports.request_list import Place

        going = sum(row.place is Place.DRAFT for row in rows) + (self._line(rows) is not None)
        missing = len(self._without_request())
        unsaved = self._list is not None and self._list.unsaved
        self.saveButton.setEnabled(unsaved)
        self.sendButton.setEnabled(going > 0)
        self.sendButton.setText(f"Se&nd {counted(going, 'request')}" if going else "Se&nd")
        self.faultsButton.setVisible(missing > 0)
        self.faultsButton.setText(f"Draft for {counted(missing, 'fault')}")
        for button in (self.copyButton, self.exportButton):
            button.setEnabled(any(row.draft is not None for row in rows))

    def _show_chosen(self) -> None:
        from ...reports.request_list import Place, asked_words, changed_words

        row = self.chosen
        self._show_row_buttons(row)
        self.form.setVisible(row is not None and row.editable)
        waits = row is not None and self._list is not None and row.key in self._list.waits
        words = [row.why] if row is not None and row.why and (waits or not row.editable) else []
        if row is not None and row.place is Place.LINE and not waits:
            words = ["It goes out with the line that you propose, together with the others: the letter is shown before it is sent."]
        elif row is not None and row.theirs is not None:
            words += [*asked_words(row.theirs), *changed_words(row)]
        elif row is not None and row.draft is not None and not row.editable:
            words += [*row.draft.attributes.values(), row.draft.reason]
        self.wordsLabel.setText("\n".join(plain_text(line) for each in words for line in each.splitlines()))
        self.wordsLabel.setVisible(bool(words))
        if row is None or row.draft is None or not row.editable:
            self._shown = ("", "")
        elif self._shown != (row.key, row.draft.type) or self.form.request != row.draft:
            self._shown = (row.key, row.draft.type)
            self._fill_form(row.draft)

    def _show_row_buttons(self, row: ListedRequest | None) -> None:
        from ...domain.outbox_entry import OutboxState
        from ...reports.request_list import Place, proposed_line

        waiting = row is not None and row.place is Place.OUTBOX and row.state != "sent"
        stoppable = row is not None and row.can_be_left
        waits = row is not None and self._list is not None and row.key in self._list.waits
        self.removeButton.setVisible(row is not None and not waits and (row.editable or waiting or stoppable))
        self.removeButton.setText("Let it stand" if stoppable else "Take back" if waiting else "Take out")
        for button in (self.mineButton, self.theirsButton):
            button.setVisible(waits)
        self.changeButton.setVisible(row is not None and row.can_be_changed)
        self.cancelButton.setVisible(row is not None and row.can_be_cancelled)
        case = self._list.case if self._list is not None else None
        held = case.outbox if case is not None else ()
        unsupported = {each.record_uuid for each in held if each.state is OutboxState.UNSUPPORTED}
        self.againButton.setVisible(row is not None and row.key in unsupported)
        needs = case is not None and row is not None and row.place is Place.LINE and proposed_line(case) is None
        self.lineButton.setVisible(needs)

    def _fill_form(self, draft: DraftedRequest) -> None:
        from ...rules.request_types import request_types

        if self._list is None:
            return
        case = self._list.case
        self.form.show_request(draft, request_types()[draft.type], file_names(case), self.held.until(case))

    def _fill_menu(self) -> None:
        from .add_menu import offer_kinds

        offer_kinds(self._menu, self._list.case if self._list is not None else None, self._add)

    def _add(self, kind: str) -> None:
        from .add_menu import begun

        if self._list is not None:
            draft, first = begun(kind, self._list.case)
            (key,) = self._list.add([draft])
            self._show_list(lambda row: row.key == key)
            self.form.point_at(first)

    def _change(self, draft: DraftedRequest) -> None:
        row = self.chosen
        if row is None or self._list is None or not row.editable:
            return
        self._list.change(row.key, draft)
        rows = self._rows()
        now = next((each for each in rows if each.key == row.key), None)
        line = self.tree.currentItem()
        if now is not None and line is not None:
            requests_tree.put(line, now)
        self.refuse("")
        self._show_buttons(rows)

    def _remove(self) -> None:
        row = self.chosen
        if row is None or self._list is None:
            return
        if row.editable:
            self._list.remove(row.key)
            self._show_list()
        else:
            self.held.leave(row)

    def _with_chosen(self, deed: Callable[[ListedRequest], None]) -> None:
        if self.chosen is not None:
            deed(self.chosen)

    def _keep_mine(self) -> None:
        if self.chosen is not None and self._list is not None:
            self._list.keep_mine(self.chosen.key)
            self._keeper.keep(self._list)

    def _take_theirs(self) -> None:
        if self.chosen is not None and self._list is not None:
            self._list.take_theirs(self.chosen.key)
            self.refuse("")
            self._show_list()

    def _want_line(self) -> None:
        self.keep()
        self.amend_wanted.emit()

    def _line(self, rows: list[ListedRequest]) -> tuple[str, str] | None:
        from ...reports.request_list import line_to_send

        return line_to_send(self._list.case, rows) if self._list is not None else None

    def _save(self) -> None:
        if waits := self._list.waits if self._list is not None else frozenset():
            self._show_list(lambda row: row.key in waits)
            self.refuse("Another window has changed this draft: keep yours, or take theirs, then save.")
        if self._list is not None and self._list.keepable:
            self._keeper.keep(self._list, lambda: self.said.emit("The drafts are kept in the case file."))

    def _send(self) -> None:
        if self._list is None:
            return
        uuid, edit, wrong = self._list.case.uuid, self._list.edit(), self._first_not_complete()
        if wrong is not None:
            self._choose_wrong(wrong)
            return
        line = self._line(self._rows())
        if line is not None:
            # Kept first: the form may be open for as long as it takes
            self._keeper.keep(self._list, lambda: self.line_wanted.emit(*line))
            return
        self._keeper.run("sending requests", lambda file: file.send_requests(uuid, edit), self._sent, self._list)

    def _first_not_complete(self) -> ListedRequest | None:
        from ...reports.request_list import Place

        waits = self._list.waits if self._list is not None else frozenset()
        return next((row for row in self._rows() if row.key in waits or (row.place is Place.DRAFT and not row.ready)), None)

    def _choose_wrong(self, wrong: ListedRequest) -> None:
        from ...rules.request_types import missing_in

        self._show_list(lambda row: row.key == wrong.key)
        missing = missing_in(wrong.draft) if wrong.draft is not None else {}
        if missing:
            self.form.point_at(next(iter(missing)))
        self.refuse(f"Nothing was sent. {wrong.title}: {wrong.why}")

    def _sent(self) -> None:
        self.said.emit("All requests are in the outbox.")
        self._desk.update_case()

    def _not_kept(self, working: WorkingList | None, sentence: str) -> None:
        """What another window has changed is shown."""
        if working is not None and working.waits:
            self._show_list(lambda row: row.key in working.waits)
        self.refuse(sentence)

    def _text(self) -> str:
        from ...reports.request_list import requests_text

        drafts = [row.draft for row in self._rows() if row.draft is not None]
        return requests_text(self._list.case, drafts) if self._list is not None else ""
