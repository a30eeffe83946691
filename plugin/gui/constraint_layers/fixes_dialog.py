"""All safe fixes before and after, and the two ways to make them: in a mended copy, or in the layer's own edit session."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.plain_figures import counted
from ...reports.plain_text import plain_text
from ..plain_label import plain_label
from ..rich_text import tooltip
from .fix_preview import shape_words

if TYPE_CHECKING:
    import shapely

    from ...constraints.standard.mend import RowFix
    from ..tasks.standard_task import StandardResult

_WAYS = (
    "The layer itself stays as it is. A mended copy has all of it, and is checked once more as it was written. "
    "In the layer the fixes are one step of its edit session: one undo takes them back, and nothing is saved until you save."
)


#: Fixes that are listed one by one.
_MOST = 5_000


class FixWay(Enum):
    """What to do with the fixes."""

    COPY = "copy"
    LAYER = "layer"


class FixesDialog(QDialog):
    """``way`` is what was chosen, None where nothing is to be done. ``why_not`` says why the layer itself can't be changed."""

    def __init__(self, result: StandardResult, why_not: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way: FixWay | None = None
        self.setWindowTitle("Safe fixes")
        self.resize(720, 420)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["Row", "Field", "Before", "After"])
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName("Safe fixes, before and after")
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((110, 150, 210)):
            self.tree.setColumnWidth(column, width)
        self.tree.addTopLevelItems([_line(fix, result.table.rows[fix.row - 1]["reference"]) for fix in result.fixes[:_MOST]])
        if len(result.fixes) > _MOST:
            self.tree.addTopLevelItem(QTreeWidgetItem([f"and {len(result.fixes) - _MOST:,} more"]))
        self.cancelButton, self.copyButton = QPushButton("Cancel"), QPushButton("Write a mended &copy…")
        self.layerButton = QPushButton("Change the &layer")
        self.layerButton.setEnabled(not why_not)
        self.layerButton.setToolTip(tooltip(why_not))
        buttons = QHBoxLayout()
        buttons.addWidget(self.cancelButton)
        buttons.addStretch(1)
        for button in (self.layerButton, self.copyButton):
            buttons.addWidget(button)
        self.copyButton.setDefault(True)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(f"{counted(len(result.fixes), 'place')} can be mended without changing what the record says."))
        layout.addWidget(self.tree, 1)
        layout.addWidget(plain_label(plain_text(f"{_WAYS} {why_not}".strip())))
        layout.addLayout(buttons)
        self.cancelButton.clicked.connect(self.reject)
        self.copyButton.clicked.connect(lambda _checked=False: self._take(FixWay.COPY))
        self.layerButton.clicked.connect(lambda _checked=False: self._take(FixWay.LAYER))

    def _take(self, way: FixWay) -> None:
        self.way = way
        self.accept()


def _line(fix: RowFix, reference: str) -> QTreeWidgetItem:
    row = f"{fix.row:,} · {reference.strip()}" if reference.strip() else f"{fix.row:,}"
    before, after = (_words(each) for each in (fix.before, fix.after))
    item = QTreeWidgetItem([plain_text(each) for each in (row, fix.field, before, after)])
    for column, words in ((2, before), (3, after)):
        item.setToolTip(column, tooltip(words))
    return item


def _words(value: str | shapely.Geometry | None) -> str:
    return f"“{value}”" if isinstance(value, str) else shape_words(value)
