"""Layers of the council's own in the Constraint layers window: any source of QGIS, mapped, looked at, reviewed, read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsSettings, QgsVectorFileWriter, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QMessageBox

from plugin.constraints.local_layers.declarations import load_layers
from plugin.constraints.local_layers.layer_source import FileSource, QgisSource
from plugin.constraints.store.generations import has_store
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.clock import Clock
from plugin.domain.dataset import Coverage
from plugin.gui.constraint_layers.constraint_layers_dialog import ConstraintLayersDialog
from plugin.gui.constraint_layers.layer_dialog import LayerDialog
from plugin.gui.layers.qgis_layer_opener import source_of_layer
from plugin.gui.settings import StoredSettings
from tests.qgis.cases_of_nowhere import OpenDesk, pulled, until
from tests.qgis.fake_iface import FakeIface
from tests.qgis.test_constraint_layers import Ticking, lines

#: At the site of the case of nowhere, EPSG:27700 530000 180000.
SQUARES = ("POLYGON ((529900 179900, 530300 179900, 530300 180300, 529900 180300, 529900 179900))", "POLYGON ((1 1, 2 1, 2 2, 1 1))")
ARC = "CIRCULARSTRING Z (530000 180000 5, 530010 180010 5, 530020 180000 5)"
CURVE = f"CURVEPOLYGON Z (COMPOUNDCURVE Z ({ARC}, (530020 180000 5, 530000 180000 5)))"


def memory_layer(name: str = "Character areas", crs: str = "EPSG:27700", shapes: tuple[str, ...] = SQUARES) -> QgsVectorLayer:
    """A layer of the project with a council's own columns."""
    layer = QgsVectorLayer(f"Polygon?crs={crs}&field=CA_NO:string&field=TITLE:string&field=SINCE:date", name, "memory")
    for number, shape in enumerate(shapes, start=1):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"C{number}", f"Area {number}", None])
        feature.setGeometry(QgsGeometry.fromWkt(shape))
        assert layer.dataProvider().addFeatures([feature])[0]
    QgsProject.instance().addMapLayer(layer)
    return layer


class Window:
    """The Constraint layers window with a case file of one case, and its dialog of a layer."""

    def __init__(self, dialog: ConstraintLayersDialog, folder: Path) -> None:
        self.dialog = dialog
        self.folder = folder
        self.page = dialog.layers

    @property
    def asked(self) -> LayerDialog:
        found = self.dialog.own.dialog
        assert found is not None
        return found

    def looked(self) -> LayerDialog:
        """The dialog, once its source was looked at."""
        until(lambda: not self.asked.bar.isVisible())
        return self.asked

    def add(self, source: QgsVectorLayer | Path, **typed: str) -> LayerDialog:
        """The dialog, filled in: a source, a name, and which column is which field."""
        self.page.own.addButton.click()
        form = self.asked.sourceForm
        if isinstance(source, QgsVectorLayer):
            form.layerCombo.setLayer(source)
        else:
            form.kindCombo.setCurrentIndex(2 if source.is_dir() else 1)
            (form.folderEdit if source.is_dir() else form.fileEdit).setFilePath(str(source))
        asked = self.looked()
        for field, column in typed.items():
            row = asked.table.rows[field]
            row.combo.setCurrentIndex(row.combo.findData(column))
        return asked

    def read(self) -> None:
        """The dialog's yes; then what came of it."""
        self.asked.okButton.click()
        until(lambda: not self.page.stopButton.isVisible(), 60)

    def accept(self) -> None:
        self.dialog.changes.acceptButton.click()
        until(lambda: self.dialog.pages.currentWidget() is self.page)

    def row(self, name: str) -> list[str]:
        return next(row for row in lines(self.page.tree) if row[0] == name)

    def choose(self, name: str) -> None:
        tree = self.page.tree
        items = map(tree.topLevelItem, range(tree.topLevelItemCount()))
        tree.setCurrentItem(next(item for item in items if item.text(0) == name))


