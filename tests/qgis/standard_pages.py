"""The page "Standard" beside a map, what somebody does with it, and layers of a council to check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer

from plugin.constraints.standard.column_mapping import ColumnMapping
from plugin.domain.clock import Clock
from plugin.gui.constraint_layers.standard_page import StandardPage
from plugin.gui.constraint_layers.surroundings import Surroundings
from plugin.gui.settings import StoredSettings
from tests.qgis.cases_of_nowhere import until
from tests.qgis.fake_iface import FakeIface

AREAS = "conservation-area"
SQUARE = "MULTIPOLYGON (((533000 176000, 533100 176000, 533100 176100, 533000 176100, 533000 176000)))"
OTHER = SQUARE.replace("533", "534")
BOW_TIE = "MULTIPOLYGON (((533000 176000, 533100 176100, 533100 176000, 533000 176100, 533000 176000)))"
MAPPING = ColumnMapping({"reference": "ID", "name": "NAME"})


def areas(*rows: tuple[str, str, str], crs: str = "EPSG:27700", title: str = "Areas") -> QgsVectorLayer:
    """A council's own layer in the project: reference, name and WKT of each area."""
    layer = QgsVectorLayer("MultiPolygon?field=ID:string&field=NAME:string&field=WARD:string", title, "memory")
    layer.setCrs(QgsCoordinateReferenceSystem(crs))
    features = []
    for reference, name, shape in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([reference, name, "Peckham"])
        feature.setGeometry(QgsGeometry.fromWkt(shape))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    return layer


class Page:
    """The page beside a map, and what somebody does with it."""

    def __init__(self, page: StandardPage) -> None:
        self.page = page
        self.setup, self.faults = page.setup, page.faults

    def choose(self, dataset: str = AREAS) -> None:
        combo = self.setup.form.datasetCombo
        combo.setCurrentIndex(combo.findData(dataset))
        until(lambda: self.setup.table.rows)

    def name(self, path: Path) -> None:
        self.setup.form.fileEdit.setFilePath(str(path))

    def map(self, mapping: ColumnMapping = MAPPING) -> None:
        self.setup.take(mapping)

    def check(self) -> None:
        self.setup.checkButton.click()
        until(lambda: self.page.result is not None or not self.setup.stopButton.isVisibleTo(self.setup), 60)

    def check_layer(self, *rows: tuple[str, str, str], **given: str) -> QgsVectorLayer:
        layer = areas(*rows, **given)
        self.setup.form.layerCombo.setLayer(layer)
        self.choose()
        self.map()
        self.check()
        return layer

    @property
    def said(self) -> str:
        return str(self.setup.saidLabel.text())

    @property
    def headings(self) -> list[str]:
        model = self.faults.model
        return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]

    def point_at(self, code: str) -> None:
        model = self.faults.model
        for row in range(model.rowCount()):
            line = model.index(0, 0, model.index(row, 0))
            issue = model.issue(line)
            if issue is not None and issue.code == code:
                self.faults.tree.setCurrentIndex(line)
                return
        raise LookupError(code)

    def told(self) -> set[tuple[int | None, str, str, str, str]]:
        assert self.page.result is not None
        return {(each.row, each.field, each.code, each.severity.value, each.message) for each in self.page.result.report.issues}


def open_page(iface: FakeIface, stored: StoredSettings, clock: Clock) -> Iterator[Page]:
    """The page in sight, on a map of the National Grid, until it is closed for good."""
    canvas = iface.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
    made = StandardPage(Surroundings(stored, clock, None, canvas), iface.mainWindow())  # type: ignore[arg-type]  # no case file here
    made.show()
    made.show_again()
    yield Page(made)
    made.close_for_good()
    made.deleteLater()
