"""The Validation tab: the questions, what is asked of the applicant, and valid or invalid, one beside the other."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.case import Case
from ...domain.document import Document
from ..case_list.cases_desk import CasesDesk
from .outcome_page import OutcomePage
from .questions_page import QuestionsPage
from .requests_page import RequestsPage


class ValidationView(QWidget):
    """``plan_wanted`` carries the Document that is to be seen beside the map; ``said`` a sentence for the officer.

    The other signals are those of the pages.
    """

    plan_wanted = pyqtSignal(object)
    said = pyqtSignal(str)

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.questions = QuestionsPage(desk)
        self.requests = RequestsPage(desk)
        self.outcome = OutcomePage(desk)
        self.pages = QStackedWidget()
        self.buttons: dict[QWidget, QToolButton] = {}
        head = QHBoxLayout()
        head.setSpacing(0)
        self._group = QButtonGroup(self)
        for page, title in ((self.questions, "Questions"), (self.requests, "Requests"), (self.outcome, "Valid or invalid")):
            self.pages.addWidget(page if page is not self.outcome else _scrolling(page))
            button = _button(title)
            button.clicked.connect(lambda _checked=False, page=page: self.turn_to(page))
            self._group.addButton(button)
            self.buttons[page] = button
            head.addWidget(button, 1)
        self.buttons[self.questions].setChecked(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 2)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.pages, 1)
        self.questions.plan_wanted.connect(self._want_plan)
        self.questions.request_wanted.connect(self.request_for)
        self.requests.counted.connect(self._count)
        for said in (self.requests.said, self.outcome.said):
            said.connect(self.said)

    def show_case(self, case: Case) -> None:
        """Shows a case on all three pages; of another one the questions come first."""
        from ...rules.validation import faults

        self.questions.show_case(case)
        self.requests.show_case(case, faults(self.questions.items))
        self.outcome.show_case(case, self.questions.items)

    def turn_to(self, page: QWidget) -> None:
        """Shows one of the pages; what was written on another is kept."""
        if self.pages.currentWidget() is self.requests and page is not self.requests:
            self.requests.keep()
        if page is self.outcome:
            self.outcome.ask_for_officers()
        self.buttons[page].setChecked(True)
        self.pages.setCurrentIndex(list(self.buttons).index(page))

    def request_for(self, code: str) -> None:
        """Drafts requests for all faults, and shows the one that puts the question of ``code`` right."""
        self.requests.draft_faults(code)
        self.turn_to(self.requests)

    def fails(self, check: str) -> str:
        """The code of the question that a check of the red line answers, where it is not in order; "" else."""
        from ...rules.validation import Verdict, question_of

        found = question_of(check, self.questions.items)
        return found.code if found is not None and found.verdict is Verdict.FAILS else ""

    def _count(self) -> None:
        waiting = self.requests.pending
        self.buttons[self.requests].setText(f"Requests {waiting}" if waiting else "Requests")

    def _want_plan(self, about: str) -> None:
        case = self._desk.case
        plan = plan_about(case.documents, about) if case is not None else None
        if plan is not None:
            self.plan_wanted.emit(plan)
        else:
            self.said.emit("No plan is among the documents of this case.")


def plan_about(documents: tuple[Document, ...], about: str) -> Document | None:
    """The newest document of a type; else the plan by which a site is best judged; None without any plan."""
    there = sorted((each for each in documents if not each.gone and each.url), key=lambda each: each.created_at, reverse=True)
    for wanted in (about, "locationPlan", "sitePlan", "Plan"):
        found = next((each for each in there if wanted and any(_is_of(tag, wanted) for tag in each.tags)), None)
        if found is not None:
            return found
    return None


def _is_of(tag: str, wanted: str) -> bool:
    """Whether a tag ("sitePlan.existing") is of a type, or of a kind of it."""
    return tag == wanted or tag.startswith(f"{wanted}.") or (wanted == "Plan" and wanted in tag)


def _scrolling(page: QWidget) -> QScrollArea:
    """A page of sentences, which are read whole however low the window is."""
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidgetResizable(True)
    scroll.setWidget(page)
    # On the tab's own ground, as the pages beside it
    for ground in (scroll.viewport(), page):
        ground.setAutoFillBackground(False)
    return scroll


def _button(title: str) -> QToolButton:
    button = QToolButton()
    button.setText(title)
    button.setCheckable(True)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button
