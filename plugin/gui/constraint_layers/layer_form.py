"""What a council says of a layer of its own: its name and kind, where it is complete, of when, by whose leave, and what follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.gui import QgsColorButton, QgsDateEdit, QgsFileWidget
from qgis.PyQt.QtCore import QDate, pyqtSignal
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

if TYPE_CHECKING:
    from ...constraints.local_layers.layer_source import LayerSource
    from ...constraints.local_layers.local_layer import LocalLayer
    from ...constraints.standard.column_mapping import ColumnMapping

_OWN_KIND = "A kind of its own"
_AREA = "area"
_COVERAGES = {
    "": "Nobody has said: a site without hits is not called clear",
    "full": "Everywhere",
    "authority": "Inside the authority's own area",
    _AREA: "Inside the area of a file",
}


class LayerForm(QWidget):
    """``changed`` says that something was typed or chosen, ``kind_changed`` that it was the kind: other fields are asked for then."""

    changed = pyqtSignal()
    kind_changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.nameEdit, self.kindCombo, self.coverageCombo, self.areaEdit = QLineEdit(), QComboBox(), QComboBox(), QgsFileWidget()
        self.dateEdit, self.licenceEdit, self.attributionEdit, self.consequenceEdit = QgsDateEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.colourButton = QgsColorButton()
        self.nameEdit.setPlaceholderText("What officers read: Character areas")
        self.licenceEdit.setPlaceholderText("Open Government Licence v3.0")
        self.attributionEdit.setPlaceholderText("Whose it is, as it goes on a print")
        self.consequenceEdit.setPlaceholderText("What follows where it meets a site, in a sentence: stands with each finding")
        self.kindCombo.setToolTip("Every rule that asks for a national dataset asks the layers of its kind too. They stand beside it.")
        self.areaEdit.setFilter("Map data (*.gpkg *.shp *.geojson *.json *.gml *.kml *.tab *.csv);;All files (*)")
        self.areaEdit.lineEdit().setPlaceholderText("A file with the area")
        self.dateEdit.setAllowNull(True)
        self.dateEdit.setNullRepresentation("as its records say, else the file's")
        self.dateEdit.clear()
        self.colourButton.setShowNull(True)
        self.colourButton.setToNull()
        self.colourButton.setColorDialogTitle("Colour on the map")
        self.colourLabel = QLabel()
        coloured = QHBoxLayout()
        coloured.addWidget(self.colourButton)
        coloured.addWidget(self.colourLabel, 1)
        for slug, words in _COVERAGES.items():
            self.coverageCombo.addItem(words, slug)
        covered = QHBoxLayout()
        covered.addWidget(self.coverageCombo, 2)
        covered.addWidget(self.areaEdit, 3)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, widget in (("&Name", self.nameEdit), ("&Kind", self.kindCombo)):
            form.addRow(words, widget)
        form.addRow("&Complete", covered)
        form.labelForField(covered).setBuddy(self.coverageCombo)
        for words, widget in (
            ("&Data of", self.dateEdit),
            ("&Licence", self.licenceEdit),
            ("A&ttribution", self.attributionEdit),
            ("Conse&quence", self.consequenceEdit),
        ):
            form.addRow(words, widget)
        form.addRow("Colo&ur", coloured)
        form.labelForField(coloured).setBuddy(self.colourButton)
        self._offer_kinds()
        self.nameEdit.textChanged.connect(lambda _text: self.changed.emit())
        self.areaEdit.fileChanged.connect(lambda _path: self.changed.emit())
        self.coverageCombo.currentIndexChanged.connect(lambda _index: self._covered())
        self.kindCombo.currentIndexChanged.connect(lambda _index: self.kind_changed.emit())
        for told in (self.colourButton.colorChanged, self.colourButton.cleared):
            told.connect(lambda *_: self._coloured())
        self._covered()
        self._coloured()

    def _offer_kinds(self) -> None:
        from ...constraints.catalogue import Catalogue

        self.kindCombo.addItem(_OWN_KIND, "")
        for each in sorted(Catalogue.load().constraints, key=lambda each: each.name):
            self.kindCombo.addItem(each.name, each.slug)

    def _covered(self) -> None:
        self.areaEdit.setVisible(self.coverageCombo.currentData() == _AREA)
        self.changed.emit()

    def _coloured(self) -> None:
        self.colourLabel.setText("that of its kind" if self.colourButton.isNull() else str(self.colourButton.color().name()).upper())

    @property
    def dataset(self) -> str:
        """The slug of the kind, "" for a kind of its own."""
        return str(self.kindCombo.currentData() or "")

    @property
    def lacking(self) -> str:
        """What has to be said first, "" where all is said."""
        if not self.nameEdit.text().strip():
            return "Give the layer a name that officers can read."
        if self.coverageCombo.currentData() == _AREA and not self.areaEdit.filePath().strip():
            return "Choose the file with the area where the layer is complete, or say it otherwise."
        return ""

    def show_layer(self, layer: LocalLayer) -> None:
        """What was declared before."""
        self.nameEdit.setText(layer.name)
        self.kindCombo.setCurrentIndex(max(self.kindCombo.findData(layer.dataset), 0))
        area = layer.coverage_file
        self.coverageCombo.setCurrentIndex(self.coverageCombo.findData(layer.coverage if area is None else _AREA))
        self.areaEdit.setFilePath("" if area is None else str(area))
        if layer.data_date is not None:
            self.dateEdit.setDate(QDate(layer.data_date.year, layer.data_date.month, layer.data_date.day))
        self.licenceEdit.setText(layer.licence)
        self.attributionEdit.setText(layer.attribution)
        self.consequenceEdit.setText(layer.consequence)
        if layer.colour:
            self.colourButton.setColor(QColor(layer.colour))

    def layer(self, source: LayerSource, mapping: ColumnMapping) -> LocalLayer:
        """The layer as it is declared now. Raises RedlineError where it can't be declared so."""
        from ...constraints.catalogue import Catalogue
        from ...constraints.local_layers.local_layer import LocalLayer, checked

        chosen = str(self.coverageCombo.currentData())
        day = None if self.dateEdit.isNull() else self.dateEdit.date()
        declared = LocalLayer(
            name=self.nameEdit.text().strip(),
            source=source,
            dataset=self.dataset,
            mapping=mapping,
            coverage=str(Path(self.areaEdit.filePath().strip())) if chosen == _AREA else chosen,
            data_date=None if day is None else date(day.year(), day.month(), day.day()),
            licence=self.licenceEdit.text().strip(),
            attribution=self.attributionEdit.text().strip(),
            consequence=self.consequenceEdit.text().strip(),
            colour="" if self.colourButton.isNull() else str(self.colourButton.color().name()).upper(),
        )
        return checked(declared, Catalogue.load())
