"""The answer to an enquiry as a list to read aloud: what applies with what it means, what is near, what was not checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from ...domain.finding import DatasetState
from ...reports.enquiry.answer_rows import NOT_CHECKED, NOTHING_HERE
from ..icons import icon, state_icon
from ..rich_text import tooltip
from ..wrapped_cells import WrappedCells

if TYPE_CHECKING:
    from ...reports.enquiry.answer import EnquiryAnswer
    from ...reports.enquiry.answer_history import AnswerHistory, HistoryRow
    from ...reports.enquiry.answer_rows import AnswerGroup, AnswerRow, LookedAt

#: The signs of the groups; what is not in force has none of these states.
_STATES = {"applies": DatasetState.OVERLAPS, "may_apply": DatasetState.TOUCHES, "near": DatasetState.CLEAR}
_BEARING = ("applies", "may_apply")
_ROW = Qt.ItemDataRole.UserRole


class AnswerTree(QTreeWidget):
    """One column, as it is read aloud; groups stand open where something bears on the place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setIconSize(QSize(14, 14))
        self.setIndentation(12)
        self.setAccessibleName("What applies here")
        WrappedCells(self)

    @property
    def row(self) -> AnswerRow | HistoryRow | None:
        """The constraint or the earlier application that is chosen, also by one of its sentences."""
        item = self.currentItem()
        return item.data(0, _ROW) if item is not None else None

    def show_answer(self, answer: EnquiryAnswer) -> None:
        """The first constraint that bears on the place is chosen."""
        self.clear()
        for group in answer.groups:
            self._add_group(group, _STATES.get(group.code), opened=group.code in _BEARING)
        self._add_datasets(NOT_CHECKED, answer.not_checked, DatasetState.NOT_CHECKED, opened=True)
        self._add_datasets(NOTHING_HERE, answer.nothing_here, DatasetState.CLEAR, opened=False)
        self._add_history(answer.history)
        first = next((each for each in map(self.topLevelItem, range(self.topLevelItemCount())) if each.childCount()), None)
        if first is not None and first.child(0).data(0, _ROW) is not None:
            self.setCurrentItem(first.child(0))

    def _add_group(self, group: AnswerGroup, state: DatasetState | None, *, opened: bool) -> None:
        if not group.rows and not group.none:
            return
        top = self._heading(group.heading, len(group.rows), state)
        if not group.rows:
            top.addChild(_line(group.none))
        for row in group.rows:
            top.addChild(_row(row))
        top.setExpanded(True)
        for place in range(top.childCount()):
            top.child(place).setExpanded(opened)

    def _add_history(self, history: AnswerHistory) -> None:
        state = None if history.checked else DatasetState.NOT_CHECKED
        top = self._heading(history.heading, len(history.rows) + history.more, state)
        if history.none:
            top.addChild(_line(history.none))
        for row in history.rows:
            item = QTreeWidgetItem([f"{row.title} ({row.figure})"])
            item.setData(0, _ROW, row)
            item.setToolTip(0, tooltip(f"{row.about}\n{row.known_from}"))
            about = _line(row.about)
            about.setData(0, _ROW, row)
            item.addChild(about)
            top.addChild(item)
        if history.more:
            top.addChild(_line(f"and {history.more:,} more"))
        if history.said:
            top.addChild(_line(history.said))
        top.setExpanded(True)

    def _add_datasets(self, heading: str, rows: Sequence[LookedAt], state: DatasetState, *, opened: bool) -> None:
        if not rows:
            return
        top = self._heading(heading, len(rows), state)
        for each in rows:
            top.addChild(_line(f"{each.name}: {each.why}" if each.why else each.name))
        top.setExpanded(opened)

    def _heading(self, words: str, count: int, state: DatasetState | None) -> QTreeWidgetItem:
        top = QTreeWidgetItem([f"{words} ({count})"])
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        top.setIcon(0, state_icon(state) if state is not None else icon("state-pending"))
        self.addTopLevelItem(top)
        return top


def _row(row: AnswerRow) -> QTreeWidgetItem:
    item = QTreeWidgetItem([f"{row.number}. {row.title} ({row.figure})"])
    item.setData(0, _ROW, row)
    item.setToolTip(0, tooltip(f"{row.dataset} {', '.join(map(str, row.entities))}; {row.data}"))
    for said in (*row.facts, *row.meaning):
        line = _line(said)
        line.setData(0, _ROW, row)
        item.addChild(line)
    return item


def _line(words: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([words])
    item.setToolTip(0, tooltip(words))
    return item
