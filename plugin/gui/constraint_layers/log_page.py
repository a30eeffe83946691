"""The page "Log": what each refresh asked of the platform, dataset by dataset, what came of it, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QHBoxLayout, QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.check import Severity
from ...domain.errors import RedlineError
from ...domain.moments import moment_in_england
from ...domain.plain_figures import counted
from ...reports.plain_text import plain_text
from ...reports.wording import recent_words
from ..icons import severity_icon
from ..plain_label import plain_label
from ..rich_text import tooltip
from .surroundings import Surroundings
from .window_page import WindowPage

if TYPE_CHECKING:
    from ...constraints.refresh.log_line import LogLine
    from ...constraints.refresh.read_log import DatasetLog, LoggedRefresh

_KEY, _GRAVE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
#: Refreshes that are listed, and milliseconds between two readings while one runs.
_MOST, _READING = 20, 700
_NOTHING = (
    "Nothing has been fetched from the platform for this store yet. After a refresh, here or on the command line, this page tells what was "
    "asked, dataset by dataset, how often Redline had to wait, and why a dataset was not taken."
)
_NO_STORE = "Redline's options name no folder for the constraint store, so there is no log."
_TEAM = "The store is a team's database. The log of what was fetched for it lies with the folder that it is filled from."


class LogPage(WindowPage):
    """The newest refresh first, and open; a dataset opens into its lines. ``hear`` takes the lines of a refresh that runs."""

    def __init__(self, around: Surroundings, names: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._names = names
        self._heard: list[LogLine] = []
        self._in_sight = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_READING)
        self._soon.timeout.connect(self._read)
        self.headLabel = plain_label()
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["Refresh", "Pages", "Records", "Waited", "What came of it"])
        self.tree.setAccessibleName("Log of the refreshes")
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.tree.setColumnWidth(0, 260)
        self.copyButton = QPushButton("&Copy this refresh")
        self.copyButton.setToolTip("Its lines as text, for a mail or a note")
        self.copyButton.setAutoDefault(False)
        self.fileLabel = plain_label()
        buttons = QHBoxLayout()
        buttons.addWidget(self.fileLabel, 1)
        buttons.addWidget(self.copyButton)
        layout = QVBoxLayout(self)
        layout.addWidget(self.headLabel)
        layout.addWidget(self.tree, 1)
        layout.addLayout(buttons)
        self.copyButton.clicked.connect(lambda _checked=False: self._copy())
        self.refreshes: tuple[LoggedRefresh, ...] = ()

    def hear(self, line: LogLine) -> None:
        """A line of the refresh that runs in this window."""
        from ...constraints.refresh.log_line import LogKind

        if line.kind is LogKind.BEGUN:
            self._heard.clear()
        self._heard.append(line)
        if self._in_sight and not self._soon.isActive():
            self._soon.start()

    def show_again(self) -> None:
        self._in_sight = True
        self._read()

    def leave(self) -> None:
        self._in_sight = False
        self._soon.stop()

    def _read(self) -> None:
        from ...constraints.refresh.read_log import read_log, refreshes_of
        from ...constraints.refresh.refresh_log import log_path

        place = self.around.stored.load().store_place()
        words, found, path = "", [], ""
        if place.address and place.is_folder:
            path = str(log_path(Path(place.address)))
            try:
                found = list(read_log(Path(place.address)))[:_MOST]
            except RedlineError as error:
                words = str(error)
        # One that found no folder to write into stands nowhere else
        for heard in refreshes_of(self._heard):
            if all(each.begun_at != heard.begun_at for each in found):
                found.insert(0, heard)
        self.refreshes = tuple(found)
        empty = _NO_STORE if not place.address else _NOTHING if place.is_folder else _TEAM
        self._show(words or ("" if found else empty), path if found else "")

    def _show(self, words: str, path: str) -> None:
        open_before = {item.data(0, _KEY) for item in self._items() if item.isExpanded()}
        seen = {item.data(0, _KEY) for item in self._items()}
        at = self.tree.verticalScrollBar().value()
        self.tree.clear()
        for number, each in enumerate(self.refreshes):
            top = self._refresh_line(each)
            top.setExpanded(top.data(0, _KEY) in open_before or (number == 0 and top.data(0, _KEY) not in seen))
            for row in range(top.childCount()):
                below = top.child(row)
                below.setExpanded(below.data(0, _KEY) in open_before or (bool(below.data(0, _GRAVE)) and below.data(0, _KEY) not in seen))
        self.tree.verticalScrollBar().setValue(at)
        self.headLabel.setText(plain_text(words))
        self.headLabel.setVisible(bool(words))
        self.fileLabel.setText(plain_text(f"The same as a plain file: {path}") if path else "")
        for each in (self.tree, self.copyButton):
            each.setVisible(bool(self.refreshes))
        self.layout().setAlignment(self.headLabel, Qt.AlignmentFlag(0) if self.refreshes else Qt.AlignmentFlag.AlignTop)

    def _items(self) -> list[QTreeWidgetItem]:
        tops = [self.tree.topLevelItem(number) for number in range(self.tree.topLevelItemCount())]
        return [*tops, *(top.child(row) for top in tops for row in range(top.childCount()))]

    def _refresh_line(self, told: LoggedRefresh) -> QTreeWidgetItem:
        item = QTreeWidgetItem([recent_words(told.begun_at, self.around.clock.now()), "", "", "", plain_text(_summary(told))])
        item.setData(0, _KEY, told.begun_at)
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        if any(_is_grave(each) for each in told.datasets):
            item.setIcon(4, severity_icon(Severity.WARNING))
        self.tree.addTopLevelItem(item)
        # What was told before the first dataset stands above the datasets, what was told after them below
        whole = told.whole.lines
        for line in whole[:1]:
            _add_line(item, line)
        for each in told.datasets:
            self._add_dataset(item, told.begun_at, each)
        for line in whole[1:]:
            _add_line(item, line)
        return item

    def _add_dataset(self, refresh: QTreeWidgetItem, begun_at: str, told: DatasetLog) -> None:
        times, seconds = told.waits
        outcome = told.outcome
        cells = [
            plain_text(self._names.get(told.dataset, told.dataset)),
            f"{told.pages:,}" if told.pages else "",
            f"{outcome.figure:,}" if outcome is not None and outcome.figure else "",
            f"{counted(times, 'time')}, {seconds} s" if times else "",
            _became(told),
        ]
        item = QTreeWidgetItem(cells)
        item.setData(0, _KEY, f"{begun_at} {told.dataset}")
        for column in (1, 2):
            item.setTextAlignment(column, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
        if _is_grave(told):
            item.setData(0, _GRAVE, True)
            item.setIcon(4, severity_icon(Severity.WARNING))
        item.setToolTip(4, tooltip(cells[4]))
        refresh.addChild(item)
        for line in told.lines:
            _add_line(item, line)

    def _copy(self) -> None:
        """Of the refresh that is chosen, or else the newest."""
        item = self.tree.currentItem()
        while item is not None and item.parent() is not None:
            item = item.parent()
        key = item.data(0, _KEY) if item is not None else None
        chosen = next((each for each in self.refreshes if each.begun_at == key), self.refreshes[0])
        QgsApplication.clipboard().setText("\n".join(line.as_text for line in chosen.lines))


def _add_line(above: QTreeWidgetItem, line: LogLine) -> None:
    when = moment_in_england(line.moment)
    item = QTreeWidgetItem([f"{when:%H:%M:%S}  {line.words}" if when is not None else line.words])
    item.setToolTip(0, tooltip(line.words))
    above.addChild(item)
    item.setFirstColumnSpanned(True)


def _is_grave(told: DatasetLog) -> bool:
    from ...constraints.refresh.log_line import LogKind

    return told.outcome is not None and told.outcome.kind in (LogKind.REFUSED, LogKind.FAILED)


def _became(told: DatasetLog) -> str:
    if told.outcome is None:
        return "not finished"
    # Why it was refused stands in the lines below, which are open then
    grave = _is_grave(told)
    return told.outcome.kind.value if grave else plain_text(f"{told.outcome.kind.value}: {told.outcome.words}")


def _summary(told: LoggedRefresh) -> str:
    """Such as: 12 as it was, 3 fetched, 1 refused."""
    from ...constraints.refresh.log_line import LogKind

    kinds = [each.outcome.kind for each in told.datasets if each.outcome is not None]
    counts = [f"{kinds.count(kind):,} {kind.value}" for kind in LogKind if kind in kinds]
    if not told.ended:
        counts.append(f"broken off: {told.broken_off}" if told.broken_off else "not finished")
    return ", ".join(counts)
