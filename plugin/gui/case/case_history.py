"""The History tab: the versions of the red line, and who did what to the case, here and in the back office, the newest first."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.case import Case
from ...domain.errors import RedlineError
from ...reports.history import HistoryLine, history
from ...reports.plain_text import plain_text
from ...reports.wording import recent_words
from ..case_list.cases_desk import CasesDesk
from ..rich_text import tooltip
from .case_versions import VersionsView

#: Pixels beside a name, and the widest that the column of names gets.
_ROOM, _WIDEST = 8, 150
#: How many lines of fields are seen at once.
_ROWS = 7
_LINE = Qt.ItemDataRole.UserRole


class HistoryView(QWidget):
    """Read from the audit trail each time that it is looked at."""

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.tree = QTreeWidget()
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels(["When", "What", "Who"])
        self.tree.setRootIsDecorated(False)
        self.tree.setWordWrap(True)
        self.tree.setAccessibleName("History of the case")
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Interactive)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        self.versions = VersionsView(desk)
        layout.addWidget(self.versions)
        layout.addWidget(self.tree, 1)
        self.changes = _changes()
        self.said = QLabel()
        self.sealLabel = QLabel()
        self.sealLabel.setToolTip("The back office keeps the digest of that entry: a trail that is shortened or changed no longer fits")
        for label in (self.said, self.sealLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        layout.addWidget(self.changes)
        layout.addWidget(self.said)
        layout.addWidget(self.sealLabel)
        self.tree.currentItemChanged.connect(lambda _item, _before: self._show_line())
        # Only two versions beside each other need room of their own
        self.versions.chosen.connect(lambda _versions, comparison: layout.setStretch(0, 0 if comparison is None else 1))

    def show_case(self, case: Case) -> None:
        chosen = self._chosen()
        self.versions.show_case(case)
        self.tree.clear()
        now = self._desk.clock.now()
        for line in self._lines(case):
            where = "" if line.where == "here" else f"\n{line.where}"
            item = QTreeWidgetItem([recent_words(line.at, now), line.what, f"{line.who}{where}"])
            item.setToolTip(1, tooltip(line.what))
            item.setData(0, _LINE, line)
            self.tree.addTopLevelItem(item)
            if chosen is not None and (line.number, line.at, line.what) == (chosen.number, chosen.at, chosen.what):
                self.tree.setCurrentItem(item)
        self.tree.header().resizeSection(2, min(self.tree.sizeHintForColumn(2) + _ROOM, _WIDEST))
        self._show_line()
        self._show_seal()

    def _show_line(self) -> None:
        """What the chosen act changed, field by field: before, and after."""
        line = self._chosen()
        self.changes.clear()
        for change in line.changes if line is not None else ():
            item = QTreeWidgetItem([change.field, change.before, change.after])
            for column, words in enumerate((change.field, change.before, change.after)):
                item.setToolTip(column, tooltip(words))
            self.changes.addTopLevelItem(item)
        self.changes.setVisible(line is not None and bool(line.changes))
        self.said.setText(line.said if line is not None else "")
        self.said.setVisible(line is not None and bool(line.said))

    def _show_seal(self) -> None:
        """How far the trail is witnessed by a back office."""
        seal = self._desk.reader.last_seal() if self._desk.reader is not None else None
        words = ""
        if seal is not None:
            place = seal.deposited_with.partition("//")[2] or seal.deposited_with
            words = f"Sealed with {place} up to entry {seal.sequence:,}, {recent_words(seal.deposited_at, self._desk.clock.now())}."
        self.sealLabel.setText(plain_text(words))
        self.sealLabel.setVisible(bool(words))

    def _chosen(self) -> HistoryLine | None:
        item = self.tree.currentItem()
        return item.data(0, _LINE) if item is not None else None

    def _lines(self, case: Case) -> list[HistoryLine]:
        reader = self._desk.reader
        if reader is None:
            return []
        try:
            return history(reader.history(case.uuid), reader.their_history(case.uuid))
        except RedlineError as error:
            self._desk.failed.emit(str(error))
            return []


def _changes() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setColumnCount(3)
    tree.setHeaderLabels(["Field", "Before", "After"])
    tree.setRootIsDecorated(False)
    tree.setAccessibleName("What the chosen act changed")
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    tree.setMaximumHeight(_ROWS * tree.fontMetrics().lineSpacing())
    tree.hide()
    return tree
