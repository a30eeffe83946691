"""One text of the assessment: written as a draft that keeps itself, with figures of the case, and never over another window's words."""

from __future__ import annotations

from typing import NamedTuple

from qgis.PyQt.QtCore import QEvent, QObject, QTimer
from qgis.PyQt.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from ...domain.case import Case
from ...domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from ...domain.casework.kept_record import KeptRecord
from ...domain.casework.piece import Piece
from ...domain.errors import RedlineError
from ...domain.task import TaskState
from ...reports.wording import moment_words
from ...rules.detail_texts import detail_text
from ...rules.task_pages import TaskPage
from ..case_list.cases_desk import CasesDesk
from ..session import Session
from ..tasks.act_runner import ActRunner
from .assess_page import AssessPage, wrapped
from .evidence import figures_dialog, insert_sentences
from .tick_dialog import TickDialog

#: Milliseconds without a key after which a draft keeps itself.
_REST = 15_000
_THEIRS = "Changed in another window by {officer}, {at}. Your words are below and not kept yet."
_NOT_KEPT = "Not kept yet"
_LEFT = "The text “{name}” of {reference} could not be kept: {why} Your words wait in this window: open that case again."


class _Draft(NamedTuple):
    """Words that wait in this window: of which case, over which revision, in which state."""

    reference: str
    entry: str
    seen: int
    state: TaskState


