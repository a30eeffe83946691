"""The list of cases for a view: headings and cases as rows, nothing computed until a row comes into sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from ...domain.case import CaseRow
from ...domain.status import status_words
from ...reports.plain_text import plain_text
from ..rich_text import escape
from .case_words import changed_words, count_sentence, waiting_words
from .cases_sections import Section

#: A row's CaseRow, None for a heading; a case's uuid, "" for a heading.
CASE = Qt.ItemDataRole.UserRole
UUID = int(Qt.ItemDataRole.UserRole) + 1


class CasesModel(QAbstractListModel):
    """Headings can't be chosen; every other row is a case."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[str | CaseRow] = []
        self._places: dict[str, int] = {}

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Replaces everything; where the same rows stand in the same places, a view keeps its own place."""
        fresh: list[str | CaseRow] = []
        for section in sections:
            fresh.append(f"{plain_text(section.title)} ({len(section.rows):,})")
            fresh.extend(section.rows)
        if [_name(row) for row in fresh] == [_name(row) for row in self._rows]:
            self._rows = fresh
            if fresh:
                self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return
        self.beginResetModel()
        self._rows = fresh
        self._places = {row.uuid: number for number, row in enumerate(self._rows) if isinstance(row, CaseRow)}
        self.endResetModel()

    def is_heading(self, row: int) -> bool:
        """Whether a heading stands there; asked for every row of a long list."""
        return isinstance(self._rows[row], str)

    @property
    def count(self) -> int:
        """The number of cases."""
        return len(self._places)

    def index_of(self, uuid: str) -> QModelIndex:
        """Where a case stands; an invalid index where it does not."""
        place = self._places.get(uuid)
        return QModelIndex() if place is None else self.index(place)

    def first(self) -> QModelIndex:
        """The case on top."""
        return self.index(min(self._places.values())) if self._places else QModelIndex()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        if index.isValid() and isinstance(self._rows[index.row()], CaseRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if isinstance(row, str):
            return {Qt.ItemDataRole.DisplayRole: row, UUID: ""}.get(role)
        if role == CASE:
            return row
        if role == UUID:
            return row.uuid
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{plain_text(row.reference)}  {plain_text(row.address)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<qt>{escape(_spoken(row))}</qt>"
        return None


def _name(row: str | CaseRow) -> str:
    return row if isinstance(row, str) else row.uuid


def _spoken(row: CaseRow) -> str:
    """Everything that the row's pictures and colours say, in words."""
    parts = [
        f"{row.reference}, {plain_text(row.address) or 'no address'}: {plain_text(row.description)}",
        plain_text(f"{status_words(row.status)}, {row.officer or 'no officer'}" + (f", {row.appeal}" if row.appeal else "")),
        row.next_date.text if row.next_date is not None else "no date is coming",
        count_sentence(row),
        waiting_words(row),
        changed_words(row),
    ]
    return "\n".join(part for part in parts if part)