@pytest.fixture
def window(iface: FakeIface, open_desk: OpenDesk, stored: StoredSettings, clock: Clock, tmp_path: Path) -> Iterator[Window]:
    desk = open_desk(pulled(1))
    QgsSettings().setValue("redline/store", str(tmp_path / "store"))
    dialog = ConstraintLayersDialog(stored, Ticking(clock), desk, iface.mapCanvas(), iface.mainWindow())
    dialog.show()
    yield Window(dialog, tmp_path / "store")
    dialog.close_for_good()
    QgsProject.instance().clear()


def loaded(folder: Path) -> dict[str, Any]:
    with LocalStore(folder) as store:
        return dict(store.snapshots())


def test_without_a_folder_of_the_store_nothing_is_asked(window: Window) -> None:
    QgsSettings().setValue("redline/store", "")
    window.page.own.addButton.click()

    assert window.dialog.own.dialog is None
    assert "name no folder" in window.page.saidLabel.text()


def test_what_may_be_chosen_is_said_before_anything_is(window: Window) -> None:
    memory_layer()
    window.page.own.addButton.click()

    assert window.asked.sourceForm.layerCombo.currentText() == "Choose a layer of any provider"
    assert window.asked.preview.headerItem().text(0) == "The first records, once the source was looked at"
    assert window.asked.form.colourLabel.text() == "that of its kind"
    window.asked.form.colourButton.setColor(QColor("#12ab3c"))
    assert window.asked.form.colourLabel.text() == "#12AB3C"


def test_a_file_that_is_not_there_is_said_and_cannot_be_declared(window: Window, tmp_path: Path) -> None:
    asked = window.add(tmp_path / "nowhere.geojson")

    assert "does not exist" in asked.saidLabel.text()
    assert not asked.okButton.isEnabled()


def test_a_layer_with_a_key_in_its_address_is_refused(window: Window, tmp_path: Path) -> None:
    table = tmp_path / "trees.csv"
    table.write_text("x,y\n530000,180000\n", encoding="utf-8")
    secret = QgsVectorLayer(f"{table.as_uri()}?type=csv&xField=x&yField=y&crs=EPSG:27700&token=swordfish", "Trees", "delimitedtext")
    QgsProject.instance().addMapLayer(secret)
    assert secret.isValid()

    asked = window.add(secret)

    assert "holds a password or a key" in asked.saidLabel.text()
    assert "swordfish" not in asked.saidLabel.text()
    assert not asked.okButton.isEnabled()


def test_a_national_name_is_refused_with_the_way_out(window: Window) -> None:
    asked = window.add(memory_layer())
    asked.form.nameEdit.setText("Tree")

    asked.okButton.click()

    assert "say that its records are of the dataset tree" in asked.saidLabel.text()
    assert asked.isVisible()


def test_a_layer_of_the_project_is_mapped_looked_at_reviewed_and_used(window: Window) -> None:
    asked = window.add(memory_layer(), reference="CA_NO", name="TITLE")
    asked.form.coverageCombo.setCurrentIndex(1)
    preview = [asked.preview.topLevelItem(0).text(column) for column in range(asked.preview.columnCount())]
    assert asked.form.nameEdit.text() == "Character areas"
    assert asked.countLabel.text().startswith("2 records")
    assert preview == ["C1", "Area 1"]

    window.read()

    assert window.dialog.pages.currentWidget() is window.dialog.changes
    assert not has_store(window.folder)
    assert load_layers(window.folder) == ()
    window.accept()
    assert window.row("Character areas")[1:4] == ["2", window.row("Character areas")[2], "everywhere"]
    assert window.row("Character areas")[5] == "Character areas (memory)"
    assert "character-areas" in window.page.wanted
    (declared,) = load_layers(window.folder)
    assert declared.mapping.columns["reference"] == "CA_NO"
    assert loaded(window.folder)["character-areas"].coverage is Coverage.FULL


