"""The page of a task that is worked on elsewhere: in another tab, or in the back office."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ...domain.case import Case
from ..case_list.cases_desk import CasesDesk
from .assess_page import AssessPage, wrapped


class HintPage(AssessPage):
    """Says what to do, and turns to the tab where that is done."""

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.hintLabel = wrapped(name="What to do")
        self.goButton = QPushButton()
        self.goButton.clicked.connect(lambda: self.tab_wanted.emit(self.page.of))
        buttons = QHBoxLayout()
        buttons.addWidget(self.goButton)
        buttons.addStretch()
        self.rows.addWidget(self.hintLabel)
        self.rows.addLayout(buttons)
        self.rows.addStretch()

    def show_case(self, case: Case) -> None:
        self.hintLabel.setText(self.page.hint)
        self.hintLabel.setVisible(bool(self.page.hint))
        self.goButton.setVisible(self.page.kind == "tab")
        self.goButton.setText(f"&Go to {self.page.of}")
