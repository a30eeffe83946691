"""The second page of the window: what changed, record by record, which cases that touches, and the yes that puts it into use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QHeaderView, QPushButton, QSplitter, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.entity_change import ChangeKind, DatasetChanges, EntityChange
from ...domain.plain_figures import counted
from ...reports.entity_change_words import became, called
from ...reports.plain_text import plain_text
from ..plain_label import plain_label
from ..rich_text import tooltip
from ..wrapped_cells import WrappedCells
from .change_map import ChangeMap

if TYPE_CHECKING:
    from ...casefile.screened.refreshing import Review
    from ...casefile.sites import CaseSite

_THING = Qt.ItemDataRole.UserRole
_FIRST = "The first data of this store: there is nothing to compare it with."
_MOST_NEW = 500
_NOTHING = "No record changed between what is in use and what came."
_NO_CASES = "Which cases that touches is not known, because there is no case file."
_HINT = "Choose a line to see it on the map."
_TREE, _MAP = 560, 360


class ReviewPage(QWidget):
    """The list of changes beside a map of the one that is chosen."""

    accepted = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, main: QgsMapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headLabel, self.refusedLabel = plain_label(), plain_label()
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["What", "What became of it"])
        self.tree.setAccessibleName("What changed, and which cases that touches")
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.tree.setColumnWidth(0, 240)
        WrappedCells(self.tree)
        self.map = ChangeMap(main, _HINT)
        self.splitter = QSplitter()
        self.splitter.addWidget(self.tree)
        self.splitter.addWidget(self.map)
        self.splitter.setSizes([_TREE, _MAP])
        self.splitter.setChildrenCollapsible(False)
        self.acceptButton, self.backButton = QPushButton("&Accept: put it into use"), QPushButton("&Back")
        self.acceptButton.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.backButton)
        buttons.addStretch(1)
        buttons.addWidget(self.acceptButton)
        layout = QVBoxLayout(self)
        layout.addWidget(self.headLabel)
        layout.addWidget(self.refusedLabel)
        layout.addWidget(self.splitter, 1)
        layout.addLayout(buttons)
        self.acceptButton.clicked.connect(lambda _checked=False: self.accepted.emit())
        self.backButton.clicked.connect(lambda _checked=False: self.left.emit())
        self.tree.currentItemChanged.connect(lambda item, _before: self._point_at(item.data(0, _THING) if item is not None else None))

    def show_review(self, review: Review, names: dict[str, str]) -> None:
        """All of it; ``names`` are those of the datasets."""
        self.map.let_go()
        self.tree.clear()
        changed = sum(len(each.changes) for each in review.changes)
        touched = counted(len(review.touched), "case") + " touched" if review.cases_known else ""
        nothing = _NOTHING if review.refreshed.before else _FIRST
        head = [f"{counted(changed, 'record')} changed" + (f"; {touched}." if touched else ".") if changed else nothing]
        if changed and not review.cases_known:
            head.append(_NO_CASES)
        fresh = [each.dataset for each in review.changes if not each.snapshot_before]
        if fresh:
            head.append(f"New in the store: {', '.join(names.get(slug, slug) for slug in fresh)}.")
        self.headLabel.setText(plain_text(" ".join(head)))
        self._show_refused(review, names)
        cases = self._group(f"Cases touched ({len(review.touched)})")
        for site, changes in review.touched:
            became_words = (f"{names.get(each.entity.dataset, each.entity.dataset)} {called(each)}: {became(each)}" for each in changes)
            _row(cases, plain_text(site.reference), "; ".join(became_words), (site, changes))
        for dataset in review.changes:
            # A new dataset of the whole country would be a list that nobody reads
            if dataset.snapshot_before or len(dataset.changes) <= _MOST_NEW:
                self._add(dataset, names.get(dataset.dataset, dataset.dataset))
        cases.setHidden(not review.touched)
        groups = (self.tree.topLevelItem(number) for number in range(self.tree.topLevelItemCount()))
        self.tree.setCurrentItem(next((group.child(0) for group in groups if group.childCount()), None))

    def say(self, words: str) -> None:
        """In place of the head: why it could not be put into use."""
        self.headLabel.setText(plain_text(words))

    def _show_refused(self, review: Review, names: dict[str, str]) -> None:
        """What is not in what would be accepted."""
        refused = [names.get(each.dataset, each.dataset) for each in review.refreshed.datasets if each.sentence]
        words = f"Not taken, so left as it is: {', '.join(refused)}. Back tells why." if refused else ""
        self.refusedLabel.setText(plain_text(words))
        self.refusedLabel.setVisible(bool(words))

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

    def _point_at(self, thing: EntityChange | tuple[CaseSite, tuple[EntityChange, ...]] | None) -> None:
        if isinstance(thing, EntityChange):
            self.map.show_shapes(plain_text(called(thing)), was=[thing.shape_before], now=[thing.shape_after])
        elif thing is not None:
            site, changes = thing
            was, now = [each.shape_before for each in changes], [each.shape_after for each in changes]
            self.map.show_shapes(plain_text(f"{site.reference}, and what changed about it"), was=was, now=now, site=[site.geometry])
        else:
            self.map.show_shapes()


def _row(group: QTreeWidgetItem, what: str, became_words: str, thing: object) -> QTreeWidgetItem:
    item = QTreeWidgetItem([what, became_words])
    item.setData(0, _THING, thing)
    item.setToolTip(0, tooltip(what))
    item.setToolTip(1, tooltip(became_words))
    group.addChild(item)
    return item
