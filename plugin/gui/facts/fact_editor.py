"""The field in which one fact is told."""

from __future__ import annotations

from datetime import date

from qgis.gui import QgsDateEdit, QgsDoubleSpinBox, QgsSpinBox
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...domain.fact_kinds import FactForm, FactKind
from ...domain.told_fact import FactSource, FactValue, ToldFact, standing_facts
from ...reports.plain_text import plain_text
from ..days import as_date, as_qdate
from ..rich_text import tooltip

#: What a number shows where the officer tells nothing stands one below the least that can be told.
_NOTHING = -1


class FactEditor(QWidget):
    """Begins with what the officer told before; where that is nothing, the field shows what stands without it."""

    def __init__(self, kind: FactKind, told: tuple[ToldFact, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        mine = next((fact for fact in told if fact.source is FactSource.OFFICER), None)
        others = standing_facts(fact for fact in told if fact.source is not FactSource.OFFICER).get(kind.name)
        self.before: FactValue | None = None if mine is None else mine.value
        self.field = self._field(plain_text(_without(kind, others)))
        self._put(self.before)
        self.field.setAccessibleName(kind.title)
        self.said = QLabel(plain_text(told_words(mine or others)))
        self.said.setWordWrap(True)
        self.said.setVisible(bool(self.said.text()))
        line = QHBoxLayout()
        line.addWidget(self.field)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addLayout(line)
        layout.addWidget(self.said)
        if kind.hint:
            self.field.setToolTip(tooltip(kind.hint))

    @property
    def value(self) -> FactValue | None:
        """What the officer tells, None for nothing."""
        if isinstance(self.field, QComboBox):
            chosen: FactValue | None = self.field.currentData()
            return chosen
        if isinstance(self.field, QgsDateEdit):
            return None if self.field.isNull() else as_date(self.field.date()).isoformat()
        return None if self.field.value() == _NOTHING else self.kind.checked(self.field.value())

    @property
    def changed(self) -> bool:
        return self.value != self.before

    def _field(self, nothing: str) -> QComboBox | QgsDateEdit | QgsSpinBox | QgsDoubleSpinBox:
        kind = self.kind
        if kind.form in (FactForm.YES_NO, FactForm.CHOICE):
            box = QComboBox()
            box.addItem(nothing, None)
            for value, words in ((True, "yes"), (False, "no")) if kind.form is FactForm.YES_NO else kind.choices:
                box.addItem(words, value)
            return box
        if kind.form is FactForm.DAY:
            edit = QgsDateEdit()
            edit.setAllowNull(True)
            edit.setNullRepresentation(nothing)
            edit.setCalendarPopup(True)
            return edit
        spin = QgsSpinBox() if kind.form is FactForm.COUNT else QgsDoubleSpinBox()
        spin.setRange(_NOTHING, int(kind.most))
        spin.setSpecialValueText(nothing)
        spin.setClearValue(_NOTHING, nothing)
        if kind.form is FactForm.POUNDS:
            spin.setDecimals(2)
            spin.setPrefix(kind.form.value)
        elif kind.form is not FactForm.COUNT:
            spin.setDecimals(1)
            spin.setSuffix(f" {kind.form.value}")
        return spin

    def _put(self, value: FactValue | None) -> None:
        if isinstance(self.field, QComboBox):
            self.field.setCurrentIndex(max(0, self.field.findData(value)))
        elif isinstance(self.field, QgsDateEdit):
            if isinstance(value, str):
                self.field.setDate(as_qdate(date.fromisoformat(value)))
            else:
                self.field.clear()
        else:
            self.field.setValue(_NOTHING if value is None else value)


def told_words(fact: ToldFact | None) -> str:
    """Who told a fact and where it stands, in a line; "" for none."""
    if fact is None:
        return ""
    if fact.source is FactSource.OFFICER:
        return f"{fact.officer or 'An officer'}: {fact.said}"
    who = {FactSource.SUBMISSION: "Submission", FactSource.BACK_OFFICE: "Back office", FactSource.AUTHORITY: "Profile"}[fact.source]
    return f"{who}: {fact.said}"


def _without(kind: FactKind, others: ToldFact | None) -> str:
    """What stands where the officer tells nothing."""
    return kind.words(None if others is None else others.value)
