"""The page Redline under Settings > Options; under each setting it says what was found there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ...constraints.secure_address import with_scheme
from ...resources_path import form_path
from ..environment.store_place import StorePlace
from ..icons import icon
from ..settings import Settings, StoredSettings
from .neighbour_options import NeighbourOptions
from .store_look import StoreLook
from .what_was_found import back_office_found, base_map_found, grid_found, platform_found, profile_found

PAGE = "redlineOptions"

_KINDS = (("project", "The project's own"), ("xyz", "XYZ tiles"), ("wmts", "WMTS"), ("file", "File"))

#: Milliseconds after the last keystroke until a path is looked at.
_PAUSE = 300


class OptionsPage(QgsOptionsPageWidget):
    """Shows the settings in force and keeps what the officer changes; ``saved`` is called after that."""

    def __init__(self, stored: StoredSettings, saved: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = stored
        self._saved = saved
        self.form = QWidget()
        uic.loadUi(str(form_path("options_page.ui")), self.form)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self._looked_at: StorePlace | None = None
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_PAUSE)
        self._look.timeout.connect(self.show_found)
        self._dress()
        self.neighbours = NeighbourOptions(self.form)
        self.store = StoreLook(self)
        self.store.told.connect(self.form.storeFound.setText)
        self.show_settings(stored.load())
        self._connect()
        self.show_found()
        self.neighbours.show_found()

    def show_settings(self, settings: Settings) -> None:
        form = self.form
        form.profileFile.setFilePath(settings.profile)
        form.storeFolder.setFilePath(settings.store)
        form.storeCredentials.setConfigId(settings.store_authcfg)
        form.generationsKept.setValue(settings.generations_kept)
        form.applicationsFolder.setFilePath(settings.applications)
        form.openAtStart.setChecked(settings.open_at_start)
        form.gridFolder.setFilePath(settings.grid_folder)
        form.authorityUrl.setText(settings.authority_url)
        form.credentials.setConfigId(settings.authcfg)
        form.officer.setText(settings.officer)
        form.caseFile.setFilePath(settings.case_file)
        form.closedMonths.setValue(settings.closed_months)
        form.platformUrl.setText(settings.platform_url)
        form.platformFiles.setText(settings.platform_files)
        self._show_profiled(settings)

    def settings(self) -> Settings:
        """What the page says now."""
        form, neighbours = self.form, self.neighbours.sources()
        return replace(
            self._stored.load(),
            store=form.storeFolder.filePath().strip(),
            store_authcfg="" if self._place().is_folder else form.storeCredentials.configId(),
            generations_kept=form.generationsKept.value(),
            applications=form.applicationsFolder.filePath().strip(),
            profile=form.profileFile.filePath().strip(),
            tolerance=form.toleranceBox.value(),
            near=form.nearBox.value(),
            base_map_kind=form.baseMapKind.currentData(),
            base_map_source=form.baseMapSource.filePath().strip(),
            base_map_layer=form.baseMapLayer.text().strip(),
            base_map_attribution=form.baseMapAttribution.text().strip(),
            base_map_licence_line=form.baseMapLicenceLine.text().strip(),
            grid_folder=form.gridFolder.filePath().strip(),
            open_at_start=form.openAtStart.isChecked(),
            authority_url=form.authorityUrl.text().strip(),
            authcfg=form.credentials.configId(),
            officer=form.officer.text().strip(),
            case_file=form.caseFile.filePath().strip(),
            closed_months=form.closedMonths.value(),
            platform_url=with_scheme(form.platformUrl.text()),
            platform_files=with_scheme(form.platformFiles.text()),
            addresses=neighbours.addresses,
            address_uprn=neighbours.uprn,
            address_words=neighbours.address,
            parcels=neighbours.parcels,
            highways=neighbours.highways,
            history=neighbours.history,
            across_highway=neighbours.across_highway,
            neighbour_buffer=neighbours.buffer,
        )

    def apply(self) -> None:
        """Called by QGIS when the officer presses OK."""
        self._stored.save(self.settings())
        self._saved()

    def show_found(self) -> None:
        """Says under each setting what lies there."""
        settings = self.settings()
        form = self.form
        form.backOfficeFound.setText(back_office_found(settings))
        form.profileFound.setText(profile_found(settings))
        self._look_at_store()
        form.platformFound.setText(platform_found(settings))
        form.gridFound.setText(grid_found(settings))
        form.baseMapFound.setText(base_map_found(settings))
        own = settings.base_map_kind == "project"
        for widget in (form.baseMapSource, form.baseMapLayer, form.baseMapAttribution, form.baseMapLicenceLine):
            widget.setEnabled(not own)
        form.baseMapLayer.setEnabled(settings.base_map_kind in ("wmts", "file"))

    def _place(self) -> StorePlace:
        return StorePlace(self.form.storeFolder.filePath().strip(), self.form.storeCredentials.configId())

    def _look_at_store(self) -> None:
        """What belongs to a database is there only while the address names one; what was found by a test stays until that changes."""
        place = self._place()
        for widget in (self.form.storeCredentialsCaption, self.form.storeCredentials, self.form.storeTest):
            widget.setVisible(not place.is_folder)
        if place != self._looked_at:
            self._looked_at = place
            self.store.look(place)

    def _show_profiled(self, settings: Settings) -> None:
        form = self.form
        form.toleranceBox.setValue(settings.tolerance)
        form.nearBox.setValue(settings.near)
        form.baseMapKind.setCurrentIndex(max(0, form.baseMapKind.findData(settings.base_map_kind)))
        form.baseMapSource.setFilePath(settings.base_map_source)
        form.baseMapLayer.setText(settings.base_map_layer)
        form.baseMapAttribution.setText(settings.base_map_attribution)
        form.baseMapLicenceLine.setText(settings.base_map_licence_line)
        self.neighbours.show_settings(settings)

    def _dress(self) -> None:
        from ...constraints.platform.platform_settings import usual_settings
        from ...constraints.store.prune import usual_keeping

        form = self.form
        form.platformUrl.setPlaceholderText(usual_settings().address)
        form.platformFiles.setPlaceholderText(usual_settings().files)
        for widget in (form.storeFolder, form.gridFolder, form.applicationsFolder):
            widget.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        form.caseFile.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        form.caseFile.setFilter("Case file (*.redline)")
        form.profileFile.setFilter("Authority profile (*.json)")
        form.toleranceBox.setClearValue(1.0)
        form.nearBox.setClearValue(50.0)
        form.generationsKept.setSpecialValueText(f"the usual {usual_keeping().kept} loadings")
        for kind, words in _KINDS:
            form.baseMapKind.addItem(words, kind)

    def _connect(self) -> None:
        form = self.form
        form.profileFile.fileChanged.connect(self._profile_changed)
        for widget in (form.storeFolder, form.gridFolder, form.baseMapSource):
            widget.fileChanged.connect(lambda _path: self._look.start())
        form.storeTest.clicked.connect(lambda _checked=False: self.store.test(self._place()))
        form.storeCredentials.selectedConfigIdChanged.connect(lambda _id: self._look.start())
        form.baseMapKind.currentIndexChanged.connect(lambda _row: self.show_found())
        form.caseFile.fileChanged.connect(lambda _path: self._look.start())
        form.credentials.selectedConfigIdChanged.connect(lambda _id: self._look.start())
        for line in (form.baseMapAttribution, form.baseMapLicenceLine, form.authorityUrl, form.platformUrl, form.platformFiles):
            line.textChanged.connect(lambda _text: self._look.start())

    def _profile_changed(self, path: str) -> None:
        """A profile brings its own distances and base map, which the officer may then change."""
        if Path(path.strip()).is_file():
            self._show_profiled(self._stored.defaults(path.strip()))
        self._look.start()


class OptionsFactory(QgsOptionsWidgetFactory):
    """Lets QGIS make the page whenever its options are opened."""

    def __init__(self, stored: StoredSettings, saved: Callable[[], None]) -> None:
        super().__init__("Redline", icon("redline"), PAGE)
        self._stored = stored
        self._saved = saved

    def icon(self) -> QIcon:
        return icon("redline")

    def createWidget(self, parent: QWidget | None = None) -> OptionsPage:
        page = OptionsPage(self._stored, self._saved, parent)
        page.setObjectName(PAGE)
        return page
