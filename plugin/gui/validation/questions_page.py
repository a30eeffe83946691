"""Every question of validation, answered by the data where it can be, and by the officer's eye where it must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QApplication, QMenu, QTreeWidgetItem, QWidget

from ...domain.case import Case
from ...domain.case_facts import facts_of_case
from ...domain.casework.check_answer import CheckAnswer
from ...domain.casework.kept_record import KeptRecord
from ...domain.check import Check, Severity
from ...domain.clock import today
from ...domain.plain_figures import counted
from ...reports.plain_text import plain_text
from ...reports.validation_words import evidence_words
from ...resources_path import form_path
from ..case_list.cases_desk import CasesDesk
from ..icons import verdict_icon
from ..network.back_office import authority_reference
from ..rich_text import tooltip
from ..tasks.act_runner import ActRunner

if TYPE_CHECKING:
    from ...rules.validation import ValidationItem

_ITEM = Qt.ItemDataRole.UserRole
_OTHER_LAND = "validation.other-land"
_BLUE_DEEDS = {"draw": "Draw it", "add": "Draw one more part", "import": "Take it from a file…", "take away": "Take it away…"}


class QuestionsPage(QWidget):
    """``zoom_wanted`` asks for the red line, ``place_wanted`` for a place (easting, northing); ``copied`` has what is on the clipboard.

    ``plan_wanted`` carries the type of document that a question is about, ``request_wanted`` the code of a question that is not in order,
    ``blue_line_wanted`` what is to be done with the blue line: "draw", "add", "import" or "take away".
    """

    zoom_wanted = pyqtSignal()
    place_wanted = pyqtSignal(float, float)
    copied = pyqtSignal(str)
    plan_wanted = pyqtSignal(str)
    request_wanted = pyqtSignal(str)
    blue_line_wanted = pyqtSignal(str)

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        uic.loadUi(str(form_path("validation_questions.ui")), self)
        self._desk = desk
        self.items: tuple[ValidationItem, ...] = ()
        self._checks: list[Check] = []
        self._uuid = ""
        self._kept: dict[str, KeptRecord] = {}
        self._acts = ActRunner(self, desk.read_again, self._refused)
        self.tree.setIconSize(QSize(14, 14))
        for label in (self.summaryLabel, self.evidenceLabel, self.problemLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.problemLabel.hide()
        self.passesButton.clicked.connect(lambda: self._answer(passes=True))
        self.failsButton.clicked.connect(lambda: self._answer(passes=False))
        self.takeBackButton.clicked.connect(self._take_back)
        self.copyButton.clicked.connect(self.copy_faults)
        self.zoomButton.clicked.connect(self._zoom)
        self.planButton.clicked.connect(self._want_plan)
        self.requestButton.clicked.connect(self._want_request)
        self.blueButton.setMenu(self._make_blue_menu())
        self.tree.currentItemChanged.connect(lambda _item, _before: self._show_chosen())
        self.tree.itemClicked.connect(lambda _item, _column: self._look())
        self.tree.itemActivated.connect(lambda _item, _column: self._look())

    def show_case(self, case: Case) -> None:
        """Shows the questions of a case; what was chosen stays chosen, and what is written of it stays written."""
        from ...reports.validation_told import validation_told
        from ...rules.rules import Rules
        from ...rules.validation import faults, open_questions, questions_not_asked, validation_items

        chosen, note = self.chosen, self.noteEdit.text()
        self._checks = _checks(case) or []
        code = chosen.code if chosen is not None else ""
        answered = self._kept.get(code)
        self._kept = {kept.record.code: kept for kept in case.casework if isinstance(kept.record, CheckAnswer)}
        answers = [kept.record for kept in self._kept.values() if isinstance(kept.record, CheckAnswer)]
        facts = facts_of_case(case, authority_reference(self._desk.settings))
        rules = Rules(today(self._desk.clock))
        told = validation_told(case, facts, today(self._desk.clock))
        self.items = validation_items(_checks(case), facts, answers, rules, told)
        spared = questions_not_asked(facts, rules)
        wrong, still_open = len(faults(self.items)), len(open_questions(self.items))
        self.summaryLabel.setText(f"{counted(wrong, 'fault')}, {counted(still_open, 'question')} open.{_spared_words(spared)}")
        self.summaryLabel.setToolTip(tooltip(" ".join(("Not asked of this type of application:", *spared))) if spared else "")
        self.copyButton.setEnabled(wrong > 0)
        self.tree.blockSignals(True)
        self.tree.clear()
        for item in self.items:
            line = QTreeWidgetItem([plain_text(item.question)])
            line.setIcon(0, verdict_icon(item.verdict.value))
            line.setToolTip(0, tooltip(f"{item.verdict.value.capitalize()}. {item.evidence}".strip()))
            line.setData(0, _ITEM, item)
            self.tree.addTopLevelItem(line)
            if item.code == code:
                self.tree.setCurrentItem(line)
        self.tree.blockSignals(False)
        self._show_chosen()
        if case.uuid == self._uuid and self._kept.get(code) == answered:
            self.noteEdit.setText(note)
        self._uuid = case.uuid

    def choose(self, code: str) -> None:
        """Chooses the question of a code, as a press on it would."""
        for number in range(self.tree.topLevelItemCount()):
            line = self.tree.topLevelItem(number)
            if line.data(0, _ITEM).code == code:
                self.tree.setCurrentItem(line)

    @property
    def chosen(self) -> ValidationItem | None:
        """The question that is chosen."""
        line = self.tree.currentItem()
        return line.data(0, _ITEM) if line is not None else None

    def copy_faults(self) -> None:
        """Puts everything that has to be put right on the clipboard, as it is put to the applicant."""
        from ...rules.validation import faults

        words = "\n\n".join(f"{number}. {item.whole_wording}" for number, item in enumerate(faults(self.items), start=1))
        QApplication.clipboard().setText(words)
        self.copied.emit(words)

    def _show_chosen(self) -> None:
        from ...rules.validation import Verdict

        item = self.chosen
        self.problemLabel.hide()
        self.answerHolder.setVisible(item is not None)
        self.noteEdit.clear()
        if item is None:
            self.evidenceLabel.setText("Choose a question to see why, and to answer it.")
            return
        mine = self._kept.get(item.code)
        self.evidenceLabel.setText(plain_text(evidence_words(item, None if mine is None else mine.officer)))
        self.takeBackButton.setVisible(mine is not None)
        self.passesButton.setChecked(mine is not None and item.verdict is Verdict.PASSES)
        self.failsButton.setChecked(mine is not None and item.verdict is Verdict.FAILS)
        self.requestButton.setVisible(item.verdict is Verdict.FAILS)
        self.blueButton.setVisible(item.code == _OTHER_LAND)
        self.zoomButton.setText("&Zoom to fault" if self._place(item) else "&Zoom")

    def _make_blue_menu(self) -> QMenu:
        menu = QMenu(self)
        for deed, words in _BLUE_DEEDS.items():
            action = menu.addAction(words)
            action.setData(deed)
            action.triggered.connect(lambda _checked=False, deed=deed: self.blue_line_wanted.emit(deed))
        menu.aboutToShow.connect(lambda: self._offer_blue_deeds(menu))
        return menu

    def _offer_blue_deeds(self, menu: QMenu) -> None:
        there = self._desk.case is not None and self._desk.case.blue_line is not None
        for action in menu.actions():
            action.setEnabled(there or action.data() in ("draw", "import"))

    def _look(self) -> None:
        """What needs an eye opens the plan beside the map; a fault that has a place is looked at."""
        from ...rules.validation import AnsweredBy

        item = self.chosen
        if item is None:
            return
        if self._place(item):
            self._zoom()
        elif item.answered_by is AnsweredBy.OFFICER:
            self.zoom_wanted.emit()
        if item.answered_by is AnsweredBy.OFFICER:
            self._want_plan()

    def _zoom(self) -> None:
        place = self._place(self.chosen)
        if place is not None:
            self.place_wanted.emit(*place)
        else:
            self.zoom_wanted.emit()

    def _place(self, item: ValidationItem | None) -> tuple[float, float] | None:
        """Where the map shows what is wrong."""
        codes = item.checks if item is not None else ()
        wrong = (each for each in self._checks if each.code in codes and each.severity is not Severity.INFORMATION)
        return next((each.place for each in wrong if each.place is not None), None)

    def _want_plan(self) -> None:
        item = self.chosen
        self.plan_wanted.emit(item.about if item is not None else "")

    def _want_request(self) -> None:
        if self.chosen is not None:
            self.request_wanted.emit(self.chosen.code)

    def _answer(self, *, passes: bool) -> None:
        case, item = self._desk.case, self.chosen
        if case is None or item is None:
            return
        mine = self._kept.get(item.code)
        answer = CheckAnswer(item.code, passes, self.noteEdit.text().strip())
        seen = mine.revision if mine is not None else 0
        self._acts.run(self._desk.file, "keeping an answer", lambda file: file.keep_casework(case.uuid, answer, seen=seen))

    def _take_back(self) -> None:
        case, item = self._desk.case, self.chosen
        mine = self._kept.get(item.code) if item is not None else None
        if case is not None and mine is not None:
            words = "taking an answer back"
            self._acts.run(self._desk.file, words, lambda file: file.remove_casework(case.uuid, mine.uuid, mine.revision))

    def _refused(self, sentence: str) -> None:
        self._show_chosen()
        self.problemLabel.setText(plain_text(sentence))
        self.problemLabel.show()


def _checks(case: Case) -> list[Check] | None:
    line = case.boundary
    if line is None:
        return None
    screened = case.screening.checks if case.screening is not None else ()
    return [*line.reading.checks, *screened]


def _spared_words(spared: tuple[str, ...]) -> str:
    return f" {counted(len(spared), 'question does', 'questions do')} not apply to this type of application." if spared else ""
