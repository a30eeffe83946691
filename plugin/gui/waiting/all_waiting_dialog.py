"""What waits to be sent of every case, in one list: which case, what, how it stands, since when."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.check import Severity
from ...domain.errors import RedlineError
from ...domain.outbox_entry import OutboxEntry
from ...domain.plain_figures import counted
from ...reports.act_words import act_words
from ...reports.plain_text import plain_text
from ...reports.sending_words import state_words
from ...reports.wording import recent_words
from ..case_list.cases_desk import CasesDesk
from ..icons import severity_icon
from ..plain_label import plain_label
from ..rich_text import tooltip

_CASE = Qt.ItemDataRole.UserRole
_NOTHING = "Nothing waits to be sent."


class AllWaitingDialog(QDialog):
    """Follows the desk; a row opens its case."""

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle("Waiting to send")
        self.resize(680, 400)
        self.headLabel, self.whyLabel = plain_label(), plain_label()
        self.tree = QTreeWidget()
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels(["Case and act", "State", "Since"])
        self.tree.setWordWrap(True)
        self.tree.setAccessibleName("What waits to be sent, by case")
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.sendButton = buttons.addButton("&Send now", QDialogButtonBox.ButtonRole.ActionRole)
        self.openButton = buttons.addButton("&Open the case", QDialogButtonBox.ButtonRole.ActionRole)
        self.sendButton.setToolTip("Send what can go, and read what is new")
        layout = QVBoxLayout(self)
        layout.addWidget(self.headLabel)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.whyLabel)
        layout.addWidget(buttons)
        self.sendButton.clicked.connect(desk.update)
        self.openButton.clicked.connect(self.open_chosen)
        buttons.rejected.connect(self.reject)
        self.tree.itemActivated.connect(lambda _item, _column: self.open_chosen())
        self.tree.currentItemChanged.connect(lambda _item, _before: self._show_why())
        desk.rows_changed.connect(self._follow)
        desk.state_changed.connect(self._show_state)

    def show_all(self) -> None:
        """Lists what waits now."""
        self.tree.clear()
        waiting = self._waiting()
        groups: dict[str, QTreeWidgetItem] = {}
        for entry in waiting:
            group = groups.get(entry.application_uuid)
            if group is None:
                group = self._group(entry.application_uuid)
                groups[entry.application_uuid] = group
                self.tree.addTopLevelItem(group)
                group.setExpanded(True)
                group.setFirstColumnSpanned(True)
            self._add(group, entry)
        for group in groups.values():
            words = group.text(0)
            group.setText(0, f"{words} ({group.childCount()})")
        case = "case" if len(groups) == 1 else "cases"
        head = f"{counted(len(waiting), 'act')} of {len(groups)} {case} {'waits' if len(waiting) == 1 else 'wait'} for the back office."
        self.headLabel.setText(head if waiting else _NOTHING)
        self._show_state()
        self._show_why()

    def open_chosen(self) -> None:
        """Opens the case of the chosen row."""
        item = self.tree.currentItem()
        if item is not None:
            self._desk.open(str(item.data(0, _CASE)))

    def _waiting(self) -> list[OutboxEntry]:
        if self._desk.reader is None:
            return []
        try:
            return self._desk.reader.outbox()
        except RedlineError as error:
            self._desk.failed.emit(str(error))
            return []

    def _group(self, uuid: str) -> QTreeWidgetItem:
        row = self._desk.reader.row(uuid) if self._desk.reader is not None else None
        words = f"{row.reference}, {row.address}" if row is not None else "A case that is here no more"
        group = QTreeWidgetItem([plain_text(words), "", ""])
        group.setData(0, _CASE, uuid)
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        return group

    def _add(self, group: QTreeWidgetItem, entry: OutboxEntry) -> None:
        since = recent_words(entry.created_at, self._desk.clock.now())
        item = QTreeWidgetItem([plain_text(act_words(entry.verb, entry.payload)), state_words(entry), since])
        item.setData(0, _CASE, entry.application_uuid)
        item.setData(1, _CASE, plain_text(entry.last_answer))
        item.setToolTip(0, tooltip(entry.last_answer or state_words(entry)))
        if entry.state.waits_for_officer:
            item.setIcon(0, severity_icon(Severity.WARNING))
        group.addChild(item)

    def _show_why(self) -> None:
        item = self.tree.currentItem()
        words = str(item.data(1, _CASE) or "") if item is not None else ""
        self.whyLabel.setText(words)
        self.whyLabel.setVisible(bool(words))
        self.openButton.setEnabled(item is not None)

    def _show_state(self) -> None:
        there = self.tree.topLevelItemCount() > 0
        self.sendButton.setEnabled(there and not self._desk.state.busy and bool(self._desk.settings.authority_url))

    def _follow(self) -> None:
        if self.isVisible():
            self.show_all()
