"""The second page of the window: what changed, record by record, which cases that touches, and the yes that puts it into use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.entity_change import ChangeKind, DatasetChanges, EntityChange
from ...domain.plain_figures import counted
from ...reports.entity_change_words import became, called, change_words
from ...reports.plain_text import plain_text
from ..plain_label import plain_label
from ..rich_text import tooltip

if TYPE_CHECKING:
    from ..tasks.refresh_task import Review

_THING = Qt.ItemDataRole.UserRole
_NOTHING = "No record changed between what is in use and what came."


class ReviewPage(QWidget):
    """``pointed_at`` carries the EntityChange or CaseSite of the chosen row, or None."""

    accepted = pyqtSignal()
    left = pyqtSignal()
    pointed_at = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headLabel = plain_label()
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["What", "What became of it"])
        self.tree.setAccessibleName("What changed, and which cases that touches")
        self.tree.setWordWrap(True)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.tree.setColumnWidth(0, 300)
        self.acceptButton, self.backButton = QPushButton("&Accept: put it into use"), QPushButton("&Back")
        self.acceptButton.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.backButton)
        buttons.addStretch(1)
        buttons.addWidget(self.acceptButton)
        layout = QVBoxLayout(self)
        layout.addWidget(self.headLabel)
        layout.addWidget(self.tree, 1)
        layout.addLayout(buttons)
        self.acceptButton.clicked.connect(lambda _checked=False: self.accepted.emit())
        self.backButton.clicked.connect(lambda _checked=False: self.left.emit())
        self.tree.currentItemChanged.connect(lambda item, _before: self.pointed_at.emit(item.data(0, _THING) if item is not None else None))

    def show_review(self, review: Review, names: dict[str, str]) -> None:
        """All of it; ``names`` are those of the datasets."""
        self.tree.clear()
        changed = sum(len(each.changes) for each in review.changes)
        head = f"{counted(changed, 'record')} changed; {counted(len(review.touched), 'case')} touched." if changed else _NOTHING
        fresh = [each.dataset for each in review.changes if not each.snapshot_before]
        more = f" New in the store: {', '.join(names.get(slug, slug) for slug in fresh)}." if fresh else ""
        self.headLabel.setText(plain_text(head + more))
        cases = self._group(f"Cases touched ({len(review.touched)})")
        for site, changes in review.touched:
            item = _row(cases, plain_text(site.reference), "; ".join(change_words(change) for change in changes), site)
            item.setToolTip(1, tooltip("\n".join(change_words(change) for change in changes)))
        for dataset in review.changes:
            if dataset.snapshot_before:
                self._add(dataset, names.get(dataset.dataset, dataset.dataset))
        cases.setHidden(not review.touched)

    def _add(self, dataset: DatasetChanges, name: str) -> None:
        told = ", ".join(f"{dataset.count(kind):,} {kind.value}" for kind in ChangeKind if dataset.count(kind)) or "nothing changed"
        group = self._group(f"{name}: {told}")
        group.setToolTip(0, tooltip(f"{dataset.unchanged:,} as they were, {dataset.noise:,} of them moved by less than counts."))
        for change in dataset.changes:
            _row(group, called(change), became(change), change)

    def _group(self, words: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem([plain_text(words), ""])
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        self.tree.addTopLevelItem(group)
        group.setFirstColumnSpanned(True)
        group.setExpanded(True)
        return group


def _row(group: QTreeWidgetItem, what: str, became_words: str, thing: EntityChange | Any) -> QTreeWidgetItem:
    item = QTreeWidgetItem([what, became_words])
    item.setData(0, _THING, thing)
    item.setToolTip(0, tooltip(what))
    item.setToolTip(1, tooltip(became_words))
    group.addChild(item)
    return item
