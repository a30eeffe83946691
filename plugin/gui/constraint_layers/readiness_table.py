"""Every dataset with its readiness in words, its faults beneath it; those that the store lacks stand folded at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ...domain.check import Severity
from ...domain.finding import DatasetState
from ...reports.plain_text import plain_text
from ...reports.readiness.readiness_words import (
    coverage_words,
    data_words,
    fault_lines,
    faults_words,
    freshness_words,
    loaded_words,
    next_step,
    standard_words,
)
from ..icons import severity_icon, state_icon, verdict_icon
from ..rich_text import tooltip
from ..wrapped_cells import WrappedCells

if TYPE_CHECKING:
    from ...constraints.readiness.dataset_readiness import DatasetReadiness, Readiness

_HEADINGS = ("Dataset", "Coverage", "Freshness", "Records", "Found", "Standard", "What to do next")
#: In letters; what to do next takes the rest.
_WIDTHS = (17, 10, 13, 9, 12, 15)
_FRESHNESS, _RECORDS, _FOUND, _STANDARD = 2, 3, 4, 5


class ReadinessTable(QTreeWidget):
    """Shows what it is given; the columns' words are those of the page and of the command line.

    ``opened`` says that the dataset in hand, or one of its faults, was double-clicked or had Enter pressed on it.
    """

    opened = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Readiness | None = None
        self.setHeaderLabels(list(_HEADINGS))
        self.setAccessibleName("How ready each dataset is")
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in enumerate(_WIDTHS):
            self.setColumnWidth(column, letters * letter)
        WrappedCells(self)
        self.setExpandsOnDoubleClick(False)
        self.itemActivated.connect(lambda _item, _column: self.opened.emit())

    def show_readiness(self, readiness: Readiness) -> None:
        """In the order of the picture."""
        self.clear()
        for each in readiness.in_store:
            self.addTopLevelItem(_item(each))
        self._shown = readiness
        for number in range(self.topLevelItemCount()):
            self._fill(self.topLevelItem(number), readiness.in_store[number])
        if readiness.absent:
            group = QTreeWidgetItem([f"Not in the store ({len(readiness.absent)})"])
            self.addTopLevelItem(group)
            group.setFirstColumnSpanned(True)
            group.addChildren([_item(each) for each in readiness.absent])

    @property
    def in_hand(self) -> DatasetReadiness | None:
        """The dataset of the line in hand, None on none and on the heading of those that the store lacks."""
        item = self.currentItem()
        if item is None or self._shown is None:
            return None
        top = item.parent() or item
        at, there = self.indexOfTopLevelItem(top), self._shown.in_store
        if at < len(there):
            return there[at]
        return self._shown.absent[top.indexOfChild(item)] if item is not top else None

    def _fill(self, item: QTreeWidgetItem, each: DatasetReadiness) -> None:
        for words in fault_lines(each):
            line = QTreeWidgetItem([plain_text(words)])
            line.setToolTip(0, tooltip(words))
            item.addChild(line)
            line.setFirstColumnSpanned(True)


def _item(each: DatasetReadiness) -> QTreeWidgetItem:
    count = f"{each.snapshot.count:,}" if each.snapshot is not None else ""
    name = each.dataset.name
    covers = coverage_words(each) if each.in_store else ""
    cells = (name, covers, freshness_words(each), count, faults_words(each), standard_words(each), next_step(each))
    item = QTreeWidgetItem([plain_text(cell) for cell in cells])
    item.setTextAlignment(_RECORDS, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
    item.setIcon(_FRESHNESS, _freshness_icon(each))
    item.setIcon(_STANDARD, _standard_icon(each))
    if each.in_store:
        item.setToolTip(_FRESHNESS, tooltip(f"Loaded on {loaded_words(each)}; data of {data_words(each)}"))
        item.setToolTip(_FOUND, tooltip(f"Found when it was loaded: {faults_words(each)}"))
    item.setToolTip(_STANDARD, tooltip(each.standard.why or standard_words(each)))
    return item


def _freshness_icon(each: DatasetReadiness) -> QIcon:
    from ...constraints.readiness.dataset_readiness import Freshness

    late = each.age is not None and each.age.freshness in (Freshness.DUE, Freshness.UNKNOWN)
    return severity_icon(Severity.WARNING) if late else QIcon()


def _standard_icon(each: DatasetReadiness) -> QIcon:
    from ...constraints.readiness.dataset_readiness import StandardState

    icons = {
        StandardState.MET: verdict_icon("passes"),
        StandardState.MET_AS_FAR: verdict_icon("open"),
        StandardState.NOT_MET: verdict_icon("fails"),
        StandardState.NOT_CHECKED: state_icon(DatasetState.NOT_CHECKED),
    }
    return icons.get(each.standard.state, QIcon())
