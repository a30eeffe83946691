"""What is asked of the applicant: one list of all kinds, drafted from the faults, edited here, sent together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QApplication, QFileDialog, QHeaderView, QMenu, QTreeWidgetItem, QWidget

from ...domain.case import Case
from ...domain.casework.drafted_request import DraftedRequest
from ...domain.check import Severity
from ...domain.clock import today
from ...domain.errors import RedlineError
from ...domain.plain_figures import counted
from ...domain.status import BEFORE_VALIDATION
from ...reports.plain_text import plain_text
from ...resources_path import form_path
from ..case_list.cases_desk import CasesDesk
from ..icons import severity_icon
from ..rich_text import tooltip
from ..tasks.act_runner import ActRunner
from .cancel_dialog import ask_why
from .request_form import RequestForm
from .working_list import WorkingList

if TYPE_CHECKING:
    from ...reports.request_list import ListedRequest
    from ...rules.validation import ValidationItem

_ROW = Qt.ItemDataRole.UserRole
#: Pixels: a state that is longer stands in the tooltip as well.
_STATE_WIDTH = 190
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
        self._writing: WorkingList | None = None
        self.dialog: QWidget | None = None
        self._then: Callable[[], None] = lambda: None
        self._acts = ActRunner(self, self._kept, self.refuse)
        self.form = RequestForm()
        self.detailLayout.addWidget(self.form, 1)
        self.emptyLabel.setText(_NONE)
        self.problemLabel.hide()
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, _STATE_WIDTH)
        self.tree.setIconSize(QSize(14, 14))
        self.splitter.setSizes([150, 260])
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.addButton.setMenu(self._menu)
        self._connect()

    @property
    def pending(self) -> int:
        """How many requests are drafted, on their way or unanswered."""
        return sum(row.editable or row.draft is not None or row.is_unanswered for row in self._rows())

    @property
    def chosen(self) -> ListedRequest | None:
        """The request that is chosen."""
        line = self.tree.currentItem()
        return line.data(0, _ROW) if line is not None else None

    def show_case(self, case: Case, faults: tuple[ValidationItem, ...]) -> None:
        """Shows the requests of a case; what is written and not kept stays, and of another case is kept first."""
        if self._list is None or self._list.case.uuid != case.uuid:
            self.keep()
            self._list = WorkingList(case)
            self.problemLabel.hide()
        else:
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
        """Keeps what is written, without a word."""
        if self._list is not None and self._list.unsaved:
            self._keep(lambda: None)

    def close_down(self) -> None:
        """Keeps at once what is written: the window closes."""
        working, file = self._list, self._desk.file
        if working is None or not working.unsaved or file is None:
            return
        with file.for_this_thread() as own:
            try:
                own.keep_requests(working.case.uuid, working.edit())
                working.kept()
            except RedlineError as error:
                self._desk.failed.emit(f"Drafts of requests of {working.case.reference} were not kept: {error}")

    def copy(self) -> None:
        """Puts all that is not sent through the back office on the clipboard, worded for the applicant."""
        words = self._text()
        QApplication.clipboard().setText(words)
        self.copied.emit(words)

    def export(self) -> None:
        """Writes the same to a file."""
        if self._list is None:
            return
        name = "".join(each if each.isalnum() or each == "-" else "_" for each in self._list.case.reference)
        path, _ = QFileDialog.getSaveFileName(self, "Write the requests to a text file", f"{name}-requests.txt", "Text (*.txt)")
        if not path:
            return
        try:
            Path(path).write_text(self._text(), encoding="utf-8")
        except OSError as error:
            self.refuse(f"{path} could not be written: {error.strerror or error}. Choose another folder.")
        else:
            self.said.emit(f"Written to {path}.")

    def refuse(self, sentence: str) -> None:
        """Why something was not done; what is written stays."""
        self.problemLabel.setText(plain_text(sentence))
        self.problemLabel.setVisible(bool(sentence))

    def _connect(self) -> None:
        self.tree.currentItemChanged.connect(lambda _line, _before: self._show_chosen())
        self.form.changed.connect(self._change)
        for button in (self.removeButton, self.cancelButton, self.againButton, self.lineButton):
            button.hide()  # until a request is chosen that they are for: together they would widen every tab
        self.removeButton.clicked.connect(self._remove)
        self.cancelButton.clicked.connect(self._ask_why)
        self.againButton.clicked.connect(self._try_again)
        self.lineButton.clicked.connect(self._want_line)
        self.copyButton.clicked.connect(self.copy)
        self.exportButton.clicked.connect(self.export)
        self.faultsButton.clicked.connect(lambda: self.draft_faults(""))
        self.saveButton.clicked.connect(lambda: self._keep(lambda: self.said.emit("The drafts are kept in the case file.")))
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
        self.tree.blockSignals(True)
        self.tree.clear()
        for row in rows:
            line = QTreeWidgetItem([plain_text(row.title), plain_text(row.state)])
            line.setData(0, _ROW, row)
            self._dress(line, row)
            self.tree.addTopLevelItem(line)
        lines = [self.tree.topLevelItem(number) for number in range(len(rows))]
        choose = wanted or (lambda row: before is not None and (row.key == before.key or row.draft == before.draft is not None))
        found = next((line for line in lines if choose(line.data(0, _ROW))), lines[0] if lines else None)
        self.tree.setCurrentItem(found)
        self.tree.blockSignals(False)
        self.emptyLabel.setVisible(not rows)
        self.splitter.setVisible(bool(rows))
        self._show_chosen()
        self._show_buttons(rows)
        self.counted.emit()

    def _dress(self, line: QTreeWidgetItem, row: ListedRequest) -> None:
        if row.why:
            line.setIcon(0, severity_icon(Severity.WARNING))
        for column in range(2):
            line.setToolTip(column, tooltip(f"{row.title}: {row.state}. {row.why}".strip()))
            line.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)

    def _show_buttons(self, rows: list[ListedRequest]) -> None:
        from ...reports.request_list import Place

        going = sum(row.place is Place.DRAFT for row in rows) + (self._line_to_send(rows) is not None)
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
        from ...reports.request_list import Place, asked_words

        row = self.chosen
        self._show_row_buttons(row)
        self.form.setVisible(row is not None and row.editable)
        words = [row.why] if row is not None and row.why and not row.editable else []
        if row is not None and row.place is Place.LINE:
            words = ["It goes out with the line that you propose, together with the others: the letter is shown before it is sent."]
        elif row is not None and row.theirs is not None:
            words += asked_words(row.theirs)
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
        stoppable = row is not None and row.cancelling not in (None, OutboxState.SENDING)
        self.removeButton.setVisible(row is not None and (row.editable or waiting or stoppable))
        self.removeButton.setText("Let it stand" if stoppable else "Take back" if waiting else "Take out")
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
        names = [each.name for each in case.documents if not each.gone]
        until = max(case.row.expiry_date or today(self._desk.clock), today(self._desk.clock))
        self.form.show_request(draft, request_types()[draft.type], names, until)

    def _fill_menu(self) -> None:
        from ...rules.request_types import request_types

        self._menu.clear()
        valid = self._list is not None and self._list.case.status not in BEFORE_VALIDATION
        for kind in request_types().values():
            action = self._menu.addAction(kind.title)
            action.setEnabled(valid or not kind.after_validation)
            action.triggered.connect(partial(self._add, kind.type))

    def _add(self, kind: str, _checked: bool = False) -> None:
        from ...rules.request_types import request_types

        if self._list is None:
            return
        attributes = {}
        if kind == "DescriptionChangeValidationRequest":
            attributes = {"proposed_description": self._list.case.application.description}
        (key,) = self._list.add([DraftedRequest(kind, request_types()[kind].wording, attributes)])
        self._show_list(lambda row: row.key == key)
        names = [each.name for each in request_types()[kind].attributes]
        self.form.point_at(names[0] if names else "reason")

    def _change(self, draft: DraftedRequest) -> None:
        row = self.chosen
        if row is None or self._list is None or not row.editable:
            return
        self._list.change(row.key, draft)
        rows = self._rows()
        now = next((each for each in rows if each.key == row.key), None)
        line = self.tree.currentItem()
        if now is not None and line is not None:
            line.setData(0, _ROW, now)
            line.setText(0, plain_text(now.title))
            line.setText(1, plain_text(now.state))
            line.setIcon(0, severity_icon(Severity.WARNING) if now.why else QIcon())
        self.refuse("")
        self._show_buttons(rows)

    def _remove(self) -> None:
        row, case = self.chosen, self._desk.case
        if row is None or self._list is None or case is None:
            return
        if row.editable:
            self._list.remove(row.key)
            self._show_list()
            return
        if row.cancelling is not None:
            self._run("leaving a request", lambda file: file.let_told_stand(case.uuid, row.key), self._desk.update_case)
            return
        self._run("taking a request back", lambda file: file.take_back_unsent(case.uuid, row.key), lambda: None)

    def _ask_why(self) -> None:
        row, case = self.chosen, self._desk.case
        if row is not None and case is not None:
            self.dialog = ask_why(row.title, partial(self._cancel, case.uuid, row.key), self)

    def _cancel(self, uuid: str, key: str, reason: str) -> None:
        self._run("taking a request back", lambda file: file.cancel_told_request(uuid, key, reason), self._desk.update_case)

    def _try_again(self) -> None:
        case = self._desk.case
        if case is not None:
            self._run("trying once more", lambda file: file.try_requests_again(case.uuid), self._desk.update_case)

    def _want_line(self) -> None:
        self.keep()
        self.amend_wanted.emit()

    def _line_to_send(self, rows: list[ListedRequest]) -> tuple[str, str] | None:
        """The proposed line that goes out with the others, and the reason that is drafted for it; None without one."""
        from ...reports.request_list import Place, proposed_line

        version = proposed_line(self._list.case) if self._list is not None else None
        draft = next((row.draft for row in rows if row.place is Place.LINE), None)
        return (version.uuid, draft.reason) if version is not None and draft is not None else None

    def _send(self) -> None:
        if self._list is None:
            return
        uuid, edit, wrong = self._list.case.uuid, self._list.edit(), self._first_not_complete()
        if wrong is not None:
            self._choose_wrong(wrong)
            return
        line = self._line_to_send(self._rows())
        if line is not None:
            # Kept first: the form may be open for as long as it takes
            self._keep(lambda: self.line_wanted.emit(*line))
            return
        self._run("sending requests", lambda file: file.send_requests(uuid, edit), self._sent)

    def _first_not_complete(self) -> ListedRequest | None:
        from ...reports.request_list import Place

        return next((row for row in self._rows() if row.place is Place.DRAFT and not row.ready), None)

    def _choose_wrong(self, wrong: ListedRequest) -> None:
        from ...rules.request_types import missing_in

        self._show_list(lambda row: row.key == wrong.key)
        if wrong.draft is not None:
            self.form.point_at(next(iter(missing_in(wrong.draft))))
        self.refuse(f"Nothing was sent. {wrong.title}: {wrong.why}")

    def _sent(self) -> None:
        self.said.emit("All requests are in the outbox; they go to the back office now.")
        self._desk.update_case()

    def _keep(self, then: Callable[[], None]) -> None:
        if self._list is not None:
            uuid, edit = self._list.case.uuid, self._list.edit()
            self._run("keeping drafts", lambda file: file.keep_requests(uuid, edit), then)

    def _run(self, words: str, act: Callable[..., object], then: Callable[[], None]) -> None:
        if self._acts.run(self._desk.file, words, act):
            self._then, self._writing = then, self._list

    def _kept(self) -> None:
        """Another case may be open by now."""
        self.refuse("")
        if self._writing is not None:
            self._writing.kept()
        self._desk.read_again()
        self._then()

    def _text(self) -> str:
        from ...reports.request_list import requests_text

        drafts = [row.draft for row in self._rows() if row.draft is not None]
        return requests_text(self._list.case, drafts) if self._list is not None else ""
