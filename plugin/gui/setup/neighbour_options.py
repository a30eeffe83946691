"""The part of the options page about neighbours: the council's layers, their columns, whom it tells."""

from __future__ import annotations

from datetime import date
from typing import Any

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QLineEdit, QMenu, QWidget

from ...domain.neighbour_sources import NeighbourSources
from ..layers.marks import LAYER
from ..neighbours.ground_reader import GroundReader
from ..neighbours.neighbour_desk import NO_SOURCE
from ..settings import Settings
from ..tasks.neighbour_look_task import NeighbourLookTask
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task

#: Milliseconds after the last keystroke until the layers are looked at.
_PAUSE = 300
_PLACEHOLDER = "a file, or the name of a layer of your project"


class NeighbourOptions(QObject):
    """Works on the widgets of ``form``, the options page; what it says of the layers is found beside the window."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form: Any = form
        self._task: NeighbourLookTask | None = None
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_PAUSE)
        self._look.timeout.connect(self.show_found)
        for distance in _buffers():
            self._form.neighbourBuffer.addItem(f"{distance:g} m of the red line" if distance else "No distance beyond that", distance)
        _offer_layers(self._form.history)
        for widget in (self._form.addresses, self._form.parcels, self._form.highways):
            _offer_layers(widget)
            widget.fileChanged.connect(lambda _path: self._look.start())
        for line in (self._form.uprnColumn, self._form.addressColumns):
            line.textChanged.connect(lambda _text: self._look.start())

    def show_settings(self, settings: Settings) -> None:
        form = self._form
        form.addresses.setFilePath(settings.addresses)
        form.uprnColumn.setText(settings.address_uprn)
        form.addressColumns.setText(settings.address_words)
        form.parcels.setFilePath(settings.parcels)
        form.highways.setFilePath(settings.highways)
        form.history.setFilePath(settings.history)
        form.acrossHighway.setChecked(settings.across_highway)
        if form.neighbourBuffer.findData(settings.neighbour_buffer) < 0:
            form.neighbourBuffer.addItem(f"{settings.neighbour_buffer:g} m of the red line", settings.neighbour_buffer)
        form.neighbourBuffer.setCurrentIndex(form.neighbourBuffer.findData(settings.neighbour_buffer))

    def sources(self) -> NeighbourSources:
        """What the page says now."""
        form = self._form
        return NeighbourSources(
            addresses=form.addresses.filePath().strip(),
            uprn=form.uprnColumn.text().strip(),
            address=form.addressColumns.text().strip(),
            parcels=form.parcels.filePath().strip(),
            highways=form.highways.filePath().strip(),
            history=form.history.filePath().strip(),
            across_highway=form.acrossHighway.isChecked(),
            buffer=float(form.neighbourBuffer.currentData()),
        )

    def show_found(self) -> None:
        """Says under the settings what is read of the layers, once that has been looked at."""
        stop_task(self._task)
        self._task = None
        sources = self.sources()
        if not sources.are_set:
            self._form.neighboursFound.setText(NO_SOURCE.partition(". ")[0] + ".")
            return
        self._form.neighboursFound.setText("The layers are being looked at.")
        self._task = NeighbourLookTask(GroundReader(sources, QgsProject.instance()))
        self._task.said.connect(self._form.neighboursFound.setText)
        start_task(self._task)


def _buffers() -> list[float]:
    """The distances that councils use, from the rules; options are for the days to come."""
    from ...rules.rules import Rules

    return [float(each) for each in Rules(date.max).row("neighbour.buffers").value.split()]


def _offer_layers(widget: QgsFileWidget) -> None:
    """Puts the vector layers of the project into a menu at the end of the field."""
    line = widget.lineEdit()
    line.setPlaceholderText(_PLACEHOLDER)
    action = line.addAction(QgsApplication.getThemeIcon("/mIconVector.svg"), QLineEdit.ActionPosition.TrailingPosition)
    action.setToolTip("Choose a layer of your project")

    def offer() -> None:
        menu = QMenu(line)
        layers = [each for each in QgsProject.instance().mapLayers().values() if isinstance(each, QgsVectorLayer)]
        names = sorted({each.name() for each in layers if not each.customProperty(LAYER, "") and each.isSpatial()})
        for name in names:
            menu.addAction(name.replace("&", "&&")).triggered.connect(lambda _checked=False, name=name: widget.setFilePath(name))
        if not names:
            menu.addAction("Your project has no vector layers").setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(line.mapToGlobal(line.rect().bottomRight()))

    action.triggered.connect(offer)
