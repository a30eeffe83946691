"""A form for one piece of casework: a field for each of the things that it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import Any, NamedTuple

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ...domain.casework.kept_record import CaseworkRecord
from ...rules.standard_texts import parted


class FieldKind(Enum):
    """LINE and TEXT are words, LIST several with ";" between them, CHOICE words that are offered, CHECK yes or no."""

    LINE = "line"
    TEXT = "text"
    LIST = "list"
    CHOICE = "choice"
    CHECK = "check"


class Field(NamedTuple):
    """``name`` is the field of the record; ``rows`` is how many lines a TEXT shows at the least."""

    name: str
    label: str
    kind: FieldKind = FieldKind.LINE
    rows: int = 3


class RecordForm(QWidget):
    """``changed`` comes with every key; ``chosen`` carries what was taken from the list of a CHOICE."""

    changed = pyqtSignal()
    chosen = pyqtSignal(str)

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = fields
        self._loading = False
        self.widgets: dict[str, QWidget] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for field in fields:
            widget = self._make(field)
            self.widgets[field.name] = widget
            widget.setAccessibleName(field.label)
            if field.kind is not FieldKind.CHECK:
                label = QLabel(f"{field.label}")
                label.setBuddy(widget)
                layout.addWidget(label)
            layout.addWidget(widget)
        layout.addStretch()

    def show_record(self, record: CaseworkRecord) -> None:
        """Fills the fields."""
        self._loading = True
        for field in self._fields:
            self.put(field.name, getattr(record, field.name))
        self._loading = False

    def record(self, of: CaseworkRecord) -> CaseworkRecord:
        """What the fields say, with all else as it is in ``of``."""
        return replace(of, **{field.name: self.value(field.name) for field in self._fields})

    def value(self, name: str) -> Any:
        """What one field says."""
        widget = self.widgets[name]
        if isinstance(widget, QCheckBox):
            return widget.isChecked()
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText()
        text = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
        return parted(text) if self._kinds[name] is FieldKind.LIST else text

    def put(self, name: str, value: Any) -> None:
        """Writes one field."""
        widget = self.widgets[name]
        words = "; ".join(value) if isinstance(value, tuple) else value
        if isinstance(widget, QCheckBox):
            widget.setChecked(bool(value))
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(words)
        elif isinstance(widget, QComboBox):
            widget.setEditText(words)
        else:
            widget.setText(words)
            widget.setCursorPosition(0)

    def offer(self, name: str, choices: Sequence[str]) -> None:
        """The words that a CHOICE offers; what stands in it stays."""
        box = self.widgets[name]
        words = box.currentText()
        self._loading = True
        box.clear()
        box.addItems(list(choices))
        box.setEditText(words)
        self._loading = False

    @property
    def _kinds(self) -> Mapping[str, FieldKind]:
        return {field.name: field.kind for field in self._fields}

    def _make(self, field: Field) -> QWidget:
        if field.kind is FieldKind.CHECK:
            box = QCheckBox(field.label)
            box.toggled.connect(self._tell)
            return box
        if field.kind is FieldKind.TEXT:
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setMinimumHeight(int((field.rows + 0.7) * text.fontMetrics().lineSpacing()))
            text.textChanged.connect(self._tell)
            return text
        if field.kind is FieldKind.CHOICE:
            choice = QComboBox()
            choice.setEditable(True)
            choice.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            choice.setMinimumContentsLength(10)
            choice.editTextChanged.connect(self._tell)
            choice.activated.connect(lambda place: self.chosen.emit(choice.itemText(place)))
            return choice
        line = QLineEdit()
        line.textChanged.connect(self._tell)
        if field.kind is FieldKind.LIST:
            line.setPlaceholderText("several: put ; between them")
        return line

    def _tell(self, *_what: object) -> None:
        if not self._loading:
            self.changed.emit()
