"""The dates page: every date of the case by its own name, and what is known of the application by who told it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QBrush, QColor, QPalette
from qgis.PyQt.QtWidgets import QHeaderView, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.case import Case
from ...domain.case_facts import facts_of_case, told_of_case
from ...domain.clock import today
from ...domain.errors import RedlineError
from ...domain.fact_kinds import FACT_KINDS
from ...domain.plain_days import plain_day
from ...domain.told_fact import standing_facts
from ...reports.citation_words import citation_words
from ...reports.plain_text import plain_text
from ..case_list.cases_desk import CasesDesk
from ..facts.fact_items import FACT_COLUMNS, SAID, fact_item
from ..icons import icon
from ..network.back_office import authority_reference
from ..overdue_colour import overdue_colour
from ..rich_text import tooltip

if TYPE_CHECKING:
    from ...domain.named_date import NamedDate

_NO_DATES = "No date can be told: the case was not received yet, or its type has no period."


class DatesView(QWidget):
    """Dates above, facts below; what stands behind the chosen line is said under both."""

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.dates = _tree(["Date", "Day"], "Dates of the case")
        self.facts = _tree(FACT_COLUMNS, "What is known of the application")
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.tellButton = QPushButton("Tell a fact…")
        self.tellButton.setToolTip(tooltip("What you tell stands above the submission, with your name, the time and the reason"))
        self.tellButton.clicked.connect(self.tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self.dates, 2)
        layout.addWidget(self.facts, 3)
        layout.addWidget(self.said)
        layout.addWidget(self.tellButton, 0, Qt.AlignmentFlag.AlignRight)
        for tree, other in ((self.dates, self.facts), (self.facts, self.dates)):
            tree.itemSelectionChanged.connect(lambda tree=tree, other=other: self._chosen(tree, other))

    def show_case(self, case: Case) -> None:
        """Shows the dates and the facts of a case as they are known today."""
        reference = authority_reference(self._desk.settings)
        self._show_dates(case, reference)
        self._show_facts(case, reference)
        self.tellButton.setEnabled(self._desk.file is not None)
        self._say("")

    def tell(self) -> None:
        """Opens the form in which facts are told."""
        from ..facts.facts_dialog import FactsDialog

        if self._desk.case is not None and self._desk.file is not None:
            FactsDialog(self._desk, self._desk.case, parent=self).exec()

    def _show_dates(self, case: Case, reference: str) -> None:
        from ...reports.case_dates import case_dates

        self.dates.clear()
        try:
            known = case_dates(case, facts_of_case(case, reference), today(self._desk.clock))
            problem = "" if known else _NO_DATES
        except RedlineError as error:
            known, problem = (), str(error)
        for day in known:
            self.dates.addTopLevelItem(_date_item(day, self.palette().color(QPalette.ColorRole.Text)))
        if problem:
            item = QTreeWidgetItem([plain_text(problem)])
            item.setToolTip(0, tooltip(problem))
            item.setData(0, SAID, problem)
            self.dates.addTopLevelItem(item)
            item.setFirstColumnSpanned(True)

    def _show_facts(self, case: Case, reference: str) -> None:
        self.facts.clear()
        standing = standing_facts(told_of_case(case, reference))
        for kind in sorted(FACT_KINDS, key=lambda kind: kind.name not in standing):
            self.facts.addTopLevelItem(fact_item(kind, standing.get(kind.name), self.palette().placeholderText()))

    def _chosen(self, tree: QTreeWidget, other: QTreeWidget) -> None:
        items = tree.selectedItems()
        if items:
            other.clearSelection()
            self._say(str(items[0].data(0, SAID) or ""))

    def _say(self, words: str) -> None:
        self.said.setText(plain_text(words))
        self.said.setVisible(bool(words))


def _date_item(day: NamedDate, text: QColor) -> QTreeWidgetItem:
    confirm = ", to be confirmed" if day.confirm else ""
    item = QTreeWidgetItem([plain_text(day.name), f"{plain_day(day.day)}{confirm}"])
    source = citation_words([day.citation] if day.citation is not None else [])
    said = " ".join(part for part in (f"{day.name}, {plain_day(day.day)}: {day.says}.", day.confirm, source) if part)
    item.setData(0, SAID, said)
    for column in range(2):
        item.setToolTip(column, tooltip(said))
    if day.warns:
        # A red clock runs towards something that happens by itself
        item.setIcon(0, icon("overdue"))
        red = QBrush(overdue_colour(text))
        for column in range(2):
            item.setForeground(column, red)
    return item


def _tree(titles: list[str], name: str) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setHeaderLabels(titles)
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setIconSize(QSize(14, 14))
    tree.setAccessibleName(name)
    header = tree.header()
    header.setStretchLastSection(True)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
    header.resizeSection(0, 190)
    return tree
