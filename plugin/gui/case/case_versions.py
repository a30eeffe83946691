"""The versions of a case's red line, and any two of them beside each other: in a table here, on the map as lines and land."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.boundary_version import BoundaryVersion, LineKind
from ...domain.case import Case
from ...domain.clock import today
from ...domain.errors import RedlineError
from ...domain.plain_figures import area_words
from ...reports.plain_text import plain_text
from ...reports.version_words import version_words
from ...reports.wording import recent_words
from ..case_list.cases_desk import CasesDesk
from ..rich_text import tooltip

if TYPE_CHECKING:
    from ...reports.version_comparison import VersionComparison

_VERSION = Qt.ItemDataRole.UserRole
_ONE = "Choose a version to see it on the map, and a second one with Ctrl to compare the two."
_ROWS = 5


class VersionsView(QWidget):
    """``chosen`` brings the BoundaryVersions that are chosen, the older first, and their VersionComparison where they are two."""

    chosen = pyqtSignal(list, object)

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.list = _tree(["Version", "Area", "Made by", "When"], "Versions of the red line")
        self.list.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.said = QLabel(_ONE)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.table = _tree(["", "", ""], "Two versions beside each other")
        self.table.setWordWrap(True)
        # Wrapped rows are as high as their columns were wide when they were laid out
        self.table.header().sectionResized.connect(lambda *_: self.table.scheduleDelayedItemsLayout())
        self.table.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.list)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)
        self.list.itemSelectionChanged.connect(self._chosen)

    def show_case(self, case: Case) -> None:
        """Lists the versions, the newest first; what was chosen stays chosen."""
        kept = {version.uuid for version in self._selected()}
        now = self._desk.clock.now()
        self.list.blockSignals(True)
        self.list.clear()
        for version in reversed(case.boundary_versions):
            line = "" if version.kind is LineKind.RED else "Blue line "
            force = ", in force" if version.current else ""
            area = area_words(version.boundary.area_m2) if version.boundary is not None else "no usable line"
            words = [f"{line}{version_words(version)}{force}", area, plain_text(version.author), recent_words(version.created_at, now)]
            item = QTreeWidgetItem(words)
            item.setData(0, _VERSION, version)
            for column in range(4):
                item.setToolTip(column, tooltip(f"{words[0]}. {version.reason}"))
            font = item.font(0)
            font.setBold(version.current)
            item.setFont(0, font)
            self.list.addTopLevelItem(item)
            item.setSelected(version.uuid in kept)
        self.list.blockSignals(False)
        rows = min(max(self.list.topLevelItemCount(), 2), _ROWS)
        self.list.setFixedHeight(self.list.header().sizeHint().height() + rows * (self.list.sizeHintForRow(0) + 1) + 6)
        chosen = {version.uuid for version in self._selected()}
        if chosen != kept or len(chosen) > 1:
            # Two that stay chosen may have been screened meanwhile
            self._chosen()

    def choose(self, uuids: set[str]) -> None:
        """Chooses these, as a press on them would."""
        self.list.blockSignals(True)
        for number in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(number)
            item.setSelected(item.data(0, _VERSION).uuid in uuids)
        self.list.blockSignals(False)
        self._chosen()

    def choose_none(self) -> None:
        """Nothing is chosen any more, because the officer looks at something else."""
        self.list.clearSelection()

    def _selected(self) -> list[BoundaryVersion]:
        versions: list[BoundaryVersion] = [item.data(0, _VERSION) for item in self.list.selectedItems()]
        return sorted(versions, key=lambda version: version.number)

    def _chosen(self) -> None:
        versions = self._selected()[-2:]
        comparison = self._compared(versions) if len(versions) == 2 else None
        self.table.setVisible(comparison is not None)
        reason = plain_text(versions[0].reason) if len(versions) == 1 else ""
        self.said.setText(f"Reason: {reason}" if reason else comparison.title if comparison is not None else _ONE)
        if comparison is not None:
            self._show(comparison, versions)
        self.chosen.emit(versions, comparison)

    def _compared(self, versions: list[BoundaryVersion]) -> VersionComparison | None:
        from ...reports.version_comparison import compare_versions
        from ...rules.rules import Rules

        reader = self._desk.reader
        if reader is None:
            return None
        one, other = versions
        try:
            screenings = (reader.screening(one.uuid), reader.screening(other.uuid))
            return compare_versions(one, other, Rules(today(self._desk.clock)), screenings)
        except RedlineError as error:
            self._desk.failed.emit(str(error))
            return None

    def _show(self, comparison: VersionComparison, versions: list[BoundaryVersion]) -> None:
        self.table.setHeaderLabels(["", *(f"Version {version.number}" for version in versions)])
        self.table.clear()
        for row in comparison.rows:
            item = QTreeWidgetItem([plain_text(row.what), plain_text(row.one), plain_text(row.other)])
            font = item.font(0)
            font.setBold(row.differs)
            item.setFont(0, font)
            for column in range(3):
                item.setToolTip(column, tooltip(f"{row.what}: {row.one or '-'} / {row.other or '-'}"))
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
            self.table.addTopLevelItem(item)


def _tree(titles: list[str], name: str) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setColumnCount(len(titles))
    tree.setHeaderLabels(titles)
    tree.setRootIsDecorated(False)
    tree.setAccessibleName(name)
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch if len(titles) == 4 else QHeaderView.ResizeMode.Interactive)
    for column in range(1, len(titles)):
        resize = QHeaderView.ResizeMode.ResizeToContents if len(titles) == 4 else QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(column, resize)
    return tree
