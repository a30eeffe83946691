"""Asks which database of the team a store is pushed into, and with whose credentials."""

from __future__ import annotations

from qgis.gui import QgsAuthConfigSelect
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ..environment.store_place import StorePlace
from ..plain_label import plain_label
from ..setup.store_look import StoreLook

_HOW = (
    "The generation that is in use here is copied into the database as a whole, and comes into use there; officers take it up when they "
    "next open a case. It takes a role that may create schemas."
)


class PushDialog(QDialog):
    """``place`` is what was typed, its password left out."""

    def __init__(self, before: StorePlace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Push to the team's database")
        self.addressEdit, self.credentials, self.saidLabel = QLineEdit(before.address), QgsAuthConfigSelect(), plain_label()
        self.addressEdit.setPlaceholderText("postgresql://maintainer@server/database")
        self.addressEdit.setMinimumWidth(440)
        self.credentials.setConfigId(before.authcfg)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.testButton = self.buttons.addButton("&Test", QDialogButtonBox.ButtonRole.ActionRole)
        self.pushButton = self.buttons.addButton("&Push", QDialogButtonBox.ButtonRole.AcceptRole)
        self.pushButton.setDefault(True)
        form = QFormLayout()
        form.addRow("&Database", self.addressEdit)
        form.addRow("Its &credentials", self.credentials)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(_HOW))
        layout.addLayout(form)
        layout.addWidget(self.saidLabel)
        layout.addWidget(self.buttons)
        self._look = StoreLook(self)
        self._look.told.connect(self._say)
        self.testButton.clicked.connect(lambda _checked=False: self._look.test(self.place))
        self.addressEdit.textChanged.connect(lambda _text: self._typed())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._typed()

    @property
    def place(self) -> StorePlace:
        return StorePlace(self.addressEdit.text().strip(), self.credentials.configId())

    def done(self, result: int) -> None:
        self._look.stop()
        super().done(result)

    def _typed(self) -> None:
        there = bool(self.place.address) and not self.place.is_folder
        for button in (self.testButton, self.pushButton):
            button.setEnabled(there)
        if there:
            self._look.look(self.place)
        else:
            self._look.stop()
            self._say("The address of a database begins with postgresql://.")

    def _say(self, words: str) -> None:
        """Whole: the dialog grows with what there is to say."""
        self.saidLabel.setText(words)
        if self.isVisible():
            self.layout().activate()
            self.resize(self.width(), max(self.height(), self.layout().totalHeightForWidth(self.width())))
