"""The first page of the window: every dataset of the store, how many records of when, and what a refresh made of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...domain.check import Severity
from ...domain.plain_days import with_plain_days
from ...domain.plain_figures import counted
from ...reports.plain_text import plain_text
from ...reports.refresh_words import not_taken
from ...reports.wording import day_words, moment_words
from ..icons import severity_icon
from ..plain_label import plain_label
from ..rich_text import tooltip
from ..wrapped_cells import WrappedCells
from .local_layer_buttons import LocalLayerButtons

if TYPE_CHECKING:
    from ...constraints.refresh.refreshed import DatasetRefresh
    from ...domain.dataset import Snapshot

_FROM = 5
#: The day of a file stands beside it already.
_DAY = re.compile(r" \(\d{4}-\d\d-\d\d\)$")
#: How wide the columns are, in letters; what a refresh made of it takes the rest.
_WIDTHS = {0: 32, 1: 10, 2: 22, 3: 14, _FROM: 22}
_SLUG = Qt.ItemDataRole.UserRole
_COVERAGE = {"full": "everywhere", "partial": "its area", "none": "nowhere", "unknown": "not known"}
_EMPTY = "There is no store yet. Say whose data is wanted, and press Refresh: it is made in the folder of Redline's options."
_DATABASE = (
    "This is the team's database {place}. It is read here. Refresh and put back are done in the folder that it is filled from, by whoever "
    "keeps that; the folder is then pushed into the database."
)
_HOW = (
    "Refresh fetches the ticked datasets from planning.data.gov.uk, and reads your own layers again. Nothing in use changes until you "
    "have looked at what changed and accepted it."
)
_FILES = (
    "For days on which the platform answers slowly or not at all: whole files of England are fetched, which takes longer, and what belongs "
    "to the authority is taken out of them. Datasets whose file is very large (flood zones) are refused; leave this unticked for them."
)


class LayersPage(QWidget):
    """Says what is wanted; does nothing itself. ``may_shrink`` names a refused dataset that is to be taken all the same."""

    refresh_wanted = pyqtSignal(str)
    stop_wanted = pyqtSignal()
    review_wanted = pyqtSignal()
    put_back_wanted = pyqtSignal()
    newer_wanted = pyqtSignal()
    push_wanted = pyqtSignal()
    may_shrink = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headLabel, self.saidLabel = plain_label(), plain_label()
        self.authorityEdit = QLineEdit()
        self.authorityEdit.setPlaceholderText("Name, reference (SWK) or code (E09000028)")
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["Dataset", "Records", "Data of", "Speaks for", "What the refresh made of it", "Own layer from"])
        self.tree.setRootIsDecorated(False)
        self.tree.setAccessibleName("Datasets of the constraint store")
        header = self.tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.moveSection(_FROM, _FROM - 1)
        letter = self.tree.fontMetrics().averageCharWidth()
        for column, letters in _WIDTHS.items():
            self.tree.setColumnWidth(column, letters * letter)
        WrappedCells(self.tree)
        self.own = LocalLayerButtons()
        self._declared: frozenset[str] = frozenset()
        self._local: frozenset[str] = frozenset()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.refreshButton, self.stopButton = QPushButton("&Refresh"), QPushButton("&Stop")
        self.reviewButton, self.putBackButton = QPushButton("Re&view…"), QPushButton("&Put back the one before")
        self.newerButton = QPushButton("&Take the newer one again")
        self.shrinkButton, self.pushButton = QPushButton("Let it s&hrink"), QPushButton("Push to the team's &database…")
        self.howLabel = plain_label(_HOW)
        self._changeable, self._newer, self._older = True, False, 0
        self._reviewable = False
        form = QFormLayout()
        form.addRow("&Authority", self.authorityEdit)
        self.filesBox = QCheckBox("From the platform's &files of whole datasets, not page by page")
        self.filesBox.setToolTip(tooltip(_FILES))
        form.addRow("", self.filesBox)
        asked = form.labelForField(self.authorityEdit), self.authorityEdit
        self._of_a_folder = (*asked, self.filesBox, self.own, self.refreshButton, self.pushButton, self.putBackButton, self.newerButton)
        buttons = QHBoxLayout()
        for button in (self.refreshButton, self.stopButton, self.reviewButton, self.shrinkButton):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.pushButton)
        buttons.addWidget(self.putBackButton)
        buttons.addWidget(self.newerButton)
        layout = QVBoxLayout(self)
        layout.addWidget(self.headLabel)
        layout.addWidget(self.howLabel)
        layout.addLayout(form)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.own)
        layout.addWidget(self.saidLabel)
        layout.addWidget(self.bar)
        layout.addLayout(buttons)
        self.refreshButton.clicked.connect(lambda _checked=False: self.refresh_wanted.emit(self.authorityEdit.text().strip()))
        self.stopButton.clicked.connect(lambda _checked=False: self.stop_wanted.emit())
        self.reviewButton.clicked.connect(lambda _checked=False: self.review_wanted.emit())
        self.putBackButton.clicked.connect(lambda _checked=False: self.put_back_wanted.emit())
        self.newerButton.clicked.connect(lambda _checked=False: self.newer_wanted.emit())
        self.pushButton.clicked.connect(lambda _checked=False: self.push_wanted.emit())
        self.shrinkButton.clicked.connect(lambda _checked=False: self._let_shrink())
        self.tree.currentItemChanged.connect(lambda _item, _before: self._chosen())
        self.authorityEdit.returnPressed.connect(self.refreshButton.click)
        self.show_working(False)
        for button in (self.reviewButton, self.shrinkButton, self.newerButton):
            button.setVisible(False)

    def show_newer(self, newer: bool) -> None:
        """Whether an earlier one was put back in this window, and what was in use before can be taken again."""
        self._newer = newer
        self.newerButton.setVisible(newer)

    def show_store(self, generation: str, authority: str, snapshots: Mapping[str, Snapshot], names: Mapping[str, str], older: int) -> None:
        """What is in use; ``names`` are those of all datasets, ``older`` how many generations could be put back."""
        self._let_change(True)
        chosen = {slug: slug in self.wanted for slug in self._slugs()}
        self._local = frozenset(slug for slug, snapshot in snapshots.items() if snapshot.local is not None)
        self.tree.clear()
        in_store = sorted(snapshots, key=lambda slug: names.get(slug, slug))
        for slug in (*in_store, *(each for each in names if each not in snapshots)):
            # The first time all are offered; later those that the store has, and the others are there to be ticked
            wanted = chosen.get(slug, slug in self.own_layers or slug in snapshots or not snapshots)
            self._add(slug, names.get(slug, slug), snapshots.get(slug), wanted=wanted)
        self.tree.setColumnHidden(_FROM, not (self._local or self._declared))
        if not self.authorityEdit.text():
            self.authorityEdit.setText(authority)
        self.headLabel.setText(plain_text(since(generation, authority)) if generation else _EMPTY)
        self._older = older
        self.putBackButton.setEnabled(older > 0)
        self.pushButton.setEnabled(bool(generation))

    def show_database(self, place: str, head: str, snapshots: Mapping[str, Snapshot], names: Mapping[str, str]) -> None:
        """What a team's database has, or in ``head`` why that is not known: here it is read, and changed where its folder is."""
        self._let_change(False)
        self.tree.clear()
        for slug in sorted(snapshots, key=lambda slug: names.get(slug, slug)):
            self._add(slug, names.get(slug, slug), snapshots[slug], wanted=False)
        self.tree.setColumnHidden(_FROM, all(snapshot.local is None for snapshot in snapshots.values()))
        self.headLabel.setText(plain_text(head))
        self.howLabel.setText(plain_text(_DATABASE.format(place=place)))

    def _let_change(self, changeable: bool) -> None:
        self._changeable = changeable
        for widget in self._of_a_folder:
            widget.setVisible(changeable)
        self.newerButton.setVisible(changeable and self._newer)
        self.tree.setColumnHidden(4, not changeable)
        if changeable:
            self.howLabel.setText(_HOW)

    def show_own(self, declared: Collection[str]) -> None:
        """The slugs of the layers that the council has declared; before ``show_store``."""
        self._declared = frozenset(declared)

    @property
    def own_layers(self) -> frozenset[str]:
        """The slugs of the council's own layers, declared or still in the store: the platform knows nothing of them."""
        return self._declared | self._local

    @property
    def wanted(self) -> list[str]:
        """The datasets that are ticked."""
        items = [self.tree.topLevelItem(number) for number in range(self.tree.topLevelItemCount())]
        return [str(item.data(0, _SLUG)) for item in items if item.checkState(0) == Qt.CheckState.Checked]

    def _slugs(self) -> list[str]:
        return [str(self.tree.topLevelItem(number).data(0, _SLUG)) for number in range(self.tree.topLevelItemCount())]

    def _add(self, slug: str, name: str, snapshot: Snapshot | None, *, wanted: bool) -> None:
        cells = [plain_text(name), "", "not loaded", "", "", ""]
        if snapshot is not None:
            day = day_words(snapshot.data_date) if snapshot.data_date else "not known"
            cells[_FROM] = plain_text(_DAY.sub("", snapshot.source)) if snapshot.local is not None else ""
            cells[1:4] = f"{snapshot.count:,}", day, _COVERAGE[snapshot.coverage.value]
        item = QTreeWidgetItem(cells)
        item.setTextAlignment(1, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
        item.setData(0, _SLUG, slug)
        if self._changeable:
            item.setCheckState(0, Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
        if snapshot is not None:
            item.setToolTip(0, tooltip(f"{slug}, loaded on {day_words(snapshot.fetched_at)} from {with_plain_days(snapshot.source)}"))
        self.tree.addTopLevelItem(item)

    def show_working(self, working: bool, words: str = "") -> None:
        """While a refresh runs: the bar, and a button that stops it."""
        self.refreshButton.setEnabled(not working)
        self.pushButton.setEnabled(not working)
        self.putBackButton.setEnabled(not working and self._older > 0)
        self.newerButton.setEnabled(not working)
        self.own.setEnabled(not working)
        self.authorityEdit.setEnabled(not working)
        self.filesBox.setEnabled(not working)
        self.stopButton.setVisible(working)
        self.bar.setVisible(working)
        self.bar.setRange(0, 0)
        self.reviewButton.setVisible(self._reviewable and not working)
        if working:
            self.shrinkButton.setVisible(False)
        self.say(words)

    def show_came(self, words: str, done: int, total: int) -> None:
        """How far the dataset in hand has come."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.say(words)

    def show_reviewable(self, reviewable: bool) -> None:
        """Whether a review waits; its button is out of sight only while something runs."""
        self._reviewable = reviewable
        self.reviewButton.setVisible(reviewable and not self.stopButton.isVisibleTo(self))

    def show_outcomes(self, outcomes: Mapping[str, DatasetRefresh], *, reviewable: bool) -> None:
        """What became of each dataset, beside it."""
        rows = {str(item.data(0, _SLUG)): item for item in map(self.tree.topLevelItem, range(self.tree.topLevelItemCount()))}
        alone = {told.datasets[0].dataset for told in not_taken(list(outcomes.values())) if len(told.datasets) == 1}
        for slug, outcome in outcomes.items():
            item = rows.get(slug)
            if item is None:
                # The district comes with every refresh and is no constraint
                continue
            count = f", {counted(outcome.count, 'record')}" if outcome.count is not None else ""
            told = (f": {plain_text(outcome.sentence)}" if slug in alone else "") if outcome.sentence else count
            item.setText(4, f"{outcome.outcome.value}{told}")
            if outcome.sentence:
                item.setIcon(4, severity_icon(Severity.WARNING))
                item.setToolTip(4, tooltip(outcome.sentence))
            item.setData(4, _SLUG, outcome)
        self._put_first([rows[slug] for slug, outcome in outcomes.items() if outcome.sentence and slug in rows])
        self.show_reviewable(reviewable)
        if reviewable:
            self.reviewButton.setFocus()
        self._chosen()

    def _put_first(self, items: Sequence[QTreeWidgetItem]) -> None:
        """What was not taken is in sight without a search, and the first of it chosen, so that what can be done is in sight too."""
        for item in reversed(items):
            self.tree.insertTopLevelItem(0, self.tree.takeTopLevelItem(self.tree.indexOfTopLevelItem(item)))
        if items:
            self.tree.setCurrentItem(items[0])
        self.tree.scrollToTop()

    def say(self, words: str) -> None:
        """One sentence under the list."""
        self.saidLabel.setText(plain_text(words))
        self.saidLabel.setVisible(bool(words))

    def _chosen(self) -> None:
        item = self.tree.currentItem()
        outcome: DatasetRefresh | None = item.data(4, _SLUG) if item is not None else None
        refused = outcome is not None and outcome.outcome.value == "refused"
        self.shrinkButton.setVisible(refused)
        slug = str(item.data(0, _SLUG)) if item is not None else ""
        self.own.choose(slug, editable=slug in self._declared, removable=slug in self.own_layers)

    def _let_shrink(self) -> None:
        item = self.tree.currentItem()
        if item is not None:
            self.may_shrink.emit(str(item.data(0, _SLUG)))


def since(generation: str, authority: str) -> str:
    """Which generation is in use, and for whom, in a sentence."""
    return f"In use: what was built on {_moment(generation)}" + (f", for {authority}." if authority else ".")


def _moment(generation: str) -> str:
    """When a generation was built, told by its name; the name itself, where it does not begin with a moment."""
    from ...constraints.store.generations import moment_of

    moment = moment_of(generation)
    return moment_words(moment.isoformat()) if moment is not None else generation
