"""One request in the making: what its kind has, and what the applicant reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from qgis.PyQt.QtCore import QDate, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QDateEdit, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ...domain.casework.drafted_request import DraftedRequest
from ...domain.request_type import AttributeForm, RequestAttribute, RequestType
from ...reports.plain_text import plain_text

#: How high a field of several lines is, in lines; the reason takes what room there is.
_LINES = 3
_FOUR_WEEKS = timedelta(days=28)


class RequestForm(QWidget):
    """``changed`` carries the DraftedRequest as it stands in the fields."""

    changed = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._request: DraftedRequest | None = None
        self._read: dict[str, Callable[[], str]] = {}
        self.fields: dict[str, QWidget] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 4, 0)
        self._rows.setSpacing(3)

    def show_request(self, request: DraftedRequest, kind: RequestType, documents: Sequence[str], until: date) -> None:
        """Shows a draft; ``documents`` are the names of files to choose from, ``until`` the present day of decision."""
        self._request = None
        self._clear()
        for attribute in kind.attributes:
            self._add_field(attribute, request.attributes.get(attribute.name, ""), documents, until)
        words = "What the applicant reads" if kind.needs_reason else "What the applicant reads (may be left out)"
        self._add(words, "reason", self._words(request.reason, "reason", high=True))
        self._rows.setStretchFactor(self.fields["reason"], 1)
        self._request = request
        # A day that is suggested stands in its field already
        if self.request != request:
            self._tell()

    @property
    def request(self) -> DraftedRequest | None:
        """What stands in the fields."""
        if self._request is None:
            return None
        attributes = {name: read() for name, read in self._read.items() if name != "reason"}
        return replace(self._request, reason=self._read["reason"](), attributes=attributes)

    def point_at(self, name: str) -> None:
        """Puts the keys into the field that is wrong."""
        if name in self.fields:
            self.fields[name].setFocus()

    def _add_field(self, attribute: RequestAttribute, value: str, documents: Sequence[str], until: date) -> None:
        name = attribute.name
        if attribute.form is AttributeForm.WORDS:
            field: QWidget = self._words(value, name)
        elif attribute.form is AttributeForm.DAY:
            field = self._day(value, name, until)
        elif attribute.form is AttributeForm.DOCUMENT:
            field = self._document(value, name, documents)
        else:
            line = QLineEdit(plain_text(value))
            line.textChanged.connect(self._tell)
            self._read[name] = line.text
            field = line
        self._add(attribute.title, name, field)

    def _words(self, value: str, name: str, *, high: bool = False) -> QPlainTextEdit:
        edit = QPlainTextEdit(value)
        edit.setTabChangesFocus(True)
        height = edit.fontMetrics().lineSpacing() * _LINES + 12
        edit.setMinimumHeight(height)
        if not high:
            edit.setMaximumHeight(height)
        edit.textChanged.connect(self._tell)
        self._read[name] = edit.toPlainText
        return edit

    def _day(self, value: str, name: str, until: date) -> QDateEdit:
        day = QDate.fromString(value, Qt.DateFormat.ISODate)
        later = until + _FOUR_WEEKS
        edit = QDateEdit(day if day.isValid() else QDate(later.year, later.month, later.day))
        edit.setCalendarPopup(True)
        edit.setDisplayFormat("d MMMM yyyy")
        edit.dateChanged.connect(self._tell)
        self._read[name] = lambda: str(edit.date().toString(Qt.DateFormat.ISODate))
        return edit

    def _document(self, value: str, name: str, documents: Sequence[str]) -> QComboBox:
        combo = QComboBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        combo.addItems([""] if not value else [])
        combo.addItems([value] if value and value not in documents else [])
        combo.addItems(list(documents))
        combo.setCurrentText(value)
        combo.currentTextChanged.connect(self._tell)
        self._read[name] = combo.currentText
        return combo

    def _add(self, title: str, name: str, field: QWidget) -> None:
        label = QLabel(title)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(field)
        field.setAccessibleName(title)
        self._rows.addWidget(label)
        self._rows.addWidget(field)
        self.fields[name] = field

    def _tell(self, *_: object) -> None:
        request = self.request
        if request is not None:
            self.changed.emit(request)

    def _clear(self) -> None:
        self._read, self.fields = {}, {}
        while self._rows.count():
            widget = self._rows.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