def test_a_second_layer_shows_which_cases_it_touches(window: Window) -> None:
    window.add(memory_layer("First", shapes=SQUARES[1:]))
    window.read()
    window.accept()
    window.add(memory_layer("Second"), name="TITLE")

    window.read()

    told = lines(window.dialog.changes.tree)
    assert any(row[0] == "26-00001-HAPP" and "Area 1" in row[1] for row in told)


def test_curves_and_heights_and_another_system_are_brought_to_the_grid(window: Window) -> None:
    layer = QgsVectorLayer("CurvePolygonZ?crs=EPSG:27700&field=NO:string", "Curved", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["1"])
    feature.setGeometry(QgsGeometry.fromWkt(CURVE))
    layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer)
    window.add(layer)
    window.read()
    window.accept()
    degrees = memory_layer("Degrees", "EPSG:4326", ("POLYGON ((-0.13 51.5, -0.12 51.5, -0.12 51.51, -0.13 51.51, -0.13 51.5))",))
    window.add(degrees)
    window.read()
    window.accept()

    with LocalStore(window.folder) as store:
        shapes = {each.dataset: store.geometry(each) for each in store.candidates((0, 0, 700000, 1300000)).entities.values()}
        issues = [each.what for each in store.issues("curved")]
    assert shapes["curved"].area == pytest.approx(157.08, abs=0.5)
    assert not shapes["curved"].has_z
    assert shapes["degrees"].centroid.x == pytest.approx(530250, abs=600)
    assert "arcs-straightened" in issues


def test_a_layer_of_several_in_a_file_is_chosen_and_kept_as_the_file(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "survey.gpkg"
    for name in ("one", "two"):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.layerName = name
        if path.exists():
            options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        layer = memory_layer(name)
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProject.instance().transformContext(), options)
    asked = window.add(path)
    assert [asked.sourceForm.fileLayerCombo.itemText(row) for row in range(2)] == ["one", "two"]
    asked.sourceForm.fileLayerCombo.setCurrentIndex(1)
    window.looked()

    window.read()
    window.accept()

    (declared,) = load_layers(window.folder)
    assert declared.source == FileSource(path, "two")
    of_project = QgsVectorLayer(f"{path}|layername=two", "Two", "ogr")
    filtered = QgsVectorLayer(f"{path}|layername=two|subset=\"CA_NO\" = 'C1'", "Two", "ogr")
    assert source_of_layer(of_project) == FileSource(path, "two")
    assert isinstance(source_of_layer(filtered), QgisSource)


def test_a_refresh_reads_local_layers_again_without_an_authority_and_refuses_a_shrunken_one(window: Window) -> None:
    layer = memory_layer(shapes=SQUARES[:1] * 12)
    window.add(layer, reference="CA_NO")
    window.read()
    window.accept()
    layer.dataProvider().deleteFeatures([feature.id() for feature in layer.getFeatures()][:5])
    tree = window.page.tree
    for item in map(tree.topLevelItem, range(tree.topLevelItemCount())):
        item.setCheckState(0, Qt.CheckState.Checked if item.text(0) == "Character areas" else Qt.CheckState.Unchecked)

    window.page.authorityEdit.setText("")
    window.page.refreshButton.click()
    until(lambda: not window.page.stopButton.isVisible(), 60)

    assert "has 12 records in the store and 7 where it comes from" in window.row("Character areas")[4]
    window.choose("Character areas")
    window.page.shrinkButton.click()
    until(lambda: not window.page.stopButton.isVisible(), 60)
    window.page.reviewButton.click()
    window.accept()
    assert loaded(window.folder)["character-areas"].count == 7


