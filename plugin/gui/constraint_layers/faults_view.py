"""What a check or an export found: its faults by severity and kind, one of them in full and on a map, and what can be done next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView, QPushButton, QTreeView, QVBoxLayout, QWidget

from ...domain.plain_figures import counted
from ...reports.plain_text import plain_text
from ..plain_label import plain_label
from .change_map import ChangeMap
from .fault_place import Shapes, shapes_of_issue, zoom_to
from .faults_model import FaultsModel
from .fix_preview import FixPreview

if TYPE_CHECKING:
    from ...constraints.standard.standard_table import StandardTable
    from ..tasks.standard_task import StandardResult

#: Headings of no more faults than this are open at once.
_OPEN = 50
#: In letters; the safe fix takes the rest.
_WIDTHS = (24, 48)
_NO_CODE = "code-unknown"


class FaultsView(QWidget):
    """The signals say what is wanted next."""

    left = pyqtSignal()
    fixes_wanted = pyqtSignal()
    words_wanted = pyqtSignal(str)
    export_wanted = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._table: StandardTable | None = None
        self._there = Shapes()
        self.headLabel, self.notesLabel = plain_label(), plain_label()
        self.model, self.tree, self.preview = FaultsModel(self), QTreeView(), FixPreview()
        self.tree.setModel(self.model)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName("Faults, by severity and kind")
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        letter = self.tree.fontMetrics().averageCharWidth()
        for column, letters in enumerate(_WIDTHS):
            self.tree.setColumnWidth(column, letters * letter)
        self.severities = {value: QCheckBox() for value in ("must fix", "should fix", "warning")}
        shown = QHBoxLayout()
        for box in self.severities.values():
            box.setChecked(True)
            box.toggled.connect(lambda _checked: self._keep())
            shown.addWidget(box)
        shown.addStretch(1)
        self.map = ChangeMap(canvas, "", ("was", "now"), words={"was": "as it is", "now": "as it would be"})
        self.map.hintLabel.hide()
        self.zoomButton, self.wordsButton = QPushButton("&Zoom QGIS's map there"), QPushButton("Say what your &words mean…")
        self._field = ""
        below = QHBoxLayout()
        said = QVBoxLayout()
        said.addWidget(self.preview, 1)
        said.addWidget(self.wordsButton, 0, Qt.AlignmentFlag.AlignLeft)
        below.addLayout(said, 1)
        below.addWidget(self.map, 1)
        self.backButton, self.fixButton, self.exportButton = QPushButton("&Back"), QPushButton(), QPushButton("&Export…")
        buttons = QHBoxLayout()
        for button in (self.backButton, self.zoomButton, self.wordsButton, self.fixButton, self.exportButton):
            button.setAutoDefault(False)
        buttons.addWidget(self.backButton)
        buttons.addWidget(self.zoomButton)
        buttons.addStretch(1)
        buttons.addWidget(self.fixButton)
        buttons.addWidget(self.exportButton)
        layout = QVBoxLayout(self)
        for widget in (self.headLabel, self.notesLabel):
            layout.addWidget(widget)
        layout.addLayout(shown)
        layout.addWidget(self.tree, 1)
        layout.addLayout(below)
        layout.addLayout(buttons)
        self.tree.selectionModel().currentChanged.connect(lambda index, _before: self._choose(index))
        self.zoomButton.clicked.connect(lambda _checked=False: zoom_to(self._canvas, [*self._there.was, *self._there.now]))
        self.wordsButton.clicked.connect(lambda _checked=False: self.words_wanted.emit(self._field))
        self.backButton.clicked.connect(lambda _checked=False: self.left.emit())
        self.fixButton.clicked.connect(lambda _checked=False: self.fixes_wanted.emit())
        self.exportButton.clicked.connect(lambda _checked=False: self.export_wanted.emit())

    def show_result(self, result: StandardResult, head: str, notes: str) -> None:
        """All of it anew; ``head`` and ``notes`` are the sentences above the faults."""
        from ...reports.standard_words import faults_of

        faults, self._table = faults_of(result.report), result.table
        for value, box in self.severities.items():
            count = sum(len(each.issues) for each in faults if each.severity.value == value)
            box.setText(f"{value.capitalize()}{'s' * (value == 'warning')} ({count:,})")
            box.setEnabled(count > 0)
        self.headLabel.setText(plain_text(head))
        self.notesLabel.setText(notes)
        self.notesLabel.setVisible(bool(notes))
        self.fixButton.setText(f"&Fix what is safe: {counted(len(result.fixes), 'place')}…")
        self.fixButton.setVisible(bool(result.fixes))
        self.model.show(faults, result.table, self._shown)
        self._open()
        self._choose(QModelIndex())

    def _takes_one_code(self) -> bool:
        standard = self._table.standard if self._table is not None else None
        return standard is not None and any(field.name == self._field and field.kind == "code" for field in standard.fields)

    def show_again(self) -> None:
        """Puts on the map what is chosen."""
        self._choose(self.tree.currentIndex())

    def let_go(self) -> None:
        """Takes off the map what is shown there."""
        self.map.let_go()

    @property
    def _shown(self) -> set[str]:
        return {value for value, box in self.severities.items() if box.isChecked()}

    def _keep(self) -> None:
        self.model.keep(self._shown)
        self._open()
        self._choose(QModelIndex())

    def _open(self) -> None:
        """Headings reach over all columns; those of a few faults are open."""
        for row in range(self.model.rowCount()):
            self.tree.setFirstColumnSpanned(row, QModelIndex(), True)
            heading = self.model.index(row, 0)
            self.tree.setExpanded(heading, self.model.rowCount(heading) <= _OPEN)

    def _choose(self, index: QModelIndex) -> None:
        issue = self.model.issue(index)
        self.preview.show_issue(issue)
        self._there = shapes_of_issue(issue, self._table)
        self.map.show_shapes(was=self._there.was, now=self._there.now)
        self.zoomButton.setEnabled(any(self._there))
        self._field = issue.field if issue is not None and issue.code == _NO_CODE and issue.fix is None else ""
        self.wordsButton.setVisible(bool(self._field) and self._takes_one_code())
