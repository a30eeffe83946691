"""From the readiness of a dataset to its faults: the page "Standard" opens with the dataset chosen and checked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from plugin.constraints.local_layers.layer_source import FileSource
from plugin.constraints.local_layers.local_layer import LocalLayer
from plugin.constraints.standard.column_mapping import ColumnMapping
from plugin.domain.accuracy import UNTRANSFORMED
from plugin.domain.clock import Clock
from plugin.gui.constraint_layers.constraint_layers_dialog import ConstraintLayersDialog
from plugin.gui.layers import standard_layers
from plugin.gui.settings import StoredSettings
from plugin.gui.tasks.stop_task import is_under_way
from tests.qgis.cases_of_nowhere import OpenDesk, pulled, until
from tests.qgis.conftest import settle
from tests.qgis.fake_iface import FakeIface
from tests.qgis.standard_pages import MAPPING, SQUARE, Page, areas
from tests.unit.constraints.store.making import build, collection, feature, square

GRID = {"crs": {"type": "name", "properties": {"name": "EPSG:27700"}}}
BOW_TIE = "POLYGON ((532000 180000, 532100 180100, 532100 180000, 532000 180100, 532000 180000))"


class Window:
    """The window, and what somebody does on its page "Readiness"."""

    def __init__(self, dialog: ConstraintLayersDialog) -> None:
        self.dialog, self.page, self.standard = dialog, dialog.readiness, dialog.standard
        dialog.show()
        dialog.tabs.setCurrentWidget(self.page)
        until(lambda: not self.page.bar.isVisible(), 30)
        self.page.tabs.setCurrentWidget(self.page.table)

    def point_at(self, name: str, fault: int = -1) -> None:
        table = self.page.table
        tops = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
        lacking = tops[-1]
        items = [*tops, *(lacking.child(row) for row in range(lacking.childCount()))]
        item = next(each for each in items if each.text(0) == name)
        table.setCurrentItem(item if fault < 0 else item.child(fault))

    def checked(self) -> set[tuple[int | None, str]]:
        until(lambda: self.standard.result is not None, 60)
        assert self.dialog.tabs.currentWidget() is self.standard
        assert self.standard.pages.currentWidget() is self.standard.faults
        assert self.standard.result is not None
        return {(each.row, each.code) for each in self.standard.result.report.issues}


@pytest.fixture
def window(iface: FakeIface, open_desk: OpenDesk, stored: StoredSettings, clock: Clock, tmp_path: Path) -> Iterator[Callable[..., Window]]:
    opened: list[ConstraintLayersDialog] = []

    def open_window(*files: Path) -> Window:
        areas = [
            feature(square(530000, 180000), reference="CA1", name="Old Town"),
            feature(square(531000, 180000), reference="CA1", name="Quay"),
            feature(BOW_TIE, reference="CA3", name="Mill"),
        ]
        area = collection(tmp_path / "conservation-area.geojson", *areas, **GRID)
        belt = collection(tmp_path / "green-belt.geojson", feature(square(530000, 180000), reference="GB1", name="Belt"), **GRID)
        build(tmp_path / "store", area, belt, *files, clock=clock, coverage="full")
        stored.save(replace(stored.load(), store=str(tmp_path / "store")))
        dialog = ConstraintLayersDialog(stored, clock, open_desk(pulled(1)), iface.mapCanvas(), iface.mainWindow())
        opened.append(dialog)
        return Window(dialog)

    yield open_window
    for each in opened:
        each.close_for_good()


def test_a_dataset_without_a_standard_is_not_checked_and_says_why(window: Callable[..., Window]) -> None:
    found = window()
    found.point_at("Green belt")

    assert not found.page.checkButton.isEnabled()
    assert "There is no national standard for Green belt" in found.page.checkButton.toolTip()
    found.page.table.setFocus()
    QTest.keyClick(found.page.table, Qt.Key.Key_Return)
    assert "There is no national standard for Green belt" in found.page.saidLabel.text()
    assert found.dialog.tabs.currentWidget() is found.page


def test_a_dataset_that_the_store_lacks_is_not_checked_and_says_why(window: Callable[..., Window]) -> None:
    found = window()
    found.point_at("Tree")

    assert not found.page.checkButton.isEnabled()
    assert "Tree is not in the store. Load it under Layers" in found.page.checkButton.toolTip()


def test_nothing_in_hand_offers_nothing_to_check(window: Callable[..., Window]) -> None:
    found = window()
    found.page.table.setCurrentItem(None)

    assert not found.page.checkButton.isEnabled()
    found.page.tabs.setCurrentIndex(0)
    assert not found.page.checkButton.isVisible()


def test_the_button_opens_the_standard_with_what_the_store_has_checked(window: Callable[..., Window]) -> None:
    found = window()
    found.point_at("Conservation area")
    found.page.checkButton.click()

    told = found.checked()
    assert {(2, "reference-not-unique"), (3, "geometry-invalid")} <= told
    form = found.standard.setup.form
    assert form.dataset == "conservation-area"
    assert form.layerCombo.currentText() == "In the store: Conservation area"


def test_enter_on_a_dataset_and_a_double_click_on_one_of_its_faults_do_the_same(window: Callable[..., Window]) -> None:
    found = window()
    found.point_at("Conservation area")
    found.page.table.setFocus()
    QTest.keyClick(found.page.table, Qt.Key.Key_Return)
    told = found.checked()

    found.dialog.tabs.setCurrentWidget(found.page)
    until(lambda: not found.page.bar.isVisible(), 30)
    found.standard.result = None
    found.point_at("Conservation area", fault=0)
    rectangle = found.page.table.visualItemRect(found.page.table.currentItem())
    viewport = found.page.table.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=rectangle.center())
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=rectangle.center())
    assert found.checked() == told


def test_what_the_store_has_is_exported_with_what_its_way_to_degrees_is_worth(window: Callable[..., Window], tmp_path: Path) -> None:
    found = window()
    found.point_at("Conservation area")
    found.page.checkButton.click()
    found.checked()
    found.standard.result = None

    found.standard.export(tmp_path / "out")
    until(lambda: found.standard.result is not None, 60)

    assert (tmp_path / "out" / "conservation-area.csv").is_file()
    assert found.standard.result is not None
    assert found.standard.result.published is not None
    assert found.standard.result.published.exported.accuracy != UNTRANSFORMED


def test_a_layer_of_the_council_s_own_is_checked_where_it_comes_from_with_its_own_columns(
    window: Callable[..., Window], tmp_path: Path
) -> None:
    own = collection(tmp_path / "ours.geojson", feature(square(533000, 180000), ID="7", TITLE="Lane"), **GRID)
    mapping = ColumnMapping({"reference": "ID", "name": "TITLE"})
    layer = LocalLayer("Ours", FileSource(own), "conservation-area", mapping)
    found = window()

    found.standard.check_dataset(layer.slug, "Ours", layer)
    until(lambda: found.standard.result is not None, 60)

    assert found.standard.result is not None
    assert [row["reference"] for row in found.standard.result.table.rows] == ["7"]
    assert found.standard.setup.form.fileEdit.filePath() == str(own)


def test_a_layer_of_the_council_s_own_whose_file_is_gone_is_checked_as_the_store_has_it(
    window: Callable[..., Window], tmp_path: Path
) -> None:
    found = window()
    mapping = ColumnMapping({"reference": "ID", "name": "TITLE"})
    gone = LocalLayer("Conservation area", FileSource(tmp_path / "gone.gpkg"), "conservation-area", mapping)

    found.standard.check_dataset("conservation-area", "Conservation area", gone)
    until(lambda: found.standard.result is not None, 60)

    assert found.standard.setup.form.layerCombo.currentText() == "In the store: Conservation area"
    assert found.standard.result is not None
    assert [row["reference"] for row in found.standard.result.table.rows] == ["CA1", "CA1", "CA3"]


def test_a_file_without_the_layer_that_was_declared_is_not_checked_by_another_of_its_layers(
    window: Callable[..., Window], tmp_path: Path
) -> None:
    path = tmp_path / "ours.gpkg"
    for action, name in enumerate(("one", "two")):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.layerName = name
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile(action)
        QgsVectorFileWriter.writeAsVectorFormatV3(areas(("9", name, SQUARE)), str(path), QgsCoordinateTransformContext(), options)
    found = window()
    gone = LocalLayer("Conservation area", FileSource(path, "three"), "conservation-area")

    found.standard.check_dataset("conservation-area", "Conservation area", gone)
    until(lambda: found.standard.result is not None, 60)

    assert found.standard.setup.form.layerCombo.currentText() == "In the store: Conservation area"
    assert found.standard.result is not None
    assert len(found.standard.result.table.rows) == 3


def test_what_was_declared_of_a_layer_that_can_not_be_read_is_not_held_of_the_next(window: Callable[..., Window], tmp_path: Path) -> None:
    page = Page(window().standard)
    empty = tmp_path / "empty.csv"
    empty.write_text("", encoding="utf-8")
    page.page.check_dataset(
        "conservation-area", "Ours", LocalLayer("Ours", FileSource(empty), "conservation-area", ColumnMapping({"name": "WARD"}))
    )
    until(lambda: "is empty" in page.said)

    page.setup.form.fileEdit.setFilePath("")
    page.setup.form.layerCombo.setLayer(areas(("1", "Old Town", SQUARE)))
    page.choose()

    assert page.setup.table.mapping.columns.get("name") != "WARD"
    assert page.page.task is None


def test_what_a_check_finds_that_was_left_for_another_is_never_told_of_the_other(
    window: Callable[..., Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page(window().standard)
    reading, go_on = threading.Event(), threading.Event()
    read = standard_layers.layer_records

    def slowly(source: Any, dataset: str, feedback: Any = None) -> Iterator[Any]:
        reading.set()
        go_on.wait(20)
        yield from read(source, dataset, feedback)

    page.page.show_again()
    page.setup.form.layerCombo.setLayer(areas(("1", "Old Town", SQUARE)))
    page.choose()
    page.map()
    monkeypatch.setattr(standard_layers, "layer_records", slowly)
    page.setup.checkButton.click()
    until(reading.is_set)
    first = page.page.task
    other = tmp_path / "other.csv"
    other.write_text(f'ID,NAME,geometry\n2,Quay,"{SQUARE}"\n', encoding="utf-8")
    page.page.check_dataset("conservation-area", "Other", LocalLayer("Other", FileSource(other), "conservation-area", MAPPING))
    until(lambda: page.page.result is not None, 60)

    go_on.set()
    until(lambda: not is_under_way(first))
    settle()

    assert page.page.result is not None
    assert [row["reference"] for row in page.page.result.table.rows] == ["2"]
    assert not page.setup.stopButton.isVisibleTo(page.setup)
