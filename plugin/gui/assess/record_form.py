"""A form for one piece of casework: a field for each of the things that it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import Any, NamedTuple

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ...domain.casework.kept_record import CaseworkRecord
from ...domain.clock import today
from ...rules.standard_texts import parted
from ..case_list.cases_desk import CasesDesk
from ..days import as_date, as_qdate
from .day_field import DayField
from .photographs_field import PhotographsField
from .place_field import Place, PlaceField


class FieldKind(Enum):
    """LINE and TEXT are words, LIST several with ";" between them, CHOICE words that are offered, CHECK yes or no.

    DATE is a day up to today, DAY one that may not be known, OPTION one of the field's ``options``; PLACE is named after the field
    "easting" and has "northing" with it; PHOTOGRAPHS are names of files.
    """

    LINE = "line"
    TEXT = "text"
    LIST = "list"
    CHOICE = "choice"
    CHECK = "check"
    DATE = "date"
    DAY = "day"
    OPTION = "option"
    PLACE = "place"
    PHOTOGRAPHS = "photographs"


_OWN = frozenset({FieldKind.DATE, FieldKind.DAY, FieldKind.OPTION, FieldKind.PLACE, FieldKind.PHOTOGRAPHS})


class Field(NamedTuple):
    """``name`` is the field of the record; ``rows`` is how many lines a TEXT shows at the least."""

    name: str
    label: str
    kind: FieldKind = FieldKind.LINE
    rows: int = 3
    options: tuple[tuple[Any, str], ...] = ()


class RecordForm(QWidget):
    """``changed`` comes with every key; ``chosen`` carries what was taken from the list of a CHOICE.

    ``place_wanted`` asks for a press on the map, ``failed`` says what could not be taken.
    """

    changed = pyqtSignal()
    chosen = pyqtSignal(str)
    place_wanted = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, fields: Sequence[Field], desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = fields
        self._desk = desk
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
            if field.kind is FieldKind.PLACE:
                self.put_place(_place(record))
            else:
                self.put(field.name, getattr(record, field.name))
        self._loading = False

    def record(self, of: CaseworkRecord) -> CaseworkRecord:
        """What the fields say, with all else as it is in ``of``."""
        told = {field.name: self.value(field.name) for field in self._fields if field.kind is not FieldKind.PLACE}
        if self.place_field is not None:
            place = self.place_field.value or (None, None)
            told.update(easting=place[0], northing=place[1])
        return replace(of, **told)

    @property
    def place_field(self) -> PlaceField | None:
        """The field for a place on the map, None in a form without one."""
        return next((each for each in self.widgets.values() if isinstance(each, PlaceField)), None)

    def put_place(self, place: Place | None) -> None:
        """Writes the place."""
        if self.place_field is not None:
            self.place_field.put(place)

    def value(self, name: str) -> Any:
        """What one field says."""
        widget = self.widgets[name]
        if isinstance(widget, QCheckBox):
            return widget.isChecked()
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText()
        if isinstance(widget, QDateEdit):
            return as_date(widget.date())
        if isinstance(widget, PhotographsField):
            return widget.names
        if isinstance(widget, DayField):
            return widget.value
        if self._kinds[name] is FieldKind.OPTION:
            return widget.currentData()
        text = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
        return parted(text) if self._kinds[name] is FieldKind.LIST else text

    def put(self, name: str, value: Any) -> None:
        """Writes one field."""
        widget = self.widgets[name]
        if isinstance(widget, (PhotographsField, DayField)):
            widget.put(value)
            return
        if self._kinds[name] is FieldKind.OPTION:
            widget.setCurrentIndex(widget.findData(value))
            return
        if isinstance(widget, QDateEdit):
            widget.setDate(as_qdate(value))
            return
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
        if field.kind in _OWN:
            return self._make_own(field)
        line = QLineEdit()
        line.textChanged.connect(self._tell)
        if field.kind is FieldKind.LIST:
            line.setPlaceholderText("several: put ; between them")
        return line

    def _make_own(self, field: Field) -> QWidget:
        kind, latest = field.kind, today(self._desk.clock)
        if kind is FieldKind.OPTION:
            option = QComboBox()
            for value, words in field.options:
                option.addItem(words, value)
            option.currentIndexChanged.connect(self._tell)
            return option
        if kind is FieldKind.DAY:
            known = DayField(latest)
            known.changed.connect(self._tell)
            return known
        if kind is FieldKind.PLACE:
            place = PlaceField()
            place.changed.connect(self._tell)
            place.wanted.connect(self.place_wanted)
            return place
        if kind is FieldKind.PHOTOGRAPHS:
            photographs = PhotographsField(self._desk)
            photographs.changed.connect(self._tell)
            photographs.failed.connect(self.failed)
            return photographs
        day = QDateEdit()
        day.setCalendarPopup(True)
        day.setMaximumDate(as_qdate(latest))
        day.dateChanged.connect(self._tell)
        return day

    def _tell(self, *_what: object) -> None:
        if not self._loading:
            self.changed.emit()


def _place(record: CaseworkRecord) -> Place | None:
    easting, northing = getattr(record, "easting", None), getattr(record, "northing", None)
    return None if easting is None or northing is None else (easting, northing)
