"""The History tab: the versions of the red line, and who did what to the case, the newest first."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.audit_entry import AuditEntry
from ...domain.case import Case
from ...domain.errors import RedlineError
from ...reports.plain_text import plain_text
from ..case_list.case_words import moment_words
from ..case_list.cases_desk import CasesDesk
from ..rich_text import tooltip
from .case_versions import VersionsView

#: Pixels beside a name, and the widest that the column of names gets.
_ROOM, _WIDEST = 8, 150


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
        # Only two versions beside each other need room of their own
        self.versions.chosen.connect(lambda _versions, comparison: layout.setStretch(0, 0 if comparison is None else 1))

    def show_case(self, case: Case) -> None:
        self.versions.show_case(case)
        self.tree.clear()
        now = self._desk.clock.now()
        for entry in reversed(self._entries(case)):
            words = entry.verb[:1].upper() + entry.verb[1:]
            fields = ", ".join(sorted({*entry.before, *entry.after})).replace("_", " ")
            item = QTreeWidgetItem([moment_words(entry.at, now), plain_text(words), plain_text(entry.officer)])
            item.setToolTip(1, tooltip(f"{words}: {fields}" if fields else words))
            item.setData(0, Qt.ItemDataRole.UserRole, entry.sequence)
            self.tree.addTopLevelItem(item)
        self.tree.header().resizeSection(2, min(self.tree.sizeHintForColumn(2) + _ROOM, _WIDEST))

    def _entries(self, case: Case) -> list[AuditEntry]:
        if self._desk.reader is None:
            return []
        try:
            return self._desk.reader.history(case.uuid)
        except RedlineError as error:
            self._desk.failed.emit(str(error))
            return []
