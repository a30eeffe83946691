"""How a page with a list and a form for the chosen line is laid out."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from ..case_list.cases_desk import CasesDesk
from .assess_page import AssessPage, wrapped
from .record_form import RecordForm
from .record_sorts import RecordSort


class RecordsFrame(AssessPage):
    """The list with its buttons above, the form with its own below; what they do is told by the page."""

    def __init__(self, desk: CasesDesk, sort: RecordSort, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.sort = sort
        self.addButton = QPushButton("&Add")
        self.standardButton, self.tableButton, self.removeButton = QToolButton(), QToolButton(), QToolButton()
        self.upButton, self.downButton = QToolButton(), QToolButton()
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName(f"Each {sort.called} of the case")
        self.hintLabel = wrapped(name="What to know of this task")
        self.hintLabel.hide()
        self.emptyLabel = wrapped(sort.none)
        self.form = RecordForm(sort.fields, desk)
        self.stateLabel = wrapped(name="Whether it is kept")
        self.keepButton = QPushButton("&Keep")
        self.theirsButton = QPushButton("Take &theirs")
        self.figuresButton = QPushButton("Insert &figures…")
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = self.actions = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.addButton)
        self.standardButton.setText("Standard…")
        self.tableButton.setText("Edit table…")
        self.tableButton.setToolTip("The authority's own table of standard texts, in the program for tables; made where there is none")
        self.standardButton.setVisible(self.sort.standard is not None)
        self.tableButton.setVisible(bool(self.sort.table))
        for each in (self.upButton, self.downButton):
            each.setVisible(self.sort.ordered)
        for button, arrow, words in (
            (self.upButton, Qt.ArrowType.UpArrow, "Move up"),
            (self.downButton, Qt.ArrowType.DownArrow, "Move down"),
        ):
            button.setArrowType(arrow)
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.removeButton.setText("Remove")
        for each in (self.standardButton, self.tableButton):
            buttons.addWidget(each)
        buttons.addStretch()
        for each in (self.upButton, self.downButton, self.removeButton):
            buttons.addWidget(each)
        self.formArea = QScrollArea()
        self.formArea.setWidgetResizable(True)
        self.formArea.setFrameShape(QFrame.Shape.NoFrame)
        self.formArea.setWidget(self.form)
        for each in (self.formArea.viewport(), self.form):
            each.setAutoFillBackground(False)
        above = QWidget()
        upper = QVBoxLayout(above)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(4)
        for each in (self.hintLabel, self.emptyLabel, self.list):
            upper.addWidget(each)
        upper.addLayout(buttons)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(above)
        self.splitter.addWidget(self.formArea)
        self.splitter.setChildrenCollapsible(False)
        self.give_room()
        foot = QHBoxLayout()
        foot.addWidget(self.figuresButton)
        foot.addWidget(self.stateLabel, 1)
        foot.addWidget(self.theirsButton)
        foot.addWidget(self.keepButton)
        self.rows.addWidget(self.splitter, 1)
        self.rows.addWidget(self.problemLabel)
        self.rows.addLayout(foot)
        self.theirsButton.hide()

    def give_room(self) -> None:
        """A list without lines leaves the form its room."""
        has_lines = self.list.topLevelItemCount() > 0
        if self.list.isVisibleTo(self) != has_lines or not self.splitter.sizes()[0]:
            self.list.setVisible(has_lines)
            self.splitter.setSizes([150, 260] if has_lines else [30, 380])
