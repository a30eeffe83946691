"""What is to be checked, which column is which field, and the buttons that begin and stop it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ...reports.plain_text import plain_text
from ..plain_label import plain_label
from .mapping_row import WantedField
from .mapping_table import MappingTable
from .standard_form import StandardForm

if TYPE_CHECKING:
    from ...constraints.standard.column_mapping import ColumnMapping
    from ...constraints.standard.first_rows import FirstRows


class StandardSetup(QWidget):
    """Says what is wanted; does nothing itself."""

    check_wanted = pyqtSignal()
    export_wanted = pyqtSignal()
    stop_wanted = pyqtSignal()
    load_wanted = pyqtSignal()
    save_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form, self.table, self.saidLabel, self.bar = StandardForm(), MappingTable(), plain_label(), QProgressBar()
        self.bar.setTextVisible(False)
        self.loadButton, self.saveButton = QPushButton("&Load mapping…"), QPushButton("&Save mapping")
        self.checkButton, self.exportButton, self.stopButton = QPushButton("&Check"), QPushButton("&Export…"), QPushButton("S&top")
        self.loadButton.setToolTip("A JSON file that says which column is which field")
        self.saveButton.setToolTip("Beside the layer's file, or in the QGIS profile for a layer that is no file")
        self.exportButton.setToolTip("CSV and GeoJSON as the platform takes them, with every safe fix made, checked once more")
        buttons = QHBoxLayout()
        for button in (self.loadButton, self.saveButton):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.stopButton, self.checkButton, self.exportButton):
            buttons.addWidget(button)
        for button, signal in (
            (self.loadButton, self.load_wanted),
            (self.saveButton, self.save_wanted),
            (self.checkButton, self.check_wanted),
            (self.exportButton, self.export_wanted),
            (self.stopButton, self.stop_wanted),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, wanted=signal: wanted.emit())
        layout = QVBoxLayout(self)
        layout.addWidget(self.form)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.saidLabel)
        layout.addWidget(self.bar)
        layout.addLayout(buttons)
        self._shown: tuple[Sequence[WantedField], FirstRows, Mapping[str, str]] | None = None
        self.table.changed.connect(self._say_lacking)
        self.show_working(False)
        self.show_nothing("")

    def show_nothing(self, words: str) -> None:
        """No columns, and why."""
        self._shown = None
        self.table.clear()
        self.table.rows = {}
        self._allow()
        self.say(words)

    def ask(
        self, wanted: Sequence[WantedField], rows: FirstRows, mapping: ColumnMapping, shapes: Mapping[str, str], words: str = ""
    ) -> None:
        """The fields with the columns for them; ``words`` say where the mapping comes from."""
        self._shown = wanted, rows, shapes
        self.table.ask(wanted, rows.columns, mapping, shapes)
        self.table.show_values(rows.values)
        self._allow()
        self._say_lacking(words)

    def take(self, mapping: ColumnMapping) -> None:
        """Another mapping for the same columns."""
        if self._shown is not None:
            wanted, rows, shapes = self._shown
            self.ask(wanted, rows, mapping, shapes)

    def show_working(self, working: bool, words: str = "") -> None:
        """While something runs: the bar, and a button that stops it."""
        for widget in (self.form, self.table):
            widget.setEnabled(not working)
        self.stopButton.setVisible(working)
        self.bar.setVisible(working)
        self.bar.setRange(0, 100)
        self.bar.setValue(0)
        self._allow(working)
        self.say(words)

    def show_progress(self, percent: float) -> None:
        """How far it is."""
        self.bar.setValue(int(percent))

    def say(self, words: str) -> None:
        """Sentences under the table, each on its line."""
        self.saidLabel.setText("\n".join(plain_text(line) for line in words.splitlines()))
        self.saidLabel.setVisible(bool(words))

    def _allow(self, working: bool = False) -> None:
        for button in (self.loadButton, self.saveButton, self.checkButton, self.exportButton):
            button.setEnabled(self._shown is not None and not working)

    def _say_lacking(self, words: str = "") -> None:
        lost, lacking = self.table.lost, self.table.lacking
        told = [words] if words else []
        if lost:
            named = ", ".join(f"“{name}”" for name in lost)
            told.append(f"The mapping names {named}, which the layer does not have. Choose other columns.")
        if lacking:
            told.append(f"Nothing fills {', '.join(lacking)}. The check will tell; an export has them empty.")
        self.say("\n".join(told))