def test_a_layer_that_lives_in_a_project_only_keeps_what_is_there_when_the_project_is_gone(window: Window) -> None:
    window.add(memory_layer())
    window.read()
    window.accept()
    QgsProject.instance().clear()
    tree = window.page.tree
    for item in map(tree.topLevelItem, range(tree.topLevelItemCount())):
        item.setCheckState(0, Qt.CheckState.Checked if item.text(0) == "Character areas" else Qt.CheckState.Unchecked)

    window.page.refreshButton.click()
    until(lambda: not window.page.stopButton.isVisible(), 60)

    assert "lives in a QGIS project only" in window.row("Character areas")[4]
    assert loaded(window.folder)["character-areas"].count == 2


def test_a_reading_that_is_stopped_declares_nothing(window: Window) -> None:
    layer = memory_layer(shapes=SQUARES[:1] * 3000)
    window.add(layer)

    window.asked.okButton.click()
    window.page.stopButton.click()
    until(lambda: not window.page.stopButton.isVisible(), 60)

    assert window.page.saidLabel.text().startswith("Stopped.")
    assert load_layers(window.folder) == ()
    assert window.dialog.own.dialog is None
    assert not has_store(window.folder)


def test_a_layer_is_edited_and_its_old_place_is_left(window: Window) -> None:
    window.add(memory_layer())
    window.read()
    window.accept()
    window.choose("Character areas")

    window.page.own.editButton.click()
    asked = window.looked()
    assert asked.form.nameEdit.text() == "Character areas"
    asked.form.nameEdit.setText("Survey")
    asked.form.kindCombo.setCurrentIndex(asked.form.kindCombo.findData("conservation-area"))
    window.read()
    window.accept()

    assert list(loaded(window.folder)) == ["conservation-area--survey"]
    assert [each.name for each in load_layers(window.folder)] == ["Survey"]


def test_a_review_that_is_left_declares_nothing_and_what_was_accepted_can_be_put_back(window: Window) -> None:
    window.add(memory_layer("One"))
    window.read()
    window.accept()
    window.add(memory_layer("Other"))
    window.read()

    window.dialog.changes.backButton.click()

    assert [each.name for each in load_layers(window.folder)] == ["One"]
    window.page.reviewButton.click()
    window.accept()
    assert [each.name for each in load_layers(window.folder)] == ["One", "Other"]
    window.dialog.put_back()
    until(lambda: not window.page.stopButton.isVisible(), 60)
    assert [each.name for each in load_layers(window.folder)] == ["One"]
    assert window.page.own_layers == {"one"}


def test_a_layer_is_taken_away_only_by_a_yes(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    window.add(memory_layer("One"))
    window.read()
    window.accept()
    window.add(memory_layer("Other"))
    window.read()
    window.accept()
    window.choose("One")
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: 0)
    window.page.own.removeButton.click()
    assert [each.name for each in load_layers(window.folder)] == ["One", "Other"]

    monkeypatch.setattr(
        QMessageBox, "clickedButton", lambda box: box.buttons()[-1] if box.buttons()[-1].text() == "&Remove" else box.buttons()[0]
    )
    window.page.own.removeButton.click()
    until(lambda: not window.page.stopButton.isVisible(), 60)
    assert [each.name for each in load_layers(window.folder)] == ["One", "Other"]
    window.accept()

    assert list(loaded(window.folder)) == ["other"]
    assert [each.name for each in load_layers(window.folder)] == ["Other"]


def test_a_layer_that_came_to_nothing_is_asked_for_again_as_it_was_filled_in(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": []}), encoding="utf-8")
    asked = window.add(path)
    asked.form.nameEdit.setText("Nothing yet")
    asked.form.licenceEdit.setText("OGL")

    window.read()

    again = window.looked()
    assert (again.form.nameEdit.text(), again.form.licenceEdit.text()) == ("Nothing yet", "OGL")
    assert "“Nothing yet” has no records" in again.whyLabel.text()
    assert load_layers(window.folder) == ()
