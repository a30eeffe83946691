"""The Cases panel: the officer's own cases, what changed since they last looked, and the rest; found by words and filters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QItemSelectionModel, QModelIndex, QSize, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QMenu, QToolButton, QWidget

from ...casefile.file.copies import copies_of
from ...domain.case import CaseQuery
from ...domain.check import Severity
from ...domain.clock import today
from ...reports.plain_text import plain_text
from ...reports.wording import recent_words
from ...resources_path import form_path
from ..icons import icon, severity_icon
from ..rich_text import tooltip
from .cases_delegate import CasesDelegate
from .cases_desk import CasesDesk
from .cases_filters import FilterMenu, filter_words
from .cases_model import UUID, CasesModel
from .cases_sections import sections
from .cases_state import State

if TYPE_CHECKING:
    from ...domain.pull_state import PullState

_NOT_SET = (
    "No back office is set up yet.\n\nFive steps lead to the first case: the authority's address, the token, the constraints, "
    "the base map, your name."
)
_NONE_YET = "There are no cases here yet."
_NO_MATCH = "No case matches. Clear the search or the filter to see the others."

#: Milliseconds after the last keystroke until the list follows.
_PAUSE = 150


class CasesPanel(QWidget):
    """Follows the desk. ``set_up_wanted`` asks for the first-run page, ``files_wanted`` for the file dialog,
    ``copies_wanted`` for the copies of a case file that can't be opened."""

    set_up_wanted = pyqtSignal()
    files_wanted = pyqtSignal()
    copies_wanted = pyqtSignal()

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        uic.loadUi(str(form_path("cases_panel.ui")), self)
        self._desk = desk
        self.model = CasesModel(self)
        self.filters = FilterMenu(self)
        self._stays: set[str] = set()
        self._first_wanted = False
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_PAUSE)
        self._typed.timeout.connect(self._search)
        self._dress()
        self._connect()
        self.show_rows()
        self.show_state()

    def show_rows(self) -> None:
        """Shows the desk's list; the open case stays chosen and in place."""
        desk = self._desk
        at = self.casesList.verticalScrollBar().value()
        self.model.show_sections(sections(desk.rows, desk.settings.officer, frozenset(self._stays)))
        self.filters.offer(desk.choices)
        self.follow()
        self.casesList.verticalScrollBar().setValue(at)
        self._show_page()
        self._give_first()

    def follow(self) -> None:
        """Marks the open case in the list."""
        case = self._desk.case
        index = self.model.index_of(case.uuid) if case is not None else QModelIndex()
        selection = self.casesList.selectionModel()
        if not index.isValid():
            selection.clear()
            return
        if index != selection.currentIndex():
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def show_state(self) -> None:
        """Shows what runs, what went wrong, and how old the list is."""
        state = self._desk.state
        for widget in (self.workBar, self.cancelButton):
            widget.setVisible(state.busy)
        self.workBar.setRange(0, 100 if state.progress > 0 else 0)
        self.workBar.setValue(int(state.progress))
        self.updateButton.setEnabled(not state.busy and state.state is not State.NOT_SET)
        said = plain_text(state.sentence) if not state.busy else ""
        if state.state is State.OFFLINE and said:
            said = f"Working off line. {said}"
        self.bannerFrame.setVisible(bool(said) and bool(self._desk.rows))
        self.bannerLabel.setText(said)
        severity = Severity.ERROR if state.state is State.ERROR else Severity.WARNING
        self.bannerIcon.setPixmap(severity_icon(severity).pixmap(QSize(16, 16)))
        self._show_waiting()
        last = self._desk.pull_state()
        age = self._age(last)
        self.ageLabel.setText(plain_text(state.sentence) if state.busy else age)
        # All that the last update had to say
        self.ageLabel.setToolTip(tooltip(f"{age}. {last.sentence}" if last is not None and last.sentence else self.ageLabel.text()))
        self._show_page()

    def _show_waiting(self) -> None:
        """How much waits for the back office, whatever the list is narrowed to."""
        count = self._desk.reader.count_waiting() if self._desk.reader is not None else 0
        self.waitingButton.setText(f"{count} to send")
        self.waitingButton.setAccessibleName(f"Waiting to send ({count})")
        self.waitingButton.setVisible(count > 0 and not self._desk.state.busy)

    def _show_page(self) -> None:
        desk, state = self._desk, self._desk.state
        if self.model.count:
            self.pages.setCurrentWidget(self.listPage)
            return
        restricted = desk.query != CaseQuery()
        if state.state is State.NOT_SET:
            words = _NOT_SET
        elif state.busy:
            words = state.sentence
        elif restricted:
            words = _NO_MATCH
        else:
            words = state.sentence or _NONE_YET
        self.emptyLabel.setText(plain_text(words))
        self.setUpButton.setVisible(not restricted and state.state in (State.NOT_SET, State.ERROR, State.OFFLINE))
        self.filesButton.setVisible(state.state is State.NOT_SET)
        unopened = state.state is State.ERROR and desk.reader is None
        self.copiesButton.setVisible(unopened and bool(copies_of(desk.settings.case_file_path())))
        self.pages.setCurrentWidget(self.emptyPage)

    def _age(self, state: PullState | None) -> str:
        if state is None or not (state.finished_at or state.started_at):
            return ""
        when = recent_words(state.finished_at or state.started_at, self._desk.clock.now())
        count = f"{self.model.count:,} {'case' if self.model.count == 1 else 'cases'}"
        return f"{count}, back office {when}" + ("" if state.complete else ", not complete")

    def _dress(self) -> None:
        self.casesList.setModel(self.model)
        self.casesList.setItemDelegate(CasesDelegate(self.casesList))
        self.updateButton.setIcon(icon("refresh-cases"))
        self.waitingButton.setIcon(icon("waiting-to-send"))
        self.filterButton.setMenu(self.filters.menu)
        menu = QMenu(self.updateButton)
        self.everythingAction = menu.addAction("Read everything again")
        self.everythingAction.setToolTip("Every case, also what the back office says has not changed: it takes longer")
        self.updateButton.setMenu(menu)
        self.updateButton.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.filterLabel.hide()
        # So that the list stays where it is when an update begins and ends
        stays = self.workBar.sizePolicy()
        stays.setRetainSizeWhenHidden(True)
        self.workBar.setSizePolicy(stays)

    def _connect(self) -> None:
        desk = self._desk
        desk.rows_changed.connect(self.show_rows)
        desk.state_changed.connect(self.show_state)
        desk.case_opened.connect(self._opened)
        desk.pulled.connect(self._stays.clear)
        self.casesList.selectionModel().currentChanged.connect(self._chosen)
        self.searchEdit.textEdited.connect(lambda _text: self._typed.start())
        self.searchEdit.textChanged.connect(self._cleared)
        self.searchEdit.returnPressed.connect(self._take_first)
        self.filters.changed.connect(self._search)
        self.updateButton.clicked.connect(desk.update)
        self.everythingAction.triggered.connect(desk.read_everything)
        self.cancelButton.clicked.connect(desk.stop)
        self.setUpButton.clicked.connect(self._want_set_up)
        self.filesButton.clicked.connect(self._want_files)
        self.copiesButton.clicked.connect(self._want_copies)

    def _want_set_up(self) -> None:
        self.set_up_wanted.emit()

    def _want_files(self) -> None:
        self.files_wanted.emit()

    def _want_copies(self) -> None:
        self.copies_wanted.emit()

    def _opened(self) -> None:
        case = self._desk.case
        if case is not None and case.row.changed:
            self._stays.add(case.uuid)
        self.follow()

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        uuid = index.data(UUID) if index.isValid() else ""
        if uuid:
            self._desk.open(uuid)

    def _cleared(self, text: str) -> None:
        if not text and self._desk.query.text:
            self._search()

    def _search(self) -> None:
        self._typed.stop()
        query = replace(self.filters.query(today(self._desk.clock)), text=self.searchEdit.text().strip())
        words = filter_words(query, self.filters)
        self.filterLabel.setText(words)
        self.filterLabel.setVisible(bool(words))
        self._desk.search(query)

    def _take_first(self) -> None:
        """Enter opens the case on top of what was found."""
        self._first_wanted = True
        self._search()

    def _give_first(self) -> None:
        if not self._first_wanted or not self._desk.listed:
            return
        self._first_wanted = False
        first = self.model.first()
        if first.isValid():
            self._desk.open(first.data(UUID))
            self.casesList.setFocus()
