"""The neighbours of the line in force: found from the council's layers, changed by the officer with a reason, kept as a dated list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from ...domain.case import Case
from ...domain.case_facts import facts_of_case
from ...domain.casework.kept_record import KeptRecord
from ...domain.casework.neighbour_record import ListedNeighbour, NeighbourRecord
from ...domain.clock import today
from ...domain.errors import RedlineError
from ...domain.neighbour import NeighbourList
from ...domain.plain_days import plain_day
from ...reports.neighbours_of_case import (
    NeighboursOfCase,
    addresses_text,
    found_words,
    listed_neighbour,
    neighbour_record,
    neighbours_of_case,
    record_text,
    record_words,
    records_of,
)
from ...reports.plain_text import plain_text
from ...rules.comment_period import comment_period
from ...rules.rules import Rules
from ..case_list.cases_desk import CasesDesk
from ..neighbours.neighbour_desk import NeighbourDesk
from ..rich_text import tooltip
from ..tree_heading import add_heading
from .assess_page import AssessPage, wrapped
from .letters_row import LettersRow

_KEY = Qt.ItemDataRole.UserRole
_RECORD = int(Qt.ItemDataRole.UserRole) + 1
_BY_HAND = "Added by hand"
_NO_LINE = "The case has no red line in force that can be used: who its neighbours are hangs on it."


class NeighboursPage(AssessPage):
    """Who was told before is not proposed again; the earlier lists are retained."""

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._finder: NeighbourDesk | None = None
        self._line = ""
        self._known = NeighboursOfCase()
        self._entries: dict[str, ListedNeighbour] = {}
        self._groups: dict[str, str] = {}
        self._drafts: dict[str, dict[str, ListedNeighbour]] = {}
        self._kept: tuple[KeptRecord, ...] = ()
        self._chosen_list = ""
        self._loading = False
        self.foundLabel = wrapped(name="How many neighbours there are")
        self.tree = QTreeWidget()
        self.words, self.lettersRow = QPlainTextEdit(), LettersRow(today(desk.clock))
        self.untilLabel = wrapped(name="Until when comments are taken")
        self.whyEdit, self.addressEdit = QLineEdit(), QLineEdit()
        self.addButton, self.keepButton, self.copyButton = QPushButton("A&dd"), QPushButton("&Keep list"), QToolButton()
        self._lay_out()
        self.tree.itemChanged.connect(self._ticked)
        self.tree.currentItemChanged.connect(lambda _item, _before: self._show_chosen())
        self.lettersRow.said.connect(self._put_sent)
        self.whyEdit.textEdited.connect(self._put_why)
        self.addButton.clicked.connect(self.add)
        self.addressEdit.returnPressed.connect(self.add)
        self.keepButton.clicked.connect(self.keep)
        self.copyButton.clicked.connect(self.copy)

    def show_case(self, case: Case) -> None:
        version = case.boundary
        if version is None or version.boundary is None:
            self._close_finder()
            self._show(case, NeighbourList.not_known(_NO_LINE))
            return
        if self._line != version.uuid:
            self._close_finder()
            # What was ticked of another case waits until it is opened again
            self._drafts[self._line] = self._entries
            self._line, self._entries = version.uuid, self._drafts.pop(version.uuid, {})
        if self._finder is None:
            rules = Rules(today(self.desk.clock))
            sources = self.desk.settings.neighbours()
            self._finder = NeighbourDesk(sources, rules, case.application.address.uprn, QgsProject.instance(), self)
            self._finder.came.connect(self._came)
        self._show(case, self._finder.around(version.boundary.geometry))

    def leave(self) -> None:
        self._close_finder()

    def close_down(self) -> None:
        self._close_finder()

    @property
    def entries(self) -> tuple[ListedNeighbour, ...]:
        """The list as it stands, nearest first."""
        return tuple(self._entries.values())

    def add(self) -> None:
        """Adds an address that no rule names; the reason has to be said."""
        address = self.addressEdit.text().strip()
        if not address:
            return
        added = ListedNeighbour(address, "", self.whyEdit.text().strip(), told=True, by_hand=True)
        self._entries[added.key] = added
        self._groups[added.key] = _BY_HAND
        self.addressEdit.clear()
        self._fill(added.key)
        self.whyEdit.setFocus()

    def keep(self) -> None:
        """Keeps the list with its day and the line that it was found round."""
        case = self.desk.case
        version = case.boundary if case is not None else None
        if case is None or version is None or version.boundary is None:
            return
        record = neighbour_record(
            today(self.desk.clock),
            version.number,
            version.boundary.geometry,
            self.desk.settings.neighbours(),
            self.entries,
            self._known.notes,
        )
        self.acts.run(self.desk.file, "keeping the neighbours", lambda file: file.keep_casework(case.uuid, record))

    def kept(self) -> None:
        self._entries = {}
        super().kept()

    def copy(self) -> None:
        """Puts the addresses of every kept list on the clipboard, as a table for letters."""
        case = self.desk.case
        if case is not None:
            words = addresses_text(records_of(case))
            QApplication.clipboard().setText(words)
            self.copied.emit(words)

    def _came(self) -> None:
        case = self.desk.case
        if case is not None and self.isVisible():
            self.show_case(case)

    def _close_finder(self) -> None:
        if self._finder is not None:
            self._finder.close()
            self._finder.deleteLater()
        self._finder = None

    def _show(self, case: Case, found: NeighbourList) -> None:
        records = records_of(case)
        self._known = neighbours_of_case(found, records)
        by_hand = {key: each for key, each in self._entries.items() if each.by_hand}
        proposed = {each.key: self._entries.get(each.key, listed_neighbour(each)) for each in self._known.new}
        self._entries = {**proposed, **by_hand}
        self._groups = {each.key: each.reason.value.capitalize() for each in self._known.new}
        self._groups.update(dict.fromkeys(by_hand, _BY_HAND))
        number = case.boundary.number if case.boundary is not None else 0
        self.foundLabel.setText(plain_text(" ".join((found_words(self._known, number), *self._known.notes))))
        self.copyButton.setEnabled(bool(records))
        self._kept = tuple(each for each in case.casework if isinstance(each.record, NeighbourRecord))
        self._fill(self._chosen_list)

    def _fill(self, chosen: str) -> None:
        self._loading = True
        self.tree.clear()
        for group in dict.fromkeys(self._groups[key] for key in self._entries):
            items = []
            for key, entry in self._entries.items():
                if self._groups[key] == group:
                    item = QTreeWidgetItem([plain_text(entry.address), plain_text(entry.why)])
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setCheckState(0, Qt.CheckState.Checked if entry.told else Qt.CheckState.Unchecked)
                    item.setToolTip(0, tooltip(f"{entry.address}: {entry.why}"))
                    item.setData(0, _KEY, key)
                    items.append(item)
            add_heading(self.tree, group, items)
        kept = []
        for each in reversed(self._kept):
            if isinstance(each.record, NeighbourRecord):
                item = QTreeWidgetItem([record_words(each.record)])
                item.setData(0, _RECORD, each)
                kept.append(item)
        add_heading(self.tree, "Lists that were kept", kept)
        for item in self._items():
            record = item.data(0, _RECORD)
            if chosen and chosen in (item.data(0, _KEY), record.uuid if record is not None else None):
                self.tree.setCurrentItem(item)
        self._loading = False
        self._show_chosen()

    def _items(self) -> list[QTreeWidgetItem]:
        tops = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        return [top.child(row) for top in tops for row in range(top.childCount())]

    def _ticked(self, item: QTreeWidgetItem, _column: int) -> None:
        key = item.data(0, _KEY)
        if self._loading or key is None:
            return
        told = item.checkState(0) == Qt.CheckState.Checked
        entry = self._entries[key]
        if told == entry.told:
            return
        found = next((each for each in self._known.new if each.key == key), None)
        why = listed_neighbour(found).why if told and found is not None else entry.why if told else ""
        self._entries[key] = replace(entry, told=told, why=why)
        self.tree.setCurrentItem(item)
        self._show_chosen()
        if not told:
            self.whyEdit.setFocus()

    def _put_why(self, words: str) -> None:
        key = self._chosen_key
        entry = self._entries.get(key)
        if entry is not None and (entry.by_hand or not entry.told):
            self._entries[key] = replace(entry, why=words.strip())
            self._loading = True
            self.tree.currentItem().setText(1, plain_text(words))
            self._loading = False

    @property
    def _chosen_key(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, _KEY) or "") if item is not None else ""

    @property
    def _chosen_record(self) -> KeptRecord | None:
        item = self.tree.currentItem()
        return item.data(0, _RECORD) if item is not None else None

    def _put_sent(self, day: date | None) -> None:
        case, kept = self.desk.case, self._chosen_record
        if case is None or kept is None or not isinstance(kept.record, NeighbourRecord):
            return
        record = replace(kept.record, sent_on=day)
        words = "keeping the day of the letters"
        self.acts.run(self.desk.file, words, lambda file: file.keep_casework(case.uuid, record, kept.uuid, kept.revision))

    def _until(self) -> str:
        case, kept = self.desk.case, self._chosen_record
        record = kept.record if kept is not None else None
        if case is None or not isinstance(record, NeighbourRecord) or record.sent_on is None:
            return ""
        try:
            end = comment_period("neighbour-letter", facts_of_case(case), record.sent_on, Rules(today(self.desk.clock)))
        except RedlineError as error:
            return plain_text(str(error))
        return plain_text(f"Comments until {plain_day(end.day)}: {end.says}.")

    def _show_chosen(self) -> None:
        entry, kept = self._entries.get(self._chosen_key), self._chosen_record
        self._chosen_list = kept.uuid if kept is not None else ""
        for each in (self.words, self.lettersRow):
            each.setVisible(kept is not None)
        self.untilLabel.setText(self._until())
        self.untilLabel.setVisible(bool(self.untilLabel.text()))
        if kept is not None and isinstance(kept.record, NeighbourRecord):
            self.words.setPlainText(record_text(kept.record))
            self.lettersRow.put(kept.record.sent_on)
        asks = entry is not None and (entry.by_hand or not entry.told)
        self.whyEdit.setPlaceholderText(
            f"Why {entry.address} is {'added' if entry.by_hand else 'left out'}"
            if asks and entry is not None
            else "Why one is added or left out"
        )
        if not self.whyEdit.hasFocus():
            self.whyEdit.setText(entry.why if asks and entry is not None else "")
        told = sum(each.told for each in self._entries.values())
        self.keepButton.setText(f"&Keep list of {told}" if self._entries else "&Keep list")
        self.keepButton.setEnabled(bool(self._entries))

    def _lay_out(self) -> None:
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(10)
        self.tree.setAccessibleName("Neighbours: the space bar says whether one is told")
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setMaximumSectionSize(260)
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName("The list that was kept")
        for each in (self.words, self.lettersRow, self.untilLabel):
            each.hide()
        self.whyEdit.setAccessibleName("Why one is added or left out")
        self.addressEdit.setPlaceholderText("Another address")
        self.addressEdit.setAccessibleName("Another address")
        self.copyButton.setText("Copy addresses")
        self.copyButton.setToolTip("Copy every address that is told, with its UPRN, as a table for letters")
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.tree)
        splitter.addWidget(self.words)
        splitter.setSizes([190, 110])
        splitter.setChildrenCollapsible(False)
        added, foot = QHBoxLayout(), QHBoxLayout()
        added.addWidget(self.addressEdit, 1)
        added.addWidget(self.addButton)
        foot.addWidget(self.copyButton)
        foot.addStretch()
        foot.addWidget(self.keepButton)
        self.rows.addWidget(self.foundLabel)
        self.rows.addWidget(splitter, 1)
        self.rows.addWidget(self.lettersRow)
        self.rows.addWidget(self.untilLabel)
        self.rows.addWidget(self.problemLabel)
        self.rows.addWidget(self.whyEdit)
        self.rows.addLayout(added)
        self.rows.addLayout(foot)
