"""A list of pieces of one sort, in an order that the officer gives, with a form for the chosen one: considerations, conditions and more."""

from __future__ import annotations

from typing import NamedTuple

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QPlainTextEdit, QWidget

from ...domain.case import Case
from ...domain.casework.kept_record import CaseworkRecord, KeptRecord
from ...domain.casework.piece import Piece
from ...domain.clock import today
from ...domain.errors import RedlineError
from ...reports.wording import moment_words
from ...rules.assessment_lock import is_assessed
from ...rules.task_pages import TaskPage
from ..case_list.cases_desk import CasesDesk
from ..session import Session
from .authority_tables import own_table, tables_folder
from .evidence import figures_dialog, insert_sentences
from .piece_list import PieceList, all_words, order_moved
from .policy_area_field import PolicyAreaField
from .record_sorts import SORTS, RecordSort, as_edited
from .records_frame import RecordsFrame
from .tick_dialog import Choice, TickDialog

_LEFT = "A {called} of {reference} was not kept: {why} Your words wait in this window: open that page again."

_THEIRS = "Changed in another window by {officer}, {at}. “Keep” keeps yours instead, “Take theirs” shows theirs."
_MEANWHILE = "another window has changed it."
_GONE = "Taken away in another window. “Keep” keeps yours as a new one."


class _Draft(NamedTuple):
    """A piece as it stands in the form: of which case, over which kept piece and revision ("" and 0: a new one)."""

    case: str
    reference: str
    uuid: str
    seen: int
    before: CaseworkRecord