class TextPage(AssessPage):
    """``editor`` holds the words; "Insert figures" writes sentences where the cursor stands."""

    def __init__(self, desk: CasesDesk, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._session = session
        self._open: tuple[str, DetailCategory] | None = None
        self._reference = ""
        self._kept: KeptRecord | None = None
        self._seen = 0
        self._shown = ""
        self._sent: str | None = None
        self._sending: tuple[tuple[str, DetailCategory], _Draft] | None = None
        self._waiting: dict[tuple[str, DetailCategory], _Draft] = {}
        self._queue: dict[tuple[str, DetailCategory], _Draft] = {}
        self.asksLabel = wrapped(name="What the text should say")
        self.editor = QPlainTextEdit()
        self.editor.setTabChangesFocus(True)
        self.editor.installEventFilter(self)
        self.conflictLabel = wrapped(name="Changed elsewhere")
        self.theirsButton, self.mineButton = QPushButton("Take &theirs"), QPushButton("Keep &mine instead")
        self.figuresButton, self.keepButton = QPushButton("Insert &figures…"), QPushButton("&Keep")
        self.figuresButton.setToolTip(
            "Write constraints with their answers, areas and distances into the text, with version, data and date"
        )
        self.stateLabel = wrapped(name="Whether the text is kept")
        # Waits in place of the page: the officer goes on writing while a draft is kept
        self._quiet = ActRunner(self.stateLabel, self._was_kept, self._not_kept)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._lay_out()
        self._rest.timeout.connect(self.keep)
        self.editor.textChanged.connect(self._changed)
        self.keepButton.clicked.connect(self.keep)
        self.figuresButton.clicked.connect(self.choose_figures)
        self.theirsButton.clicked.connect(self._take_theirs)
        self.mineButton.clicked.connect(self._keep_mine)

    def show_page(self, case: Case, page: TaskPage) -> None:
        self.leave()
        super().show_page(case, page)

    def show_case(self, case: Case) -> None:
        category = DetailCategory(self.page.of)
        self._kept = next((each for each in case.casework if _is(each, category)), None)
        entry, revision = _entry(self._kept), self._kept.revision if self._kept is not None else 0
        if self._open != (case.uuid, category):
            self._open, self._reference, self._sent = (case.uuid, category), case.reference, None
            told = detail_text(category)
            self.asksLabel.setText(told.asks)
            self.editor.setAccessibleName(told.name)
            self._load(entry, revision)
            self._take_up(self._open)
        elif revision != self._seen:
            if self._sent is not None and entry == self._sent:
                self._seen, self._shown, self._sent = revision, entry, None
            elif not self.dirty or self.editor.toPlainText() == entry:
                self._load(entry, revision)
        self._show_state()

    @property
    def dirty(self) -> bool:
        """Whether there are words that are not kept."""
        return self._open is not None and self.editor.toPlainText() != self._shown

    def keep(self) -> None:
        """Keeps the words as a draft, unless they are kept already or another window has changed them meanwhile."""
        self._rest.stop()
        if self._open is not None and self.dirty and not self._is_overtaken:
            self._queue[self._open] = self._draft()
            self._send_next()

    def leave(self) -> None:
        if self._open is not None and self.dirty and (self._is_overtaken or self.desk.file is None):
            self._waiting[self._open] = self._draft()
        self.keep()

    @property
    def locks(self) -> bool:
        return True

    def set_locked(self, locked: bool) -> None:
        self.editor.setReadOnly(locked)
        self.figuresButton.setEnabled(not locked)

    def close_down(self) -> None:
        """Keeps what is left at once: the window is going."""
        if self._open is not None and self.dirty and not self._is_overtaken:
            self._queue[self._open] = self._draft()
        queue, self._queue = self._queue, {}
        if not queue or self.desk.file is None:
            return
        sending = self._sending[0] if self._sending is not None else None
        with self.desk.file.for_this_thread() as file:
            for text, draft in queue.items():
                detail = AssessmentDetail(text[1], draft.entry, draft.state)
                try:
                    file.keep_casework(text[0], detail, seen=draft.seen + (1 if text == sending else 0))
                except RedlineError as error:
                    self.desk.failed.emit(_LEFT.format(name=detail_text(text[1]).name, reference=draft.reference, why=str(error)))

    def with_state(self, state: TaskState) -> list[Piece]:
        """A text that is complete says so itself."""
        entry = self.editor.toPlainText()
        if self._open is None or self.editor.isReadOnly() or (state is not TaskState.COMPLETED and not entry.strip()) or self._is_overtaken:
            return []
        self._rest.stop()
        self._sent = entry
        return [Piece(AssessmentDetail(self._open[1], entry, state), seen=self._seen)]

    def choose_figures(self) -> None:
        """Asks which figures, and writes them where the cursor stands."""
        dialog = figures_dialog(self.desk, self._session, self)
        if dialog.exec() == TickDialog.DialogCode.Accepted:
            self.insert(dialog.words)

    def insert(self, sentences: list[str]) -> None:
        """Writes sentences where the cursor stands, each a paragraph of its own."""
        insert_sentences(self.editor, sentences)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() == QEvent.Type.FocusOut:
            self.keep()
        return bool(super().eventFilter(watched, event))

    @property
    def _is_overtaken(self) -> bool:
        revision = self._kept.revision if self._kept is not None else 0
        return revision != self._seen and self._sent is None

    @property
    def _state(self) -> TaskState:
        record = self._kept.record if self._kept is not None else None
        complete = isinstance(record, AssessmentDetail) and record.state is TaskState.COMPLETED and self.editor.toPlainText().strip()
        return TaskState.COMPLETED if complete else TaskState.IN_PROGRESS

    def _take_up(self, text: tuple[str, DetailCategory]) -> None:
        """Words that were left before they were kept stand in the field again."""
        sending = self._sending[1] if self._sending is not None and self._sending[0] == text else None
        draft = self._waiting.pop(text, None) or self._queue.pop(text, None) or sending
        if sending is not None:
            self._sent = sending.entry
        if draft is not None:
            self._seen = draft.seen
            self.editor.setPlainText(draft.entry)

    def _load(self, entry: str, revision: int) -> None:
        self._shown, self._seen = entry, revision
        if self.editor.toPlainText() != entry:
            self.editor.setPlainText(entry)
        self._rest.stop()

    def _changed(self) -> None:
        if self.dirty:
            self._rest.start()
        self._show_state()

    def _draft(self) -> _Draft:
        return _Draft(self._reference, self.editor.toPlainText(), self._seen, self._state)

    def _send_next(self) -> None:
        """Drafts are kept one after the other, also those of a text or a case that was left."""
        if self._sending is not None or not self._queue or self.desk.file is None:
            return
        text = next(iter(self._queue))
        draft = self._queue.pop(text)
        self._sending = (text, draft)
        if text == self._open:
            self._sent = draft.entry
        detail = AssessmentDetail(text[1], draft.entry, draft.state)
        self._quiet.run(self.desk.file, "keeping a text", lambda file: file.keep_casework(text[0], detail, seen=draft.seen))

    def _was_kept(self) -> None:
        sent, self._sending = self._sending, None
        if sent is None:
            return
        text, draft = sent
        if text in self._queue:
            self._queue[text] = self._queue[text]._replace(seen=draft.seen + 1)
        self.kept()
        case = self.desk.case
        if self._open is not None and case is not None and case.uuid == self._open[0]:
            self.show_case(case)
        else:
            self._open = None
        if self.dirty:
            self._rest.start()
        self._send_next()

    def _not_kept(self, sentence: str) -> None:
        sent, self._sending, self._sent = self._sending, None, None
        if sent is None:
            return
        text, draft = sent
        draft = self._queue.pop(text, draft)
        if text != self._open:
            self._waiting[text] = draft
            self.desk.failed.emit(_LEFT.format(name=detail_text(text[1]).name, reference=draft.reference, why=sentence))
        self.desk.read_again()
        if text == self._open and not self._is_overtaken:
            self.refused(sentence)
        self._send_next()

    def refused(self, sentence: str) -> None:
        self._sent = None
        super().refused(sentence)
        self._show_state()

    def _take_theirs(self) -> None:
        self._load(_entry(self._kept), self._kept.revision if self._kept is not None else 0)
        self._forget()

    def _keep_mine(self) -> None:
        self._seen = self._kept.revision if self._kept is not None else 0
        self._shown = _entry(self._kept)
        self._forget()
        self.keep()

    def _forget(self) -> None:
        if self._open is not None:
            self._waiting.pop(self._open, None)
        self._show_state()

    def _show_state(self) -> None:
        overtaken = self._is_overtaken
        for each in (self.conflictLabel, self.theirsButton, self.mineButton):
            each.setVisible(overtaken)
        self.keepButton.setEnabled(self.dirty and not overtaken)
        kept = self._kept
        if overtaken and kept is not None:
            self.conflictLabel.setText(_THEIRS.format(officer=kept.officer or "an officer", at=moment_words(kept.changed_at)))
        words = f"Kept {moment_words(kept.changed_at)}, {kept.officer}" if kept is not None else "Nothing written yet"
        self.stateLabel.setText(_NOT_KEPT if self.dirty else words)

    def _lay_out(self) -> None:
        both = QHBoxLayout()
        for button in (self.theirsButton, self.mineButton):
            both.addWidget(button)
        both.addStretch()
        foot = QHBoxLayout()
        foot.addWidget(self.figuresButton)
        foot.addWidget(self.stateLabel, 1)
        foot.addWidget(self.keepButton)
        self.rows.addWidget(self.asksLabel)
        self.rows.addWidget(self.conflictLabel)
        self.rows.addLayout(both)
        self.rows.addWidget(self.editor, 1)
        self.rows.addWidget(self.problemLabel)
        self.rows.addLayout(foot)


def _is(kept: KeptRecord, category: DetailCategory) -> bool:
    return isinstance(kept.record, AssessmentDetail) and kept.record.category is category


def _entry(kept: KeptRecord | None) -> str:
    return kept.record.entry if kept is not None and isinstance(kept.record, AssessmentDetail) else ""
