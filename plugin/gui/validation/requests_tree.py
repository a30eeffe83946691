"""The list of requests on the screen: what each asks for and how it stands, each in as many lines as it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QEvent, QObject, QSize, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from ...domain.check import Severity
from ...reports.plain_text import plain_text
from ..icons import severity_icon
from ..rich_text import tooltip
from ..wrapped_cells import WrappedCells

if TYPE_CHECKING:
    from ...reports.request_list import ListedRequest

ROW = Qt.ItemDataRole.UserRole
#: How much of the list's width the states have.
_STATE_SHARE = 0.42
_ICON = 14


class _SharedRoom(QObject):
    """Gives both columns their share of the width, whenever that changes."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree
        tree.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._tree.header().resizeSection(1, int(self._tree.viewport().width() * _STATE_SHARE))
        return bool(super().eventFilter(watched, event))


def set_up(tree: QTreeWidget) -> None:
    """Before the first request is shown."""
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
    tree.setIconSize(QSize(_ICON, _ICON))
    WrappedCells(tree)
    _SharedRoom(tree)


def fill(tree: QTreeWidget, rows: Sequence[ListedRequest], choose: Callable[[ListedRequest], bool]) -> None:
    """Shows these requests, and chooses the first that ``choose`` wants, else the first of all."""
    tree.blockSignals(True)
    tree.clear()
    lines = [QTreeWidgetItem() for _ in rows]
    for line, row in zip(lines, rows):
        put(line, row)
    tree.addTopLevelItems(lines)
    tree.setCurrentItem(next((line for line, row in zip(lines, rows) if choose(row)), lines[0] if lines else None))
    tree.blockSignals(False)


def put(line: QTreeWidgetItem, row: ListedRequest) -> None:
    """Shows one request as it stands now."""
    line.setData(0, ROW, row)
    line.setIcon(0, severity_icon(Severity.WARNING) if row.why else QIcon())
    for column, words in enumerate((row.title, row.state)):
        line.setText(column, plain_text(words))
        line.setToolTip(column, tooltip(f"{row.title}: {row.state}. {row.why}".strip()))
        line.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
