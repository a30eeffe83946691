"""The faults of a layer as a tree: those of one kind and field under their heading, the worst first; made while they are looked at."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QFont

from ...domain.check import Severity as Picture
from ...reports.plain_text import plain_text
from ..icons import severity_icon
from ..rich_text import tooltip

if TYPE_CHECKING:
    from ...constraints.standard.issue import Issue
    from ...constraints.standard.standard_table import StandardTable
    from ...reports.standard_words import Faults

_HEADINGS = ("Row", "What is wrong", "Safe fix")
_PICTURES = {"must fix": Picture.ERROR, "should fix": Picture.WARNING, "warning": Picture.INFORMATION}


class FaultsModel(QAbstractItemModel):
    """``show`` fills it, ``keep`` leaves out severities. A heading has the internal id 0, an issue the number of its heading from 1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Faults, ...] = ()
        self._kept: list[Faults] = []
        self._table: StandardTable | None = None

    def show(self, faults: tuple[Faults, ...], table: StandardTable, severities: Collection[str]) -> None:
        """All of it anew; ``table`` says what the rows are called."""
        self._all, self._table = faults, table
        self.keep(severities)

    def keep(self, severities: Collection[str]) -> None:
        """Only the faults of these severities."""
        self.beginResetModel()
        self._kept = [each for each in self._all if each.severity.value in severities]
        self.endResetModel()

    def issue(self, index: QModelIndex) -> Issue | None:
        """The issue of a line, None of a heading."""
        return self._kept[index.internalId() - 1].issues[index.row()] if index.isValid() and index.internalId() else None

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # Qt's own way
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: QModelIndex = QModelIndex()) -> Any:  # Qt's own way
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # Qt's own way
        if not parent.isValid():
            return len(self._kept)
        return 0 if parent.internalId() or parent.column() else len(self._kept[parent.row()].issues)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # Qt's own way
        return len(_HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        issue = self.issue(index)
        return self._heading(self._kept[index.row()], role) if issue is None else self._line(issue, index.column(), role)

    def _heading(self, faults: Faults, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            title = f"{faults.title[0].lower()}{faults.title[1:]}"
            return plain_text(f"{faults.severity.value.capitalize()}: {faults.field}, {title} ({len(faults.issues):,})")
        if role == Qt.ItemDataRole.DecorationRole:
            return severity_icon(_PICTURES[faults.severity.value])
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(faults.code)
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _line(self, issue: Issue, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(issue.message)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        fix = issue.fix.words if issue.fix is not None else ""
        return plain_text((self._row_words(issue), issue.message, fix)[column])

    def _row_words(self, issue: Issue) -> str:
        if issue.row is None:
            return "All rows"
        position = self._table.position(issue.row) if self._table is not None else None
        row = self._table.rows[position] if self._table is not None and position is not None else None
        named = (row["reference"].strip() or row["name"].strip()) if row is not None else ""
        return f"{issue.row:,} · {named}" if named else f"{issue.row:,}"
