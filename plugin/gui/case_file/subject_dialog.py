"""Asks whom a subject access request is about."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ..plain_label import plain_label

_SAID = (
    "Finds a person by any of these in every case, in the names of photographs and in the copies, and writes what is held of them into a "
    "zip. What belongs to others is taken out; read it before you give it out."
)
_FIELDS = (("&Name", "as in full"), ("&E-mail", ""), ("&Telephone", ""), ("Postal &address", "house and street"))
_SHORTEST = 4


class SubjectDialog(QDialog):
    """``words`` are what the officer has given; one of them is enough."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Data about one person")
        said = plain_label(_SAID)
        self.fields = tuple(QLineEdit() for _ in _FIELDS)
        form = QFormLayout()
        for (title, hint), field in zip(_FIELDS, self.fields):
            field.setPlaceholderText(hint)
            field.textChanged.connect(lambda _text: self._enable())
            form.addRow(title, field)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.findButton = self.buttons.addButton("&Find and save…", QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(said)
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        self.resize(560, 300)
        self._enable()

    @property
    def words(self) -> list[str]:
        return [field.text().strip() for field in self.fields if field.text().strip()]

    def _enable(self) -> None:
        self.findButton.setEnabled(bool(self.words) and all(len(word) >= _SHORTEST for word in self.words))
