"""With whose credentials a team's database is opened: a user and a password that go into QGIS's store, or what that has already."""

from __future__ import annotations

from qgis.gui import QgsAuthConfigSelect, QgsPasswordLineEdit
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from ..environment.store_place import StorePlace
from ..network.credentials import store_login

_BOTH = "Type the user and the password, or leave both empty where pgpass or a service file has them."
_NOT_STORED = (
    "QGIS did not store the password: its master password was not given. Give it, or leave the password to pgpass or a service file."
)
_OF_ANOTHER = "These credentials were given for {given_for}, and are not sent to {server}. Type those of {server}, or choose them again."


class StoreLogin(QObject):
    """Rows of a form, there while the store's address is one of a database. A password stays in its field until ``keep``, and is then
    in QGIS's authentication store and nowhere else."""

    def __init__(self, form: QFormLayout, place: StorePlace, parent: QObject) -> None:
        super().__init__(parent)
        self._given_for = place.server
        self.user, self.password, self.chosen = QLineEdit(), QgsPasswordLineEdit(), QgsAuthConfigSelect()
        self.chosen.setAccessibleName("Credentials of QGIS's store for the database")
        self._rows: list[QWidget] = []
        for words, widget in (("Its &user", self.user), ("Its pass&word", self.password), ("or cre&dentials", self.chosen)):
            caption = QLabel(words)
            caption.setBuddy(widget)
            form.addRow(caption, widget)
            self._rows += [caption, widget]
        self.chosen.setConfigId(place.authcfg)
        self._choice(place.authcfg)
        self.chosen.selectedConfigIdChanged.connect(self._chosen)

    def show_for(self, place: StorePlace) -> None:
        """Only a database asks who is there."""
        for each in self._rows:
            each.setVisible(not place.is_folder)

    def place_at(self, address: str) -> StorePlace:
        """An address with the credentials that are chosen, which a folder needs none of."""
        place = StorePlace(address, str(self.chosen.configId()))
        return StorePlace(address) if place.is_folder else place

    def keep(self, address: str) -> str:
        """Put what was typed into QGIS's store, on the GUI thread; a sentence on why that was not done, "" where all is well."""
        place = self.place_at(address)
        if place.is_folder:
            return ""
        if place.authcfg and self._given_for not in ("", place.server):
            given_for, self._given_for = self._given_for, ""
            self.chosen.setConfigId("")
            return _OF_ANOTHER.format(given_for=given_for, server=place.server)
        user, password = self.user.text().strip(), self.password.text()
        if place.authcfg or not (user or password):
            self._given_for = place.server
            return ""
        if not (user and password):
            return _BOTH
        kept = store_login(user, password, place.server)
        if not kept:
            return _NOT_STORED
        self.chosen.setConfigId(kept)
        self._choice(kept)
        # Set last: QGIS tells of this choice as of one that a person makes
        self._given_for = place.server
        return ""

    def _chosen(self, config: str) -> None:
        # Whoever chooses them now means them for the address that stands there
        self._given_for = ""
        self._choice(config)

    def _choice(self, config: str) -> None:
        """Credentials that QGIS has are used in place of what is typed."""
        self.user.setPlaceholderText("as the credentials below say" if config else "where pgpass or a service file does not say it")
        for field in (self.user, self.password):
            field.setEnabled(not config)
            if config:
                field.clear()
