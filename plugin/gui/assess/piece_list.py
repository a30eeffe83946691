"""The list of pieces of one sort, in the order that the officer gives."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QTreeWidget, QTreeWidgetItem

from ...domain.case import Case
from ...domain.casework.kept_record import CaseworkRecord, KeptRecord
from ...reports.plain_text import plain_text
from ..rich_text import tooltip
from .record_sorts import RecordSort

_UUID = Qt.ItemDataRole.UserRole


class PieceList(QObject):
    """Fills ``tree`` with a line for each piece; ``turned_to`` has the uuid of the one that the officer chooses, "" for none."""

    turned_to = pyqtSignal(str)

    def __init__(self, tree: QTreeWidget, sort: RecordSort) -> None:
        super().__init__(tree)
        self._tree = tree
        self._sort = sort
        tree.currentItemChanged.connect(lambda line, _before: self.turned_to.emit(_uuid_of(line)))

    @property
    def chosen(self) -> str:
        """The uuid of the chosen piece, "" where none is."""
        return _uuid_of(self._tree.currentItem())

    def fill(self, records: Mapping[str, KeptRecord]) -> None:
        """Shows these pieces, by their uuids; none is chosen then."""
        self._tree.blockSignals(True)
        self._tree.clear()
        for number, (uuid, kept) in enumerate(records.items(), start=1):
            line = QTreeWidgetItem([f"{number}. {plain_text(self._sort.title(kept.record))}"])
            line.setToolTip(0, tooltip(all_words(kept.record)))
            line.setData(0, _UUID, uuid)
            self._tree.addTopLevelItem(line)
        self._tree.blockSignals(False)

    def mark(self, uuid: str) -> None:
        """Makes the line of a piece the chosen one, without a word of it."""
        self._tree.blockSignals(True)
        lines = [self._tree.topLevelItem(row) for row in range(self._tree.topLevelItemCount())]
        self._tree.setCurrentItem(next((line for line in lines if _uuid_of(line) == uuid), None))
        self._tree.blockSignals(False)

    def choose_first(self) -> None:
        """Turns to the first piece, where there is one."""
        if self._tree.topLevelItemCount():
            self._tree.setCurrentItem(self._tree.topLevelItem(0))


def order_moved(case: Case, records: Mapping[str, KeptRecord], uuid: str, by: int) -> list[str] | None:
    """The order of all pieces of a kind once one changes places with that above it (-1) or below it (1) in the list; None at its end."""
    shown = list(records)
    if uuid not in shown or not 0 <= shown.index(uuid) + by < len(shown):
        return None
    other = shown[shown.index(uuid) + by]
    of = type(records[uuid].record)
    every = [each.uuid for each in case.casework if isinstance(each.record, of)]
    here, there = every.index(uuid), every.index(other)
    every[here], every[there] = other, uuid
    return every


def all_words(record: CaseworkRecord) -> str:
    """Everything that a piece says, in paragraphs."""
    parts = [getattr(record, name, "") for name in ("text", "reason", "assessment", "conclusion")]
    return "\n\n".join(part for part in parts if isinstance(part, str) and part)


def _uuid_of(line: QTreeWidgetItem | None) -> str:
    return str(line.data(0, _UUID)) if line is not None else ""
