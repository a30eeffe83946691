"""Lines of a tree that are as high as their words need: Qt's own cuts what does not fit on one."""

from __future__ import annotations

from qgis.PyQt.QtCore import QModelIndex, QRect, QSize, Qt
from qgis.PyQt.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget

#: Pixels round the words of a cell, and between a picture and the words.
_MARGIN, _GAP = 14, 14
#: Heights that are remembered.
_MOST = 2000


class WrappedCells(QStyledItemDelegate):
    """Wraps the words of ``tree`` in columns of whatever width; a heading over all columns stays on one line."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree
        #: By words, room and height of a line: a tree that follows the mouse asks for the same again and again.
        self._heights: dict[tuple[str, int, int], int] = {}
        tree.setWordWrap(True)
        tree.setItemDelegate(self)
        tree.header().sectionResized.connect(lambda _section, _before, _now: tree.scheduleDelayedItemsLayout())

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        if self._tree.isFirstColumnSpanned(index.row(), index.parent()):
            return super().sizeHint(option, index)
        beside = _MARGIN + self._indented(index)
        if index.data(Qt.ItemDataRole.DecorationRole) is not None:
            beside += self._tree.iconSize().width() + _GAP
        room = max(self._tree.columnWidth(index.column()) - beside, 20)
        cell = (str(index.data() or ""), room, self._tree.fontMetrics().height())
        if cell not in self._heights:
            if len(self._heights) > _MOST:
                self._heights.clear()
            self._heights[cell] = self._height(*cell)
        return QSize(room, self._heights[cell])

    def _height(self, words: str, room: int, one_line: int) -> int:
        metrics = self._tree.fontMetrics()
        wrapped = metrics.boundingRect(QRect(0, 0, room, 10_000), Qt.TextFlag.TextWordWrap, words).height()
        return int(max(wrapped, one_line, self._tree.iconSize().height())) + 6

    def _indented(self, index: QModelIndex) -> int:
        if index.column() != 0:
            return 0
        depth, above = int(self._tree.rootIsDecorated()), index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        return depth * self._tree.indentation()
