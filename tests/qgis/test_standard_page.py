"""The page "Standard": a layer is held to the national standard, its faults are shown on the map, mended and exported."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsProject, QgsVectorFileWriter
from qgis.PyQt.QtCore import QModelIndex
from qgis.PyQt.QtWidgets import QFileDialog, QMessageBox

from plugin.constraints.standard.column_mapping import ColumnMapping
from plugin.domain.clock import Clock
from plugin.gui.constraint_layers.fixes_dialog import FixesDialog, FixWay
from plugin.gui.layers import standard_layers
from plugin.gui.settings import StoredSettings
from tests.qgis.cases_of_nowhere import until
from tests.qgis.fake_iface import FakeIface
from tests.qgis.standard_pages import AREAS, BOW_TIE, OTHER, SQUARE, Page, areas, open_page
from tests.qgis.test_processing_layers import Ran, run  # noqa: F401  # a fixture


@pytest.fixture
def page(iface: FakeIface, stored: StoredSettings, clock: Clock) -> Iterator[Page]:
    yield from open_page(iface, stored, clock)


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch) -> Callable[[FixWay | None], list[FixesDialog]]:
    """Answers the dialog of fixes, and gives what was shown."""
    shown: list[FixesDialog] = []

    def answered(choice: FixWay | None) -> list[FixesDialog]:
        def run_dialog(dialog: FixesDialog) -> int:
            shown.append(dialog)
            button = {FixWay.COPY: dialog.copyButton, FixWay.LAYER: dialog.layerButton, None: dialog.cancelButton}[choice]
            button.click()
            return 0

        monkeypatch.setattr(FixesDialog, "exec", run_dialog)
        return shown

    return answered


def test_without_a_layer_it_says_what_to_do_and_nothing_can_be_begun(page: Page) -> None:
    assert page.said.startswith("Choose a layer of the project, or a file")
    assert not page.setup.checkButton.isEnabled()
    assert not page.setup.exportButton.isEnabled()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.gpkg", None, "has no layer that QGIS can read"),
        ("none.csv", None, "does not exist"),
        ("words.gpkg", "not a map", "has no layer that QGIS can read"),
        ("broken.geojson", '{"type": "FeatureCollection", "features": [', "broken.geojson"),
        ("empty.csv", "", "is empty"),
    ],
)
def test_a_file_that_is_none_is_told_and_nothing_can_be_begun(
    page: Page, tmp_path: Path, name: str, content: str | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")

    page.name(tmp_path / name)
    until(lambda: page.said and not page.said.startswith("Reading"))

    assert said in page.said
    assert not page.setup.checkButton.isEnabled()


def test_a_mapping_that_names_a_missing_column_is_told_at_its_field_and_in_words(page: Page, tmp_path: Path) -> None:
    layer = tmp_path / "areas.csv"
    layer.write_text(f'ID,NAME,geometry\n1,Old Town,"{SQUARE}"\n', encoding="utf-8")
    (tmp_path / f"areas.{AREAS}.mapping.json").write_text('{"columns": {"reference": "NUMBER", "name": "NAME"}}', encoding="utf-8")

    page.name(layer)
    until(lambda: page.setup.table.rows)

    assert "The mapping names “NUMBER”, which the layer does not have." in page.said
    assert page.setup.table.lacking == ("reference",)
    assert page.setup.table.mapping.columns == {"name": "NAME"}


def test_a_mapping_that_is_none_is_told_and_the_columns_are_asked_for_without_it(page: Page, tmp_path: Path) -> None:
    layer = tmp_path / "areas.csv"
    layer.write_text(f'reference,name,geometry\n1,Old Town,"{SQUARE}"\n', encoding="utf-8")
    (tmp_path / f"areas.{AREAS}.mapping.json").write_text('{"columns": ', encoding="utf-8")

    page.name(layer)
    until(lambda: page.setup.table.rows)

    assert "is not valid JSON" in page.said
    assert page.setup.table.lacking == ()


def test_a_check_that_is_stopped_says_so_and_changes_nothing(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, stopped = threading.Event(), threading.Event()
    read = standard_layers.layer_records

    def slowly(source: Any, dataset: str, feedback: Any = None) -> Iterator[Any]:
        reading.set()
        stopped.wait(20)
        yield from read(source, dataset, feedback)

    page.setup.form.layerCombo.setLayer(areas(("1", "Old Town", SQUARE)))
    page.choose()
    monkeypatch.setattr(standard_layers, "layer_records", slowly)
    page.setup.checkButton.click()
    until(reading.is_set)
    assert page.setup.stopButton.isVisibleTo(page.setup)
    assert not page.setup.table.isEnabled()

    page.setup.stopButton.click()
    stopped.set()
    until(lambda: page.said == "Stopped. Nothing was changed.")

    assert page.page.result is None
    assert page.setup.checkButton.isEnabled()


def test_a_layer_without_a_coordinate_system_is_placed_by_its_size_and_that_is_said(page: Page) -> None:
    page.check_layer(("1", "Old Town", SQUARE), crs="")

    assert "were taken as EPSG:27700, though the file does not say so" in page.faults.notesLabel.text()
    assert "Warning: geometry, not in longitude and latitude (1)" in page.headings


def test_of_a_file_with_several_layers_one_is_to_be_chosen(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "layers.gpkg"
    for number, name in enumerate(("one", "two")):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.layerName = name
        if number:
            options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        layer = areas((name, "Old Town", SQUARE))
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProject.instance().transformContext(), options)

    page.name(path)
    combo = page.setup.form.fileLayerCombo
    assert [combo.itemText(row) for row in range(combo.count())] == ["one", "two"]
    combo.setCurrentIndex(1)
    page.choose()
    page.map()
    page.check()

    assert page.page.result is not None
    assert page.page.result.table.rows[0]["reference"] == "two"
    assert page.page.result.table.unmapped == ("WARD",)


def test_faults_stand_under_their_severity_and_kind_the_worst_first_and_can_be_left_out(page: Page) -> None:
    page.check_layer(("1", " Old Town", BOW_TIE), ("1", "", OTHER))

    assert page.headings == [
        "Must fix: reference, reference stands twice (1)",
        "Should fix: geometry, shape crosses itself (1)",
        "Should fix: name, empty (1)",
        "Warning: geometry, not in longitude and latitude (1)",
        "Warning: name, spaces around it (1)",
    ]
    page.faults.severities["warning"].setChecked(False)
    page.faults.severities["should fix"].setChecked(False)
    assert page.headings == ["Must fix: reference, reference stands twice (1)"]
    assert page.faults.severities["should fix"].text() == "Should fix (2)"
    assert "No field of the standard takes WARD." in page.faults.notesLabel.text()


@pytest.mark.parametrize("crs", ["EPSG:27700", "EPSG:3857", "EPSG:4326"])
def test_a_fault_that_is_chosen_comes_into_sight_on_a_map_of_any_system(page: Page, iface: FakeIface, crs: str) -> None:
    canvas = iface.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
    page.check_layer(("1", "Old Town", OTHER), ("1", "New Town", BOW_TIE))

    page.point_at("geometry-invalid")
    assert page.faults.map.canvas.extent().contains(QgsPointXY(533050, 176050))
    assert [page.faults.map.bands[name].numberOfVertices() > 0 for name in ("was", "now")] == [True, True]
    page.faults.zoomButton.click()

    centre = QgsGeometry.fromPointXY(canvas.extent().center())
    there = {"EPSG:27700": (533050, 176050), "EPSG:3857": (-9551, 6704392), "EPSG:4326": (-0.0858, 51.4674)}[crs]
    near = {"EPSG:27700": 30.0, "EPSG:3857": 300.0, "EPSG:4326": 0.002}[crs]
    assert centre.distance(QgsGeometry.fromPointXY(QgsPointXY(*there))) < near
    page.page.leave()
    assert [page.faults.map.bands[name].numberOfVertices() for name in ("was", "now")] == [0, 0]
    page.page.show_again()
    assert page.faults.map.bands["was"].numberOfVertices() > 0


def test_a_fault_of_all_rows_is_nowhere_and_one_that_has_to_do_with_another_row_shows_both(page: Page) -> None:
    page.check_layer(("1", "Old Town", SQUARE), ("2", "Old Town", SQUARE))

    page.point_at("coordinates-not-wgs84")
    assert not page.faults.zoomButton.isEnabled()
    page.point_at("shapes-alike")
    assert page.faults.zoomButton.isEnabled()
    assert page.faults.map.bands["was"].size() == 2


def test_a_fault_is_shown_in_full_with_before_and_after_where_it_can_be_mended(page: Page) -> None:
    page.check_layer(("1", " Old Town", BOW_TIE), ("1", "", OTHER))
    preview = page.faults.preview

    page.point_at("geometry-invalid")
    assert "it crosses itself at 533050, 176050" in preview.messageLabel.text()
    assert (preview.beforeLabel.text(), preview.afterLabel.text()) == ("0.0 m²", "5,000.0 m²")
    assert preview.wordsLabel.text().startswith("Repaired: 5,000.0 m²")
    page.point_at("spaces-around")
    assert (preview.beforeLabel.text(), preview.afterLabel.text()) == ("“ Old Town”", "“Old Town”")
    page.point_at("reference-not-unique")
    assert "There is no safe fix" in preview.wordsLabel.text()
    assert not preview.beforeLabel.isVisibleTo(preview)
    page.faults.tree.setCurrentIndex(QModelIndex())
    assert preview.messageLabel.text().startswith("Choose a fault")


def test_fixes_in_the_layer_are_one_step_that_one_undo_takes_back_and_nothing_is_saved(page: Page, way: Any) -> None:
    layer = page.check_layer(("1", " Old Town", BOW_TIE), ("2", "New Town", OTHER))
    shown = way(FixWay.LAYER)

    page.faults.fixButton.click()

    (dialog,) = shown
    assert dialog.tree.topLevelItemCount() == 2
    assert page.said.startswith("2 places changed in the edit session of Areas")
    first = next(layer.getFeatures())
    assert (first["NAME"], first.geometry().isGeosValid()) == ("Old Town", True)
    assert layer.undoStack().count() == 1
    saved = next(layer.dataProvider().getFeatures())
    assert (saved["NAME"], saved.geometry().isGeosValid()) == (" Old Town", False)
    layer.undoStack().undo()
    first = next(layer.getFeatures())
    assert (first["NAME"], first.geometry().asWkt()) == (" Old Town", QgsGeometry.fromWkt(BOW_TIE).asWkt())
    layer.rollBack()


def test_what_has_changed_since_the_check_or_stands_in_the_mapping_alone_is_left_and_told(page: Page, way: Any) -> None:
    layer = areas(("1", " Old Town", SQUARE), ("2", " New Town", OTHER))
    page.setup.form.layerCombo.setLayer(layer)
    page.choose()
    page.map(ColumnMapping({"reference": "ID", "name": "NAME"}, {}, {"document-url": "example.gov.uk/areas"}))
    page.check()
    layer.startEditing()
    layer.changeAttributeValue(next(layer.getFeatures()).id(), 1, "Renamed")
    way(FixWay.LAYER)

    page.faults.fixButton.click()

    assert page.said.startswith("1 place changed")
    assert "Row 1, name: the layer says something else there" in page.said
    assert "Row 1, document-url: its text stands in the mapping, not in the layer." in page.said
    assert [feature["NAME"] for feature in layer.getFeatures()] == ["Renamed", "New Town"]
    layer.rollBack()


def test_a_layer_for_reading_only_and_one_that_is_gone_are_mended_in_a_copy_alone(page: Page, way: Any) -> None:
    layer = page.check_layer(("1", " Old Town", SQUARE))
    shown = way(None)

    layer.setReadOnly(True)
    page.faults.fixButton.click()
    QgsProject.instance().removeMapLayer(layer)
    page.faults.fixButton.click()

    assert [dialog.layerButton.isEnabled() for dialog in shown] == [False, False]
    assert "is for reading only" in shown[0].layerButton.toolTip()
    assert "not in the project any more" in shown[1].layerButton.toolTip()


def test_a_mended_copy_leaves_the_layer_alone_and_is_not_called_ready_without_the_grid(
    page: Page, way: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = page.check_layer(("1", " Old Town", BOW_TIE), ("2", "New Town", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path / "out"))
    way(FixWay.COPY)

    page.faults.fixButton.click()
    until(lambda: page.page.result is not None and page.page.result.published is not None)

    assert page.faults.headLabel.text().startswith("Do not publish these files: ")
    notes = page.faults.notesLabel.text().splitlines()
    assert notes[:3] == [
        "Mended on the way: 2 places.",
        "Not in the export, because no field takes it: WARD.",
        "Written without a shape: row 2.",
    ]
    assert "Should fix: geometry, empty (1)" in page.headings
    assert not page.faults.fixButton.isVisibleTo(page.faults)
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [f"{AREAS}.csv", f"{AREAS}.geojson"]
    assert next(layer.getFeatures())["NAME"] == " Old Town"
    assert not layer.isEditable()


def test_a_folder_that_can_not_be_written_is_told(page: Page, tmp_path: Path) -> None:
    page.check_layer(("1", "Old Town", SQUARE))
    (tmp_path / "taken").write_text("", encoding="utf-8")

    page.page.export(tmp_path / "taken")
    until(lambda: "could not be written" in page.said)

    assert not page.setup.stopButton.isVisibleTo(page.setup)


def test_an_export_asks_before_it_takes_the_place_of_another_and_never_takes_that_of_its_own_layer(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer, before = tmp_path / f"{AREAS}.csv", f'reference,name,geometry\n1, Old Town,"{SQUARE}"\n'
    layer.write_text(before, encoding="utf-8")
    page.name(layer)
    page.choose()
    asked: list[str] = []
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Yes]

    def answer(box: QMessageBox) -> QMessageBox.StandardButton:
        asked.append(box.text())
        return answers.pop(0)

    monkeypatch.setattr(QMessageBox, "exec", answer)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path))

    page.setup.exportButton.click()
    assert page.page.task is None
    page.setup.exportButton.click()
    until(lambda: "Choose another folder" in page.said)

    assert len(asked) == 2
    assert f"has {AREAS}.csv already" in asked[0]
    assert layer.read_text(encoding="utf-8") == before
    assert [file.name for file in tmp_path.iterdir()] == [layer.name]


def test_a_mapping_is_loaded_from_any_file_and_one_that_is_none_or_can_not_be_written_is_told(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer, mapping = tmp_path / "areas.csv", tmp_path / "mine.json"
    layer.write_text(f'ID,TITLE,geometry\n1,Old Town,"{SQUARE}"\n', encoding="utf-8")
    page.name(layer)
    page.choose()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(mapping), ""))

    mapping.write_text('{"columns": {"refrence": "ID"}}', encoding="utf-8")
    page.setup.loadButton.click()
    assert "Did you mean 'reference'" in page.said
    mapping.write_text('{"columns": {"reference": "ID", "name": "TITLE"}}', encoding="utf-8")
    page.setup.loadButton.click()
    assert page.setup.table.lacking == ()
    (tmp_path / f"areas.{AREAS}.mapping.json").mkdir()
    page.setup.saveButton.click()
    assert "The mapping could not be written to" in page.said


def test_a_mapping_is_kept_beside_the_file_and_comes_back_with_it(page: Page, tmp_path: Path) -> None:
    layer = tmp_path / "areas.csv"
    layer.write_text(f'ID,TITLE,geometry\n1,Old Town,"{SQUARE}"\n', encoding="utf-8")
    page.name(layer)
    page.choose()
    page.map(ColumnMapping({"reference": "ID", "name": "TITLE"}))

    page.setup.saveButton.click()
    page.name(tmp_path / "none.csv")
    page.name(layer)
    until(lambda: page.setup.table.rows)

    kept = tmp_path / f"areas.{AREAS}.mapping.json"
    assert json.loads(kept.read_text(encoding="utf-8"))["columns"] == {"reference": "ID", "name": "TITLE"}
    assert f"The mapping was read from {kept}." in page.said
    assert page.setup.table.lacking == ()
    assert page.setup.table.rows["name"].values_shown == "Old Town"


def test_other_layers_tell_what_references_lead_to_and_where_the_authority_is(page: Page) -> None:
    boundary = areas(("", "", OTHER), title="Borough")
    published = areas(("1", "Old Town", SQUARE), ("7", "Gone", SQUARE), title="Published")
    published.dataProvider().renameAttributes({0: "reference"})
    published.updateFields()
    layer = areas(("1", "Old Town", SQUARE))
    form = page.setup.form
    form.layerCombo.setLayer(layer)
    form.boundaryCombo.setLayer(boundary)
    form.publishedCombo.setLayer(published)
    page.choose()
    page.map()

    page.check()

    assert {code for _row, _field, code, *_ in page.told()} == {"coordinates-not-wgs84", "outside-authority", "record-gone"}
    assert not form.relatedCombo.isVisibleTo(form)
    page.choose("tree-preservation-zone")
    assert form.relatedCombo.isVisibleTo(form.compareBox)
