"""What is to be checked against the national standard: a layer or a file, the dataset, and what it is compared with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import Qgis, QgsMapLayer, QgsVectorLayer
from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from ..layers.layer_aside import LayerAside
from .chosen_source import ChosenSource, layers_in

_FILES = "Map data and tables (*.gpkg *.shp *.geojson *.json *.csv *.gml *.kml *.tab *.mif *.fgb *.gdb *.zip);;All files (*)"
_FILE = "or a file: GeoPackage, Shapefile, GeoJSON, CSV, GML, KML, TAB"
_IN_STORE = "Look references and the authority's area up in the constraint &store"


class StandardForm(QWidget):
    """``changed`` says that another layer, file or dataset was chosen."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layerCombo = _layer_combo(Qgis.LayerFilter.VectorLayer)
        self.layerCombo.setAllowEmptyLayer(True, "No layer of the project")
        self.fileEdit, self.fileLayerCombo = QgsFileWidget(), QComboBox()
        self.fileEdit.setFilter(_FILES)
        self.fileEdit.lineEdit().setPlaceholderText(_FILE)
        self.fileEdit.lineEdit().setShowClearButton(True)
        self.fileLayerCombo.setVisible(False)
        self.fileLayerCombo.setAccessibleName("Layer of the file")
        self.datasetCombo = QComboBox()
        self._stored: ChosenSource | None = None
        self.relatedCombo, self.publishedCombo = (_optional(_layer_combo(Qgis.LayerFilter.VectorLayer)) for _ in range(2))
        self.boundaryCombo = _optional(_layer_combo(Qgis.LayerFilter.PolygonLayer))
        self.storeCheck = QCheckBox(_IN_STORE)
        self.storeCheck.setChecked(True)
        chosen, form = QHBoxLayout(), QFormLayout(self)
        for widget, stretch in ((self.layerCombo, 3), (self.fileEdit, 3), (self.fileLayerCombo, 1)):
            chosen.addWidget(widget, stretch)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow("&Layer", chosen)
        form.labelForField(chosen).setBuddy(self.layerCombo)
        form.addRow("&Dataset", self.datasetCombo)
        form.addRow(self._compared())
        self.layerCombo.layerChanged.connect(lambda _layer: self.changed.emit())
        self.fileEdit.fileChanged.connect(lambda _path: self._file_chosen())
        self.fileLayerCombo.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.datasetCombo.currentIndexChanged.connect(lambda _index: self.changed.emit())

    def offer(self, datasets: dict[str, str]) -> None:
        """The datasets that have a standard, with their names."""
        self.datasetCombo.blockSignals(True)
        for slug, name in datasets.items():
            self.datasetCombo.addItem(name, slug)
        self.datasetCombo.setCurrentIndex(0)
        self.datasetCombo.blockSignals(False)

    def choose_stored(self, dataset: str, stored: ChosenSource) -> None:
        """Chooses what the constraint store has; it stands beside the project's layers from then on."""
        self._stored = stored
        self._choose(dataset, self._show_stored)

    def choose_layer(self, dataset: str, layer: QgsVectorLayer) -> None:
        """Chooses a layer of the project."""
        self._choose(dataset, lambda: self.layerCombo.setLayer(layer))

    def choose_file(self, dataset: str, path: Path, layer: str) -> None:
        """Chooses a file, and which layer of it where it has several."""
        self._choose(dataset, lambda: self._show_file(path, layer))

    def _choose(self, dataset: str, show: Callable[[], None]) -> None:
        """Says once that another was chosen, when all of it is."""
        self.blockSignals(True)
        try:
            self.fileEdit.setFilePath("")
            show()
            self.datasetCombo.setCurrentIndex(self.datasetCombo.findData(dataset))
        finally:
            self.blockSignals(False)
        self.changed.emit()

    def _show_stored(self) -> None:
        if self._stored is not None:
            self.layerCombo.setAdditionalItems([self._stored.title])
            self.layerCombo.setCurrentIndex(self.layerCombo.findText(self._stored.title))

    def _show_file(self, path: Path, layer: str) -> None:
        self.fileEdit.setFilePath(str(path))
        self.fileLayerCombo.setCurrentIndex(max(self.fileLayerCombo.findText(layer), 0))

    @property
    def dataset(self) -> str:
        return str(self.datasetCombo.currentData() or "")

    def source(self) -> ChosenSource | None:
        """What was chosen, a file before a layer; None where nothing was. Raises RedlineError for a file that can't be read."""
        named = self.fileEdit.filePath().strip()
        if named:
            return ChosenSource.of_file(Path(named), str(self.fileLayerCombo.currentText()))
        if self._stored is not None and self.layerCombo.currentText() == self._stored.title:
            return self._stored
        layer = self.layerCombo.currentLayer()
        return ChosenSource.of_project(layer) if isinstance(layer, QgsVectorLayer) else None

    def related(self, linked: str) -> dict[str, LayerAside]:
        """The layers to compare with, by dataset: ``linked`` is the one that references lead to, "" where they lead to none."""
        chosen = {linked: self.relatedCombo.currentLayer() if linked else None, self.dataset: self.publishedCombo.currentLayer()}
        return {dataset: LayerAside(layer) for dataset, layer in chosen.items() if isinstance(layer, QgsVectorLayer)}

    def boundary(self) -> LayerAside | None:
        """The layer of the authority's area, None where none was chosen."""
        layer: QgsMapLayer | None = self.boundaryCombo.currentLayer()
        return LayerAside(layer) if isinstance(layer, QgsVectorLayer) else None

    def show_links(self, linked: str) -> None:
        """Asks for the records of the dataset ``linked``, that references lead to; for none where they lead to none."""
        label = self._rows.labelForField(self.relatedCombo)
        label.setText(f"Its &references lead to {linked}")
        for widget in (label, self.relatedCombo):
            widget.setVisible(bool(linked))

    def _compared(self) -> QWidget:
        self.compareBox = QgsCollapsibleGroupBox("Compare with")
        self._rows = QFormLayout()
        self._rows.addRow("Its &references lead to", self.relatedCombo)
        self._rows.addRow("&Published before", self.publishedCombo)
        self._rows.addRow("Authority's &area", self.boundaryCombo)
        layout = QVBoxLayout(self.compareBox)
        layout.addLayout(self._rows)
        layout.addWidget(self.storeCheck)
        self.compareBox.setCollapsed(True)
        return self.compareBox

    def _file_chosen(self) -> None:
        """Offers the layers of a file that has several."""
        named = self.fileEdit.filePath().strip()
        self.layerCombo.setEnabled(not named)
        names = list(layers_in(Path(named))) if named else []
        self.fileLayerCombo.blockSignals(True)
        self.fileLayerCombo.clear()
        self.fileLayerCombo.addItems(names)
        self.fileLayerCombo.setVisible(len(names) > 1)
        self.fileLayerCombo.blockSignals(False)
        self.changed.emit()


def _layer_combo(kinds: Qgis.LayerFilter) -> QgsMapLayerComboBox:
    combo = QgsMapLayerComboBox()
    combo.setFilters(kinds)
    combo.setMinimumContentsLength(12)
    return combo


def _optional(combo: QgsMapLayerComboBox) -> QgsMapLayerComboBox:
    combo.setAllowEmptyLayer(True, "—")
    combo.setLayer(None)
    return combo
