"""Where a layer of the council's own comes from: a layer of the project, a file and which layer of it, or a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsVectorLayer
from qgis.gui import QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QStackedLayout, QWidget

from ..layers.qgis_layer_opener import layer_of_source, source_of_layer

if TYPE_CHECKING:
    from ...constraints.local_layers.layer_source import LayerSource

_FILES = "Map data and tables (*.gpkg *.shp *.geojson *.json *.csv *.gml *.kml *.tab *.mif *.fgb *.gdb *.zip);;All files (*)"
_PROJECT, _FILE, _FOLDER, _DECLARED = range(4)


class SourceForm(QWidget):
    """``changed`` says that another source was chosen."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kindCombo, self.layerCombo, self.fileEdit = QComboBox(), QgsMapLayerComboBox(), QgsFileWidget()
        self.fileLayerCombo, self.folderEdit = QComboBox(), QgsFileWidget()
        self._declared: LayerSource | None = None
        for words, kind in (("A layer of this project", _PROJECT), ("A file", _FILE), ("A folder of files", _FOLDER)):
            self.kindCombo.addItem(words, kind)
        self.kindCombo.setAccessibleName("Kind of source")
        self.layerCombo.setFilters(Qgis.LayerFilter.HasGeometry)
        self.layerCombo.setAllowEmptyLayer(True, "Choose a layer of any provider")
        # The empty layer with its words, which no layer at all would leave out
        self.layerCombo.setCurrentIndex(0)
        self.layerCombo.setMinimumContentsLength(12)
        self.layerCombo.setAccessibleName("Layer of the project")
        self.fileEdit.setFilter(_FILES)
        self.fileEdit.lineEdit().setPlaceholderText("GeoPackage, Shapefile, GeoJSON, CSV, GML, KML, TAB")
        self.fileLayerCombo.setAccessibleName("Layer of the file")
        self.fileLayerCombo.setVisible(False)
        self.folderEdit.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folderEdit.lineEdit().setPlaceholderText("Every file in it is read as one layer")
        of_file = QWidget()
        row = QHBoxLayout(of_file)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.fileEdit, 3)
        row.addWidget(self.fileLayerCombo, 1)
        choices = QWidget()
        self._choices = QStackedLayout(choices)
        for widget in (self.layerCombo, of_file, self.folderEdit, QWidget()):
            self._choices.addWidget(widget)
        chosen = QHBoxLayout()
        chosen.addWidget(self.kindCombo, 1)
        chosen.addWidget(choices, 3)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow("&Source", chosen)
        form.labelForField(chosen).setBuddy(self.kindCombo)
        self.kindCombo.currentIndexChanged.connect(lambda _index: self._turn())
        self.layerCombo.layerChanged.connect(lambda _layer: self.changed.emit())
        self.fileEdit.fileChanged.connect(lambda _path: self._other_file())
        self.fileLayerCombo.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.folderEdit.fileChanged.connect(lambda _path: self.changed.emit())

    def source(self) -> LayerSource | None:
        """What is chosen; None where nothing is. Raises RedlineError for a layer whose address holds a secret."""
        from ...constraints.local_layers.layer_source import FileSource

        kind = self.kindCombo.currentData()
        if kind == _DECLARED:
            return self._declared
        if kind == _PROJECT:
            layer = self.layerCombo.currentLayer()
            return source_of_layer(layer) if isinstance(layer, QgsVectorLayer) else None
        path = (self.fileEdit if kind == _FILE else self.folderEdit).filePath().strip()
        return FileSource(Path(path), str(self.fileLayerCombo.currentText()) if kind == _FILE else "") if path else None

    def show_source(self, source: LayerSource) -> None:
        """What was declared before: a layer of the project where it is open, a file, a folder, else what QGIS named it."""
        from qgis.core import QgsProject

        from ...constraints.local_layers.layer_source import FileSource, is_folder

        layer = layer_of_source(source, QgsProject.instance())
        if isinstance(source, FileSource) and is_folder(source.path):
            self.kindCombo.setCurrentIndex(self.kindCombo.findData(_FOLDER))
            self.folderEdit.setFilePath(str(source.path))
        elif isinstance(source, FileSource):
            self.kindCombo.setCurrentIndex(self.kindCombo.findData(_FILE))
            self.fileEdit.setFilePath(str(source.path))
            self.offer_layers((source.layer,) if source.layer else ())
        elif layer is not None:
            self.kindCombo.setCurrentIndex(self.kindCombo.findData(_PROJECT))
            self.layerCombo.setLayer(layer)
        else:
            self._declared = source
            self.kindCombo.addItem(source.words, _DECLARED)
            self.kindCombo.setCurrentIndex(self.kindCombo.count() - 1)

    def offer_layers(self, names: Sequence[str]) -> None:
        """The layers of the file, where it has several; the one that is chosen stays."""
        kept = str(self.fileLayerCombo.currentText())
        self.fileLayerCombo.blockSignals(True)
        self.fileLayerCombo.clear()
        self.fileLayerCombo.addItems(names)
        self.fileLayerCombo.setCurrentIndex(max(self.fileLayerCombo.findText(kept), 0))
        self.fileLayerCombo.setVisible(len(names) > 1)
        self.fileLayerCombo.blockSignals(False)

    def _turn(self) -> None:
        self._choices.setCurrentIndex(int(self.kindCombo.currentData()))
        self.changed.emit()

    def _other_file(self) -> None:
        self.offer_layers(())
        self.changed.emit()
