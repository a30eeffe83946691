"""The pages on which an officer says that the red line is right or not, and that all constraints are checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton

from ...domain.case import Case
from ...domain.casework.boundary_check import BoundaryCheck
from ...domain.casework.constraints_check import ConstraintsCheck
from ...domain.status import PENDING, is_closed
from ...reports.check_words import constraints_words, line_words, said_words
from ...reports.plain_text import plain_text
from ..case_list.cases_desk import CasesDesk
from .added_consultees import added_consultees
from .assess_page import AssessPage, wrapped

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile


class Choice(NamedTuple):
    """``words`` stand on a button; ``act`` is what it does to a case."""

    words: str
    act: Callable[[CaseFile, str], object]


class CheckPage(AssessPage):
    """What to look at, what the data tells of it, what was said last, and a button for each thing that can be said."""

    def __init__(
        self,
        desk: CasesDesk,
        kind: type[BoundaryCheck | ConstraintsCheck],
        tells: Callable[[Case], str],
        choices: Sequence[Choice],
    ) -> None:
        super().__init__(desk)
        self._kind = kind
        self._tells = tells
        self.hintLabel = wrapped(name="What to do")
        self.tellsLabel = wrapped(name="What the data tells")
        self.saidLabel = wrapped(name="What was said last")
        self.goButton = QPushButton()
        self.goButton.clicked.connect(lambda: self.tab_wanted.emit(self.page.of))
        self.buttons = [QPushButton(choice.words) for choice in choices]
        for button, choice in zip(self.buttons, choices):
            button.clicked.connect(lambda _checked=False, act=choice.act: self.say(act))
        going = QHBoxLayout()
        going.addWidget(self.goButton)
        going.addStretch()
        saying = QHBoxLayout()
        for button in self.buttons:
            saying.addWidget(button)
        saying.addStretch()
        for label in (self.hintLabel, self.tellsLabel):
            self.rows.addWidget(label)
        self.rows.addLayout(going)
        self.rows.addWidget(self.saidLabel)
        self.rows.addLayout(saying)
        self.rows.addWidget(self.problemLabel)
        self.rows.addStretch()

    def show_case(self, case: Case) -> None:
        reader = self.desk.reader
        said = said_words(case, reader.held_records(case.uuid) if reader is not None else (), self._kind)
        self.hintLabel.setText(self.page.hint)
        self.goButton.setText(f"&Go to {self.page.of}")
        adds = added_consultees(self.desk, case) if self._kind is ConstraintsCheck else ""
        self.tellsLabel.setText(plain_text(f"{self._tells(case)} {adds}".rstrip()))
        self.saidLabel.setText(plain_text(said))
        self.saidLabel.setVisible(bool(said))
        may = case.boundary is not None and not is_closed(case.status) and case.status != PENDING
        for button in self.buttons:
            button.setEnabled(may)

    def say(self, act: Callable[[CaseFile, str], object]) -> None:
        """Says it of the open case, and lets the back office hear of it."""
        case = self.desk.case
        if case is not None:
            uuid = case.uuid
            self.acts.run(self.desk.file, "keeping a check", lambda file: act(file, uuid))

    def kept(self) -> None:
        super().kept()
        self.desk.update_case()


def boundary_check_page(desk: CasesDesk) -> CheckPage:
    """Whether the red line in force is right."""
    choices = (
        Choice("The red line is &right", lambda file, uuid: file.check_boundary(uuid, right=True)),
        Choice("It is &not right", lambda file, uuid: file.check_boundary(uuid, right=False)),
    )
    return CheckPage(desk, BoundaryCheck, line_words, choices)


def constraints_check_page(desk: CasesDesk) -> CheckPage:
    """Whether all constraints have been looked at."""
    return CheckPage(
        desk, ConstraintsCheck, constraints_words, (Choice("All are &checked", lambda file, uuid: file.check_constraints(uuid)),)
    )
