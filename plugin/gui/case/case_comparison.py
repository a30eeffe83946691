"""The Constraints tab of a case: Redline's screening, and beside it what the applicant was told and what the back office shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...domain.case import Case
from ...domain.check import Severity
from ...domain.finding import DatasetState
from ...reports.plain_text import plain_text
from ..icons import severity_icon, state_icon
from ..rich_text import tooltip
from ..session import Session
from ..site.constraints_panel import ConstraintsPanel
from ..tree_heading import add_heading

if TYPE_CHECKING:
    from ...backoffice.told import ThreeSources

#: What stands below the tree for the row that is chosen.
_SENTENCE = Qt.ItemDataRole.UserRole
_NOT_TOLD = "What the applicant was told has not been read: it is fetched when the case is opened with the back office in reach."
_NONE = "None of the three has a constraint for this site. What Redline could not check is not among them."
_ALIKE = "The three agree wherever all of them were asked."


class ComparisonView(QWidget):
    """Two pages over one another: the findings, and the three sources with their differences first."""

    def __init__(self, session: Session, constraints: ConstraintsPanel, answers: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._constraints = constraints
        self.findingsButton = _button("Redline's findings")
        self.sourcesButton = _button("Three sources")
        self.sourcesButton.setToolTip("What the applicant was told, what the back office shows, and what Redline finds")
        group = QButtonGroup(self)
        switch = QHBoxLayout()
        switch.setSpacing(4)
        for button in (self.findingsButton, self.sourcesButton):
            group.addButton(button)
            switch.addWidget(button)
        switch.addStretch(1)
        self.findingsButton.setChecked(True)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.tree = _tree()
        sources = QWidget()
        below = QVBoxLayout(sources)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.said)
        below.addWidget(self.tree, 1)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        below.addWidget(self.detail)
        self.pages = QStackedWidget()
        # A long list of datasets must not make the window taller than the screen
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(constraints)
        findings = QWidget()
        page = QVBoxLayout(findings)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(2)
        page.addWidget(scroll, 1)
        page.addWidget(answers)
        self.pages.addWidget(findings)
        self.pages.addWidget(sources)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(switch)
        layout.addWidget(self.pages, 1)
        self.sourcesButton.toggled.connect(lambda on: self.pages.setCurrentIndex(1 if on else 0))
        self.tree.currentItemChanged.connect(
            lambda item, _before: self.detail.setText(item.data(0, _SENTENCE) or "" if item is not None else "")
        )

    def show_case(self, case: Case) -> None:
        from ...backoffice.told import three_sources

        rows = three_sources(case.designations, case.shown_constraints, case.screening, self._session.catalogue)
        differ = sum(row.differs for row in rows)
        self.sourcesButton.setText(f"Three sources ({differ} {'differs' if differ == 1 else 'differ'})" if differ else "Three sources")
        alike = _ALIKE if rows else _NONE
        self.said.setText(_NOT_TOLD if case.designations is None else ("" if differ else alike))
        self.tree.setVisible(bool(rows))
        self.said.setVisible(bool(self.said.text()))
        self.tree.clear()
        self.detail.clear()
        add_heading(self.tree, "Differ", [_item(row) for row in rows if row.differs])
        add_heading(self.tree, "Alike, or not checked by all", [_item(row) for row in rows if not row.differs])


def _item(row: ThreeSources) -> QTreeWidgetItem:
    found = row.found.value if row.found is not None else "no data"
    item = QTreeWidgetItem([plain_text(row.name), _yes(row.told), _yes(row.shown), found])
    if row.differs:
        item.setIcon(0, severity_icon(Severity.WARNING))
    if row.found is not None:
        item.setIcon(3, state_icon(row.found))
    finer = f" Told in detail: {', '.join(row.finer)}." if row.finer else ""
    for column in range(4):
        item.setToolTip(column, tooltip(row.sentence + finer))
    item.setData(0, _SENTENCE, plain_text(row.sentence + finer))
    if row.found is DatasetState.NOT_CHECKED:
        item.setToolTip(3, "Redline could not check it")
    return item


def _yes(answer: bool | None) -> str:
    return "not read" if answer is None else "yes" if answer else "no"


def _button(words: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setCheckable(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    return button


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setColumnCount(4)
    tree.setHeaderLabels(["Constraint", "Told", "BOPS", "Redline"])
    tree.setRootIsDecorated(False)
    tree.setIndentation(4)
    tree.setIconSize(QSize(14, 14))
    tree.setAccessibleName("What the applicant was told, what the back office shows, what Redline finds")
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column in (1, 2, 3):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    return tree