class RecordsPage(RecordsFrame):
    """One page for each sort (resources/casework/task_pages.csv); what was begun is kept when another line or page is turned to."""

    def __init__(self, desk: CasesDesk, session: Session, sort: RecordSort, parent: QWidget | None = None) -> None:
        super().__init__(desk, sort, parent)
        self._session = session
        self._draft: _Draft | None = None
        self._records: dict[str, KeptRecord] = {}
        self._waiting: dict[str, tuple[_Draft, CaseworkRecord]] = {}
        self._next: str | None = None
        self._locked = False
        self._pieces = PieceList(self.list, sort)
        self._pieces.turned_to.connect(self._turn_to)
        self._policies = PolicyAreaField(self.form, desk)
        self.form.changed.connect(self._show_state)
        self.form.place_wanted.connect(self.place_wanted)
        self.form.failed.connect(super().refused)
        self.keepButton.clicked.connect(lambda _checked=False: self.keep_mine())
        self.theirsButton.clicked.connect(self._take_theirs)
        self.addButton.clicked.connect(self.add)
        self.standardButton.clicked.connect(self.choose_standard)
        self.tableButton.clicked.connect(self.edit_table)
        self.upButton.clicked.connect(lambda: self.move(-1))
        self.downButton.clicked.connect(lambda: self.move(1))
        self.removeButton.clicked.connect(self.remove)
        self.figuresButton.clicked.connect(self.choose_figures)

    def show_page(self, case: Case, page: TaskPage) -> None:
        super().show_page(case, page)
        self.hintLabel.setText(page.hint)
        self.hintLabel.setVisible(bool(page.hint))
        if self._draft is None:
            self._pieces.choose_first()

    def show_case(self, case: Case) -> None:
        if self._draft is not None and self._draft.case != case.uuid:
            self._draft = None
        self._records = {each.uuid: each for each in case.casework if self.sort.belongs(each.record)}
        if refusal := self._policies.offer():
            super().refused(refusal)
        self._pieces.fill(self._records)
        self.give_room()
        waiting = self._waiting.pop(case.uuid, None)
        if waiting is not None:
            self._draft = waiting[0]
            self.form.show_record(waiting[1])
        wanted, self._next = self._next, None
        if wanted is not None and wanted in self._records:
            self._load(wanted)
        elif self._draft is not None and not self.dirty:
            uuid = self._draft.uuid or next(reversed(list(self._records)), "")
            self._load(uuid) if uuid in self._records else self._clear()
        self._mark()
        self._show_state()

    @property
    def dirty(self) -> bool:
        """Whether the form says something that is not kept."""
        return self._draft is not None and self.form.record(self._draft.before) != self._draft.before

    def add(self) -> None:
        """Begins a new piece."""
        if self._let_go(""):
            self._begin()

    def take_standard(self, records: list[CaseworkRecord]) -> None:
        """Adds standard pieces, as they stand in the authority's table."""
        case = self.desk.case
        if case is not None and records and self._let_go(""):
            pieces = [Piece(record) for record in records]
            self.acts.run(self.desk.file, "adding standard texts", lambda file: file.keep_together(case.uuid, pieces))

    def choose_standard(self) -> None:
        """Asks which of the authority's own to add."""
        try:
            standard = list(self.sort.standard(tables_folder(self.desk.settings))) if self.sort.standard is not None else []
        except RedlineError as error:
            self.refused(str(error))
            return
        there = {self.sort.title(kept.record) for kept in self._records.values()}
        groups = ["Here already" if self.sort.title(record) in there else "Standard texts" for record in standard]
        choices = [Choice(group, self.sort.title(record), all_words(record)) for group, record in zip(groups, standard)]
        dialog = TickDialog(f"Standard texts: {self.sort.called}", choices, "&Add", "The table has none.", self)
        if dialog.exec() == TickDialog.DialogCode.Accepted:
            self.take_standard([standard[place] for place in dialog.chosen])

    def edit_table(self) -> None:
        """Opens the authority's own table in the program for tables."""
        try:
            path = own_table(self.desk.settings, self.sort.table)
        except RedlineError as error:
            self.refused(str(error))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def choose_figures(self) -> None:
        """Writes figures of the case into the text that was written in last."""
        dialog = figures_dialog(self.desk, self._session, self)
        if dialog.exec() == TickDialog.DialogCode.Accepted:
            self.insert(dialog.words)

    def insert(self, sentences: list[str]) -> None:
        """Writes sentences into the assessment."""
        widget = self.form.widgets.get("assessment")
        if isinstance(widget, QPlainTextEdit):
            insert_sentences(widget, sentences)

    def put_place(self, easting: float, northing: float) -> None:
        self.form.put_place((easting, northing))

    def places(self) -> list[tuple[float, float]]:
        place = self.form.place_field
        chosen = place.value if place is not None and self._draft is not None else None
        records = [(getattr(each.record, "easting", None), getattr(each.record, "northing", None)) for each in self._records.values()]
        others = [(east, north) for east, north in records if east is not None and north is not None and (east, north) != chosen]
        return [*([chosen] if chosen is not None else []), *others]

    def move(self, by: int) -> None:
        """Moves the chosen piece up (-1) or down (1) among those of its sort."""
        case = self.desk.case
        order = order_moved(case, self._records, self._pieces.chosen, by) if case is not None else None
        if case is None or order is None:
            return
        self.acts.run(self.desk.file, "changing the order", lambda file: file.order_casework(case.uuid, order))

    def remove(self) -> None:
        """Takes the chosen piece away; the history keeps what it said."""
        case, kept = self.desk.case, self._records.get(self._pieces.chosen)
        if self._draft is not None and not self._draft.uuid:
            self._clear()
            self._show_state()
        elif case is not None and kept is not None:
            self._draft = None
            words = f"removing a {self.sort.called}"
            self.acts.run(self.desk.file, words, lambda file: file.remove_casework(case.uuid, kept.uuid, kept.revision))

    def keep(self, then: str | None = None) -> None:
        """Keeps what the form says; ``then`` is the piece to turn to afterwards."""
        draft = self._draft
        if draft is None or not self.dirty:
            return
        record = as_edited(self.form.record(draft.before), draft.before)
        self._next = then
        self.acts.run(
            self.desk.file,
            f"keeping a {self.sort.called}",
            lambda file: file.keep_casework(draft.case, record, draft.uuid, draft.seen),
        )

    def keep_mine(self) -> None:
        """The same, and in place of what another window has written meanwhile, which the officer was told."""
        draft = self._draft
        if draft is not None and self._is_overtaken:
            theirs = self._records.get(draft.uuid)
            self._draft = draft._replace(uuid="", seen=0) if theirs is None else draft._replace(seen=theirs.revision)
        self.keep()

    def kept(self) -> None:
        if self._draft is not None:
            self._draft = self._draft._replace(before=self.form.record(self._draft.before))
        super().kept()

    def refused(self, sentence: str) -> None:
        self._next = None
        draft, case = self._draft, self.desk.case
        if draft is not None and (case is None or draft.case != case.uuid):
            self._wait(draft, sentence)
            return
        super().refused(sentence)
        self.desk.read_again()
        self.problemLabel.show()

    def leave(self) -> None:
        draft = self._draft
        if draft is None or not self.dirty:
            return
        lacking = self.form.record(draft.before).lacking or (_MEANWHILE if self._is_overtaken else "")
        if lacking or self.desk.file is None:
            self._wait(draft, lacking or "there is no case file.")
        else:
            self.keep()

    @property
    def locks(self) -> bool:
        return is_assessed(type(self.sort.new(today(self.desk.clock))))

    def set_locked(self, locked: bool) -> None:
        self.form.setEnabled(not locked)
        for each in (self.addButton, self.standardButton, self.figuresButton):
            each.setEnabled(not locked)
        self._locked = locked
        self._show_state()

    def close_down(self) -> None:
        draft = self._draft
        if draft is None or not self.dirty or self.desk.file is None:
            return
        record = self.form.record(draft.before)
        if self._is_overtaken:
            # Nobody is left to decide: mine stands beside theirs
            draft = draft._replace(uuid="", seen=0)
        with self.desk.file.for_this_thread() as file:
            try:
                file.keep_casework(draft.case, record, draft.uuid, draft.seen)
            except RedlineError as error:
                self._wait(draft, str(error))

    @property
    def _is_overtaken(self) -> bool:
        """Whether another window has changed, or taken away, what the form was written over: then only the officer decides."""
        draft = self._draft
        if draft is None or not draft.uuid or not self.dirty:
            return False
        kept = self._records.get(draft.uuid)
        return kept is None or kept.revision != draft.seen

    def _wait(self, draft: _Draft, why: str) -> None:
        self._waiting[draft.case] = (draft, self.form.record(draft.before))
        self._draft = None
        self.desk.failed.emit(_LEFT.format(called=self.sort.called, reference=draft.reference, why=why))

    def _let_go(self, to: str) -> bool:
        """Whether another piece may take the form's place now; what was begun is kept first, and what lacks something stays."""
        if not self.dirty or self._draft is None:
            return True
        lacking = self.form.record(self._draft.before).lacking
        if self._is_overtaken:
            self._show_state()
        elif lacking:
            super().refused(lacking)
        else:
            self.keep(then=to or None)
        return False

    def _turn_to(self, uuid: str) -> None:
        if not uuid or (self._draft is not None and self._draft.uuid == uuid):
            return
        if self._let_go(uuid):
            self.problemLabel.hide()
            self._load(uuid)
        self._mark()
        self._show_state()

    def _begin(self) -> None:
        case = self.desk.case
        if case is None:
            return
        new = self.sort.new(today(self.desk.clock))
        self._draft = _Draft(case.uuid, case.reference, "", 0, new)
        self.form.show_record(new)
        self._mark()
        self._show_state()
        next(iter(self.form.widgets.values())).setFocus()

    def _load(self, uuid: str) -> None:
        kept, case = self._records[uuid], self.desk.case
        if case is not None:
            self._draft = _Draft(case.uuid, case.reference, uuid, kept.revision, kept.record)
            self.form.show_record(kept.record)

    def _clear(self) -> None:
        self._draft = None
        self.form.show_record(self.sort.new(today(self.desk.clock)))

    def _take_theirs(self) -> None:
        if self._draft is not None and self._draft.uuid in self._records:
            self._load(self._draft.uuid)
        else:
            self._clear()
        self.problemLabel.hide()
        self._mark()
        self._show_state()

    def _mark(self) -> None:
        """The line of the piece that is in the form is the chosen one."""
        self._pieces.mark(self._draft.uuid if self._draft is not None else "")

    def _show_state(self) -> None:
        draft, kept = self._draft, self._records.get(self._draft.uuid) if self._draft is not None else None
        overtaken = self._is_overtaken
        if overtaken:
            self.problemLabel.setText(_THEIRS.format(officer=kept.officer, at=moment_words(kept.changed_at)) if kept is not None else _GONE)
            self.problemLabel.show()
        self.theirsButton.setVisible(overtaken)
        shown = draft is not None
        self.formArea.setVisible(shown)
        self.emptyLabel.setVisible(not shown and not self._records)
        for each in (self.keepButton, self.stateLabel):
            each.setVisible(shown)
        self.figuresButton.setVisible(shown and self.sort.figures)
        self.keepButton.setEnabled(self.dirty)
        self.removeButton.setEnabled(shown and not self._locked)
        places = list(self._records)
        chosen = self._pieces.chosen
        place = places.index(chosen) if chosen in places else -1
        self.upButton.setEnabled(place > 0 and not self._locked)
        self.downButton.setEnabled(0 <= place < len(places) - 1 and not self._locked)
        self.places_changed.emit()
        said = f"Kept {moment_words(kept.changed_at)}, {kept.officer}" if kept is not None else "New"
        self.stateLabel.setText("Not kept yet" if self.dirty else said)


def records_page(name: str, desk: CasesDesk, session: Session) -> RecordsPage:
    """The page of one sort."""
    return RecordsPage(desk, session, SORTS[name])
