"""From nothing to the first case in five steps: authority, credentials, constraints, base map, done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qgis.core import QgsApplication
from qgis.gui import QgsAuthConfigSelect, QgsFileWidget, QgsPasswordLineEdit
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWizard,
    QWizardPage,
)

from ...domain.errors import RedlineError
from ..environment.store_place import StorePlace
from ..network.credentials import credentials_words, has_credentials, is_sign_in, origin_of, store_token, why_locked
from ..settings import Settings, StoredSettings
from ..tasks.ping_task import PingTask
from ..tasks.start_task import start_task
from .store_login import StoreLogin
from .store_look import StoreLook
from .what_was_found import base_map_found, profile_found

_KINDS = (("project", "The layers of my own project"), ("xyz", "XYZ tiles"), ("wmts", "WMTS"), ("file", "File"))

_ASKED_FOR_ONCE = (
    "QGIS keeps tokens under a master password and asks for it now: choose one and keep it, for nobody can read it back. From then on QGIS "
    "asks for it when your cases are first fetched, unless the key ring of your computer keeps it."
)
_SIGN_IN = (
    "Where your council signs people in (OpenID Connect), or computers by a certificate, choose what QGIS has been given for that instead:"
)


class FirstRun(QWizard):
    """Keeps nothing until its last page is accepted; the token goes into QGIS's authentication store only."""

    def __init__(self, stored: StoredSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = stored
        self.settings = stored.load()
        self.setWindowTitle("Set up Redline")
        self.setObjectName("redlineFirstRun")
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.authority = AuthorityPage(self)
        self.credentials = CredentialsPage(self)
        self.constraints = ConstraintsPage(self)
        self.base_map = BaseMapPage(self)
        self.done_page = DonePage(self)
        for page in (self.authority, self.credentials, self.constraints, self.base_map, self.done_page):
            self.addPage(page)
        self.resize(620, 420)

    def collected(self) -> Settings:
        """What the pages say so far."""
        return replace(
            self.settings,
            authority_url=self.authority.address(),
            authcfg=self.credentials.authcfg if self.credentials.belongs else "",
            profile=self.constraints.profile.filePath().strip(),
            store=self.constraints.place.address,
            store_authcfg=self.constraints.place.authcfg,
            base_map_kind=self.base_map.kind.currentData(),
            base_map_source=self.base_map.source.filePath().strip(),
            base_map_attribution=self.base_map.attribution.text().strip(),
            officer=self.done_page.officer.text().strip(),
        )

    def accept(self) -> None:
        """Keeps the settings; the caller opens the first case."""
        self._stored.save(replace(self.collected(), open_at_start=True))
        super().accept()


class AuthorityPage(QWizardPage):
    """Step 1."""

    def __init__(self, wizard: FirstRun) -> None:
        super().__init__(wizard)
        self.setTitle("1 of 5: Your authority's back office")
        self.setSubTitle("Its address begins with the council's own name, for example https://southwark.bops.services")
        self.line = QLineEdit(wizard.settings.authority_url)
        self.line.setPlaceholderText("https://council.bops.services")
        self.line.setAccessibleName("Address of the back office")
        self.said = _sentence()
        layout = QVBoxLayout(self)
        layout.addWidget(self.line)
        layout.addWidget(self.said)
        layout.addStretch(1)
        self.line.textChanged.connect(lambda _text: self.said.setText(""))

    def address(self) -> str:
        """The origin of what was typed, "" while it is none."""
        from ...backoffice.origin import origin_typed

        try:
            return str(origin_typed(self.line.text()))
        except RedlineError as error:
            self.said.setText(str(error))
            return ""

    def validatePage(self) -> bool:
        return bool(self.address())


class CredentialsPage(QWizardPage):
    """Step 2."""

    def __init__(self, wizard: FirstRun) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._task: PingTask | None = None
        self.authcfg = wizard.settings.authcfg
        # A token belongs to one server: it is never sent to another because the address was changed
        self._kept_for = origin_of(wizard.settings.authority_url)
        self._asked_for = ""
        self.setTitle("2 of 5: Your token, or your sign-in")
        self.setSubTitle(
            "An administrator of the back office makes a token under Admin, Tokens. It is kept encrypted by QGIS, and sent nowhere else."
        )
        self.token = QgsPasswordLineEdit()
        self.token.setPlaceholderText("bops_…")
        self.token.setAccessibleName("Token")
        self.sign_in = QgsAuthConfigSelect()
        self.sign_in.setAccessibleName("Credentials of QGIS's store")
        self.check = QPushButton("Check")
        self.said = _sentence()
        layout = QVBoxLayout(self)
        layout.addWidget(self.token)
        layout.addWidget(_sentence(_SIGN_IN))
        layout.addWidget(self.sign_in)
        layout.addWidget(_beside(self.said, self.check))
        layout.addStretch(1)
        self.token.textChanged.connect(lambda _text: self.said.setText(""))
        self.sign_in.selectedConfigIdChanged.connect(self._chosen)
        self.check.clicked.connect(self.ask)

    @property
    def belongs(self) -> bool:
        """Whether the stored token was given for the address of step 1."""
        return bool(self._kept_for) and self._kept_for == self._wizard.authority.address()

    def initializePage(self) -> None:
        address = self._wizard.authority.address()
        if self._asked_for and self._asked_for != address:
            self.token.clear()
        self._asked_for = address
        if has_credentials(self.authcfg) and not self.belongs:
            self.said.setText(self._of_another())
        elif has_credentials(self.authcfg):
            self.said.setText("A token is stored already. Leave the field empty to keep it.")
        elif not QgsApplication.authManager().masterPasswordHashInDatabase():
            self.said.setText(_ASKED_FOR_ONCE)

    def validatePage(self) -> bool:
        return self.keep()

    def _chosen(self, config: str) -> None:
        """Credentials that QGIS has are used in place of a token."""
        self.token.setEnabled(not config)
        self.said.setText(f"Requests go {credentials_words(config)}." if config else "")

    def keep(self) -> bool:
        """Puts what was typed into QGIS's store; whether there is a token now."""
        from ...backoffice.token import token_trouble

        chosen = self.sign_in.configId()
        if chosen:
            self.authcfg, self._kept_for = chosen, self._wizard.authority.address()
            return True
        typed = self.token.text().strip()
        if not typed:
            stored = has_credentials(self.authcfg)
            if not stored or not self.belongs:
                self.said.setText(self._of_another() if stored else token_trouble(""))
            return stored and self.belongs
        trouble = token_trouble(typed)
        if trouble:
            self.said.setText(trouble)
            return False
        address = self._wizard.authority.address()
        kept = store_token(typed, address, self.authcfg if self.belongs else "")
        if not kept:
            self.said.setText("QGIS did not store the token: its master password was not given.")
            return False
        self.authcfg, self._kept_for = kept, address
        return True

    def _of_another(self) -> str:
        whose = f"is for {self._kept_for}" if self._kept_for else "was given without an address"
        return f"The stored token {whose}. Type the token of {self._wizard.authority.address()}; the other one is not sent there."

    def ask(self) -> None:
        """Asks the back office whether it knows the token."""
        if not self.keep():
            return
        locked = why_locked(self.authcfg, self._wizard.authority.address())
        if locked:
            self.said.setText(locked)
            return
        self.said.setText("Asking the back office ...")
        self.check.setEnabled(False)
        task = PingTask(self._wizard.collected())
        task.known.connect(lambda may: self._answered(task, f"The back office knows {self._what()}. {may}"))
        task.failed.connect(lambda sentence: self._answered(task, sentence))
        self._task = task
        start_task(task)

    def _answered(self, task: PingTask, sentence: str) -> None:
        if task is not self._task:
            return
        self.check.setEnabled(True)
        self.said.setText(sentence)

    def _what(self) -> str:
        return "you" if is_sign_in(self.authcfg) else "this token"


class ConstraintsPage(QWizardPage):
    """Step 3."""

    def __init__(self, wizard: FirstRun) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self.setTitle("3 of 5: Constraints")
        self.setSubTitle("The profile and the store that your GIS team keeps. Without a store nothing can be checked, and Redline says so.")
        self.profile = QgsFileWidget()
        self.profile.setFilter("Authority profile (*.json)")
        self.profile.setFilePath(wizard.settings.profile)
        self.store = QgsFileWidget()
        self.store.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.store.setFilePath(wizard.settings.store)
        self.profile_said, self.store_said = _sentence(), _sentence()
        self._looked_at: StorePlace | None = None
        self.look, self.test = StoreLook(self), QPushButton("&Test")
        self.look.told.connect(self.store_said.setText)
        self.test.clicked.connect(self._test)
        self.sample = QPushButton("Use the sample borough")
        self.sample.setToolTip("A fictional borough with constraints of its own, to try Redline with; the real store can follow later")
        self.sample.setVisible(_is_there(wizard.settings))
        self.sample.clicked.connect(self._use_sample)
        layout = QFormLayout(self)
        layout.addRow("Authority &profile", self.profile)
        layout.addRow("", self.profile_said)
        layout.addRow("Constraint &store", self.store)
        self.login = StoreLogin(layout, wizard.settings.store_place(), self)
        layout.addRow("", _beside(self.store_said, self.test))
        layout.addRow("", self.sample)
        for widget in (self.profile, self.store):
            widget.fileChanged.connect(lambda _path: self.initializePage())

    def initializePage(self) -> None:
        self.profile_said.setText(profile_found(replace(self._wizard.settings, profile=self.profile.filePath().strip())))
        place = self.place
        self.test.setVisible(not place.is_folder)
        self.login.show_for(place)
        self._look(place)

    @property
    def place(self) -> StorePlace:
        """The store, and with whose credentials it is opened."""
        return self.login.place_at(self.store.filePath().strip())

    def validatePage(self) -> bool:
        return self._keep()

    def _keep(self) -> bool:
        trouble = self.login.keep(self.store.filePath().strip())
        self._look(self.place)
        if trouble:
            self._looked_at = None
            self.store_said.setText(trouble)
        return not trouble

    def _look(self, place: StorePlace) -> None:
        """What was found by a test stays until another place is meant."""
        if place != self._looked_at:
            self._looked_at = place
            self.look.look(place)

    def _test(self) -> None:
        if self._keep():
            self.look.test(self.place)

    def _use_sample(self) -> None:
        self.profile.setFilePath(self._wizard.settings.sample_profile)
        self.store.setFilePath(self._wizard.settings.sample_store)


class BaseMapPage(QWizardPage):
    """Step 4."""

    def __init__(self, wizard: FirstRun) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self.setTitle("4 of 5: Base map")
        self.setSubTitle("What lies under the red lines. The profile may bring one.")
        self.kind = QComboBox()
        for kind, words in _KINDS:
            self.kind.addItem(words, kind)
        self.source = QgsFileWidget()
        self.attribution = QLineEdit()
        self.said = _sentence()
        layout = QFormLayout(self)
        layout.addRow("&Kind", self.kind)
        layout.addRow("&Address or file", self.source)
        layout.addRow("Attri&bution", self.attribution)
        layout.addRow("", self.said)
        self.kind.currentIndexChanged.connect(lambda _row: self._say())
        self.source.fileChanged.connect(lambda _path: self._say())
        self.attribution.textChanged.connect(lambda _text: self._say())

    def initializePage(self) -> None:
        profile = self._wizard.constraints.profile.filePath().strip()
        known = self._wizard.settings
        if Path(profile).is_file() and profile != known.profile:
            known = StoredSettings().defaults(profile)
        self.kind.setCurrentIndex(max(0, self.kind.findData(known.base_map_kind)))
        self.source.setFilePath(known.base_map_source)
        self.attribution.setText(known.base_map_attribution)
        self._say()

    def _say(self) -> None:
        own = self.kind.currentData() == "project"
        self.source.setEnabled(not own)
        self.attribution.setEnabled(not own)
        self.said.setText(base_map_found(self._wizard.collected()))


class DonePage(QWizardPage):
    """Step 5."""

    def __init__(self, wizard: FirstRun) -> None:
        super().__init__(wizard)
        self.setTitle("5 of 5: You")
        self.setSubTitle("Your name as the back office writes it: your own cases then come first.")
        self.officer = QLineEdit(wizard.settings.officer or QgsApplication.userFullName())
        self.officer.setAccessibleName("Your name")
        words = _sentence()
        words.setText("Press Finish: your cases are fetched, and the one that is due first is opened.")
        layout = QVBoxLayout(self)
        layout.addWidget(self.officer)
        layout.addWidget(words)
        layout.addStretch(1)


def _is_there(settings: Settings) -> bool:
    """Whether a sample lies where the settings say."""
    profile, store = settings.sample_profile, settings.sample_store
    return bool(profile and store) and Path(profile).is_file() and Path(store).is_dir()


def _beside(words: QLabel, button: QPushButton) -> QWidget:
    """What is said of something, and the button that asks for it."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(words, 1)
    layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return row


def _sentence(words: str = "") -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
