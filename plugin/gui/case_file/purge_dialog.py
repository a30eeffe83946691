"""The window that shows which closed cases are past keeping, and erases what is personal in them."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...casefile.personal.closed_cases import ClosedCase
from ...domain.retention import Retention
from ...reports.plain_text import plain_text
from ..plain_label import plain_label
from ..rich_text import tooltip
from .purge_words import REACH, case_words, past_keeping_words, reason_words

_CASE = Qt.ItemDataRole.UserRole


class PurgeDialog(QDialog):
    """``chosen`` are the uuids that the officer wants to purge, ``reason`` is why; a case that must wait can't be chosen."""

    def __init__(self, retention: Retention, cases: Callable[[Retention], tuple[ClosedCase, ...]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Purge closed cases")
        found = cases(retention)
        self.said = plain_label(past_keeping_words(found, retention))
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("Closed cases past keeping")
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels(["Case", "Closed", "Personal data"])
        self.tree.setRootIsDecorated(False)
        self.tree.setWordWrap(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.reach = plain_label(REACH)
        self.reasonEdit = QLineEdit(reason_words(retention) if found else "")
        self.reasonEdit.setAccessibleName("Reason, for the trail")
        leave = QDialogButtonBox.StandardButton.Cancel if found else QDialogButtonBox.StandardButton.Close
        self.buttons = QDialogButtonBox(leave)
        self.purgeButton = self.buttons.addButton("&Purge", QDialogButtonBox.ButtonRole.AcceptRole)
        self._build(bool(found))
        for case in found:
            self._add(case)
        self.tree.itemChanged.connect(lambda _item, _column: self._enable())
        self.reasonEdit.textChanged.connect(lambda _text: self._enable())
        self.buttons.button(leave).setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._enable()

    @property
    def chosen(self) -> list[str]:
        items = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        return [item.data(0, _CASE) for item in items if item.checkState(0) == Qt.CheckState.Checked]

    @property
    def reason(self) -> str:
        return self.reasonEdit.text().strip()

    def _add(self, case: ClosedCase) -> None:
        words = [plain_text(each) for each in case_words(case)]
        item = QTreeWidgetItem(words)
        item.setData(0, _CASE, case.uuid)
        item.setToolTip(2, tooltip(words[2]))
        if case.held_back:
            item.setFlags(Qt.ItemFlag.ItemIsSelectable)
        else:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Checked)
        self.tree.addTopLevelItem(item)

    def _enable(self) -> None:
        count = len(self.chosen)
        self.purgeButton.setText(f"&Purge {count:,} {'case' if count == 1 else 'cases'}" if count else "&Purge")
        self.purgeButton.setEnabled(bool(count and self.reason))

    def _build(self, anything: bool) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(self.said)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.reach)
        layout.addWidget(self.reasonEdit)
        layout.addWidget(self.buttons)
        for widget in (self.tree, self.reach, self.reasonEdit, self.purgeButton):
            widget.setVisible(anything)
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.resize(*((880, 420) if anything else (520, 120)))
