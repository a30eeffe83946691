"""The panel of an amendment: the tools, what the line as drawn changes, the reason, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QPoint, QSize, pyqtSignal
from qgis.PyQt.QtGui import QCursor
from qgis.PyQt.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from ...casefile.requests.missing_words import REASON
from ...domain.check import Severity
from ...reports.amendment_advice import offers_to_keep
from ...reports.area_changes import before_and_after, kind_word
from ...reports.plain_text import plain_text
from ...resources_path import form_path
from ..icons import icon, severity_icon
from ..rich_text import tooltip
from .changes_view import ChangesView
from .plan_panel import PlanPanel
from .question import Question
from .verbs import ACTS, MATCH, TOOLS, VERBS, VerbSpecification
from .what_changes import Told

if TYPE_CHECKING:
    from ...domain.consequence import Consequence, Consequences
    from .workbench import Workbench

_ICON = QSize(20, 20)
#: Pixels for a row of answers: the panel is 432 wide in a window of 1280.
_ANSWERS_WIDE = 416


class AmendPanel(QWidget):
    """Shows one Workbench at a time. ``save_wanted`` and ``send_wanted`` carry the reason, ``leave_wanted`` asks for the way out,
    ``rebase_wanted`` for a comparison with the line that is in force now, ``import_wanted`` and ``plan_wanted`` for what comes from a
    file, ``facts_wanted`` with the names of facts for the form in which they are told."""

    save_wanted = pyqtSignal(str)
    send_wanted = pyqtSignal(str)
    leave_wanted = pyqtSignal()
    rebase_wanted = pyqtSignal()
    import_wanted = pyqtSignal()
    facts_wanted = pyqtSignal(object)
    plan_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        uic.loadUi(str(form_path("amend_panel.ui")), self)
        self._bench: Workbench | None = None
        self._told = Told()
        self._said = ""
        self.keepButton.hide()
        self._question: Question | None = None
        self.buttons: dict[str, QToolButton] = {}
        self._asked: tuple[str, ...] = ()
        self.changes = ChangesView(self.changesTree, self.detailLabel, self._offer_facts)
        self.planPanel = PlanPanel(self)
        self.mainLayout.insertWidget(self.mainLayout.indexOf(self.howLabel), self.planPanel)
        self.planPanel.match_wanted.connect(lambda: self._take(MATCH.name))
        self._dress()
        self.saveButton.clicked.connect(self._save)
        self.sendButton.clicked.connect(lambda: self.send_wanted.emit(self.reason))
        self.leaveButton.clicked.connect(self.leave_wanted)
        # The usual question tells what becomes of what is drawn
        self.keepButton.clicked.connect(self.leave_wanted)
        self.factsButton.clicked.connect(lambda _checked=False: self.facts_wanted.emit(self._asked))
        self.noticeButton.clicked.connect(self.rebase_wanted)
        self.reasonEdit.textChanged.connect(lambda: self.show_problem("reason", ""))
        self.amountSpin.valueChanged.connect(self._amount_changed)

    def show_bench(self, bench: Workbench, title: str) -> None:
        """Shows an amendment; ``title`` names the line that it is drawn over."""
        self._bench = bench
        self._told = Told()
        self._said = ""
        self.keepButton.hide()
        self.name_base(title)
        self.reasonEdit.clear()
        self.show_notice("", "")
        for field in ("reason", "line"):
            self.show_problem(field, "")
        self._show_question(None)
        self.snapButton.setChecked(bench.snapping.on)
        tracing = bench.snapping.tracing()
        self.traceButton.setVisible(tracing is not None)
        if tracing is not None:
            self.traceButton.setDefaultAction(tracing)
        bench.tool_changed.connect(self._show_tool)
        bench.asked.connect(self._show_question)
        bench.said.connect(partial(self.show_problem, "said"))
        bench.told.connect(self._show_told)
        bench.offered.connect(self._offer)
        bench.menu_wanted.connect(self._menu)
        bench.draft.changed.connect(self._show_steps)
        bench.draft.unkept.connect(self._show_kept)
        self._show_steps()
        self._show_kept("")

    @property
    def consequences(self) -> Consequences | None:
        """What the line as drawn changes; None while that is not known."""
        return self._told.consequences if not self._told.waits and not self._told.problem else None

    @property
    def reason(self) -> str:
        """Why the line is changed, as far as the officer has said it."""
        return str(self.reasonEdit.toPlainText()).strip()

    def ask_reason(self) -> None:
        """Says beside the field that the reason is missing."""
        self.show_problem("reason", REASON)
        self.reasonEdit.setFocus()

    def name_base(self, title: str) -> None:
        """Says which line is drawn over."""
        self.titleLabel.setText(plain_text(title))

    def show_refusal(self, field: str, words: str) -> None:
        """Why the draft was not saved, beside what is wrong; it can be put right and saved again."""
        self.show_problem("reason" if field == "reason" else "line", words)
        self._show_steps()

    def leave_bench(self) -> None:
        self.planPanel.hide()
        self._bench = None

    def show_notice(self, words: str, action: str) -> None:
        """A sentence above the tools; ``action`` is the word on its button, "" for none."""
        self.noticeLabel.setText(plain_text(words))
        self.noticeIcon.setPixmap(severity_icon(Severity.WARNING).pixmap(QSize(16, 16)))
        self.noticeButton.setText(action)
        self.noticeButton.setVisible(bool(action))
        self.noticeFrame.setVisible(bool(words))

    def show_problem(self, field: str, words: str) -> None:
        """What is wrong, beside what it is wrong with: the reason, the line, or what was just tried."""
        if field == "reason":
            self.reasonProblemLabel.setText(words)
            self.reasonProblemLabel.setVisible(bool(words))
            return
        if field == "said":
            self._said = words
            if not words:
                field, words = ("line", self._told.problem) if self._told.problem else (field, self._told.waits or self._told.note)
        self.problemLabel.setText(plain_text(words))
        severity = Severity.ERROR if field == "line" else Severity.WARNING
        if words in (self._told.waits, self._told.note) or (self._bench is not None and self._bench.draft.geometry.is_empty):
            severity = Severity.INFORMATION
        self.problemIcon.setPixmap(severity_icon(severity).pixmap(QSize(16, 16)))
        for widget in (self.problemLabel, self.problemIcon):
            widget.setVisible(bool(words))

    def rehearse(self, told: Told) -> None:
        """Draws what is told beside the screen and forgets it: fonts, icons and rows are there when the first move is told."""
        self._show_told(told)
        self.grab()
        self._show_told(Told())

    def _dress(self) -> None:
        for verb in TOOLS:
            self.toolsLayout.addWidget(self._button(verb, checkable=True))
        self.toolsLayout.addStretch(1)
        for verb in ACTS:
            self.actsLayout.addWidget(self._button(verb, checkable=False))
        self.snapButton = _switch("mIconSnapping", "Snap to the corners and lines of the map")
        self.snapButton.toggled.connect(self._snap)
        self.traceButton = _switch("mActionTracing", "Trace along the lines of the map")
        self.undoButton = self._plain("mActionUndo", "Undo", self._undo)
        self.redoButton = self._plain("mActionRedo", "Redo", self._redo)
        self.actsLayout.addSpacing(8)
        self.actsLayout.addWidget(self.snapButton)
        self.actsLayout.addWidget(self.traceButton)
        self.actsLayout.addStretch(1)
        self.actsLayout.addWidget(self.undoButton)
        self.actsLayout.addWidget(self.redoButton)

    def _button(self, verb: VerbSpecification, *, checkable: bool) -> QToolButton:
        button = self._plain(verb.picture, verb.words, partial(self._take, verb.name))
        button.setCheckable(checkable)
        button.setToolTip(tooltip(f"{verb.words}: {verb.hint[0].lower()}{verb.hint[1:]}"))
        self.buttons[verb.name] = button
        return button

    def _plain(self, picture: str, words: str, do: Callable[[], None]) -> QToolButton:
        button = _small_button(picture, words)
        button.clicked.connect(lambda _checked=False: do())
        return button

    def _snap(self, on: bool) -> None:
        if self._bench is not None:
            self._bench.snapping.set(on)

    def _undo(self) -> None:
        if self._bench is not None:
            self._bench.undo()

    def _redo(self) -> None:
        if self._bench is not None:
            self._bench.redo()

    def _take(self, name: str) -> None:
        if self._bench is None:
            return
        if name == "import":
            self.import_wanted.emit()
        elif name == "plan":
            self.plan_wanted.emit()
        else:
            self._bench.take(name)

    def _show_tool(self, name: str) -> None:
        for each, button in self.buttons.items():
            if button.isCheckable():
                button.setChecked(each == name)
        self.planPanel.show_tool(name == MATCH.name)
        self.howLabel.setText(VERBS[name].how if name in VERBS else "Another tool of QGIS is in use; what it changes is kept as well.")

    def _offer_facts(self, line: Consequence | None) -> None:
        """A line that has to be confirmed, and that facts would settle, offers to tell them."""
        from ...rules.asked_facts import ASKED_FACTS

        asked = ASKED_FACTS.get(line.topic, ()) if line is not None and line.to_be_confirmed else ()
        self._asked = asked
        self.factsButton.setVisible(bool(asked))

    def _show_question(self, question: Question | None) -> None:
        self._question = None
        while self.answersLayout.count():
            item = self.answersLayout.takeAt(0)
            if item.widget() is not None:
                item.widget().deleteLater()
        self.questionFrame.setVisible(question is not None)
        self.howLabel.setVisible(question is None)
        if question is None:
            return
        self.questionLabel.setText(plain_text(question.words))
        self._add_answers(question.answers)
        amount = question.amount
        self.amountSpin.setVisible(amount is not None)
        self.previewLabel.setVisible(amount is not None)
        self._question = question
        if amount is not None:
            self.amountSpin.blockSignals(True)
            self.amountSpin.setRange(amount.least, amount.most)
            self.amountSpin.setValue(amount.value)
            self.amountSpin.blockSignals(False)
            self.amountSpin.setFocus()
            self._amount_changed(amount.value)

    def _add_answers(self, answers: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """The buttons, in as many rows as they need, so that the panel does not grow over the map."""
        buttons = [QPushButton(words) for words, _ in answers]
        widest = max(button.sizeHint().width() for button in buttons) + self.answersLayout.spacing()
        rows = ceil(len(buttons) / max(1, _ANSWERS_WIDE // widest))
        for number, (button, (_, do)) in enumerate(zip(buttons, answers)):
            button.clicked.connect(lambda _checked=False, do=do: do())
            self.answersLayout.addWidget(button, number % rows, number // rows)

    def _amount_changed(self, value: float) -> None:
        if self._question is not None and self._question.amount is not None:
            self.previewLabel.setText(plain_text(self._question.amount.changed(value)))

    def _show_told(self, told: Told) -> None:
        self._told = told
        self.areaLabel.setText(before_and_after(told.before, told.after))
        self.kindLabel.setText(kind_word(told.change))
        self.changes.show(told.lines, told.advice, first=told.is_first)
        self.changesTree.setEnabled(not told.waits and not told.problem)
        self.keepButton.setVisible(told.change is not None and offers_to_keep(told.change, told.lines))
        # What was just tried stays in sight until something else is
        self.show_problem("said", self._said)
        self._show_steps()

    def _show_steps(self) -> None:
        if self._bench is None:
            return
        draft = self._bench.draft.draft
        for button, word, said in ((self.undoButton, "Undo", draft.undo_words), (self.redoButton, "Redo", draft.redo_words)):
            button.setEnabled(bool(said))
            button.setToolTip(tooltip(f"{word}: {said}" if said else f"There is nothing to {word.lower()}"))
        nothing = len(draft.steps) == 1
        for button, does in ((self.saveButton, ""), (self.sendButton, "Ask the applicant to agree to the line as drawn")):
            button.setEnabled(not self._told.problem and not nothing)
            button.setToolTip(tooltip(self._told.problem or ("Nothing has been drawn yet" if nothing else does)))

    def _show_kept(self, problem: str) -> None:
        self.keptLabel.setText(plain_text(problem) if problem else "Kept as you draw")
        self.keptLabel.setToolTip(tooltip(problem or "Every change is in the case file at once, and there again after a crash"))

    def _offer(self, offered: list[tuple[str, Callable[[], None]]]) -> None:
        self._menu(offered, QCursor.pos())

    def _menu(self, offered: list[tuple[str, Callable[[], None]]], at: QPoint) -> None:
        menu = QMenu(self)
        for words, do in offered:
            menu.addAction(plain_text(words).replace("&", "&&")).triggered.connect(lambda _checked=False, do=do: do())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _save(self) -> None:
        if not self.reason:
            self.ask_reason()
            return
        self.saveButton.setEnabled(False)
        self.save_wanted.emit(self.reason)


def _switch(picture: str, words: str) -> QToolButton:
    button = _small_button(picture, words)
    button.setCheckable(True)
    return button


def _small_button(picture: str, words: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(QgsApplication.getThemeIcon(f"/{picture}.svg") if picture.startswith("m") else icon(picture))
    button.setIconSize(_ICON)
    button.setAutoRaise(True)
    button.setAccessibleName(words)
    button.setToolTip(words)
    return button
