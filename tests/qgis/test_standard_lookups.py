"""What the page "Standard" looks up: references in the constraint store, and which code each of the council's own words is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer

from plugin.constraints.standard.column_mapping import ColumnMapping
from plugin.domain.clock import Clock
from plugin.gui.constraint_layers.edit_fixes import edit_fixes, edited_words, why_not_editable
from plugin.gui.constraint_layers.words_dialog import WordsDialog
from plugin.gui.layers import standard_layers
from plugin.gui.settings import Settings, StoredSettings
from tests.qgis.cases_of_nowhere import until
from tests.qgis.fake_iface import FakeIface
from tests.qgis.standard_pages import OTHER, SQUARE, Page, areas, open_page
from tests.unit.constraints.store.making import build, collection, feature

ZONES, OUTLINES = "tree-preservation-zone", "listed-building-outline"


@pytest.fixture
def page(iface: FakeIface, stored: StoredSettings, clock: Clock) -> Iterator[Page]:
    yield from open_page(iface, stored, clock)


def check(page: Page, dataset: str, mapping: ColumnMapping, layer: QgsVectorLayer) -> None:
    page.setup.form.layerCombo.setLayer(layer)
    page.choose(dataset)
    page.map(mapping)
    page.check()


def test_a_store_that_can_not_be_opened_is_told_and_the_check_goes_on(page: Page, stored: StoredSettings, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    stored.save(Settings(store=str(tmp_path / "store")))

    check(page, OUTLINES, ColumnMapping({"reference": "ID", "name": "NAME", "listed-building": "WARD"}), areas(("1", "Inn", SQUARE)))

    assert "Nothing was looked up in the constraint store" in page.faults.notesLabel.text()
    assert {code for _row, _field, code, *_ in page.told()} == {"coordinates-not-wgs84", "list-entry-invalid"}


def test_listed_buildings_are_looked_up_in_the_store_unless_somebody_says_not_to(
    page: Page, stored: StoredSettings, tmp_path: Path
) -> None:
    listed = collection(tmp_path / "listed-building.geojson", feature("POINT (-0.085 51.467)", reference="1385406", name="Inn"))
    build(tmp_path / "store", listed)
    stored.save(Settings(store=str(tmp_path / "store")))
    layer = areas(("1385406", "Inn", SQUARE), ("1065901", "Gone", OTHER))
    mapping = ColumnMapping({"reference": "ID", "name": "NAME", "listed-building": "ID"})

    check(page, OUTLINES, mapping, layer)

    assert "Looked up in the constraint store: listed-building." in page.faults.notesLabel.text()
    assert {(row, code) for row, _field, code, *_ in page.told()} == {(None, "coordinates-not-wgs84"), (2, "link-unmatched")}
    page.faults.backButton.click()
    page.setup.form.storeCheck.setChecked(False)
    page.page.result = None
    page.check()
    assert {code for _row, _field, code, *_ in page.told()} == {"coordinates-not-wgs84"}
    assert "listed-building" in page.faults.notesLabel.text()


def test_the_councils_words_become_codes_in_the_mapping_and_the_layer_stays_as_it_is(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    layer = areas(("1", "Individual", SQUARE), ("2", "Group", OTHER), ("3", "Individual", SQUARE.replace("533", "535")))
    check(page, ZONES, ColumnMapping({"reference": "ID", "tree-preservation-zone-type": "NAME", "tree-preservation-order": "ID"}), layer)
    asked: list[WordsDialog] = []

    def answer(dialog: WordsDialog) -> int:
        asked.append(dialog)
        combo = dialog.combos["Individual"]
        combo.setCurrentIndex(combo.findData("group"))
        return int(WordsDialog.DialogCode.Accepted)

    monkeypatch.setattr(WordsDialog, "exec", answer)
    page.point_at("code-unknown")
    assert page.faults.wordsButton.isVisibleTo(page.faults)
    checked = page.page.result
    page.faults.wordsButton.click()
    until(lambda: page.page.result is not None and page.page.result is not checked)

    (dialog,) = asked
    assert list(dialog.combos) == ["Individual"]
    assert page.setup.table.mapping.values == {"tree-preservation-zone-type": {"Individual": "group"}}
    assert [(row, code) for row, _field, code, *_ in page.told() if code == "code-unknown"] == [(2, "code-unknown")]
    page.point_at("code-unknown")
    # “Group” only wants its small letter, which is a safe fix
    assert not page.faults.wordsButton.isVisibleTo(page.faults)
    assert [each["NAME"] for each in layer.getFeatures()] == ["Individual", "Group", "Individual"]


def test_a_layer_of_which_not_all_came_is_neither_checked_nor_exported(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = standard_layers.layer_records
    monkeypatch.setattr(standard_layers, "layer_records", lambda *given: list(read(*given))[:-1])

    check(page, "conservation-area", ColumnMapping({"reference": "ID"}), areas(("1", "Old Town", SQUARE), ("2", "New Town", OTHER)))
    assert page.said == "Only 1 of the 2 features of Areas came: the connection may have broken off. Try again."
    page.setup.say("")
    page.page.export(tmp_path / "out")
    until(lambda: page.said.startswith("Only 1 of the 2"))

    assert not (tmp_path / "out").exists()


def test_a_table_without_shapes_is_mended_in_place_too(page: Page) -> None:
    layer = QgsVectorLayer("NoGeometry?field=reference:string&field=document-url:string&field=documentation-url:string", "Orders", "memory")
    row = QgsFeature(layer.fields())
    row.setAttributes(["T1", "example.gov.uk/1.pdf", "https://example.gov.uk/1"])
    layer.dataProvider().addFeatures([row])
    QgsProject.instance().addMapLayer(layer)
    check(page, "tree-preservation-order", ColumnMapping(), layer)
    result = page.page.result
    assert result is not None
    assert why_not_editable(layer, result) == ""

    words = edited_words(edit_fixes(layer, result), layer.name())

    assert words == ["1 place changed in the edit session of Orders: look at it, then save or undo it in QGIS."]
    assert next(layer.getFeatures())["document-url"] == "https://example.gov.uk/1.pdf"
    layer.rollBack()


def test_a_repair_that_would_make_several_parts_is_left_where_the_layer_takes_one(page: Page) -> None:
    layer = QgsVectorLayer("Polygon?crs=EPSG:27700&field=reference:string&field=name:string", "Areas", "memory")
    row = QgsFeature(layer.fields())
    row.setAttributes(["1", "Old Town"])
    row.setGeometry(QgsGeometry.fromWkt("POLYGON ((533000 176000, 533100 176100, 533100 176000, 533000 176100, 533000 176000))"))
    layer.dataProvider().addFeatures([row])
    QgsProject.instance().addMapLayer(layer)
    check(page, "conservation-area", ColumnMapping(), layer)
    result = page.page.result
    assert result is not None

    edited = edit_fixes(layer, result)

    assert (edited.places, edited.left) == (0, ("Row 1, geometry: it would have several parts, and the layer takes one.",))
    assert layer.undoStack().count() == 0
    assert edited_words(edited, "Areas")[0] == "Nothing was changed in Areas."
    layer.rollBack()


def test_exchanged_coordinates_are_put_right_in_the_layers_own_system(page: Page) -> None:
    swapped = "MULTIPOLYGON (((51.47 -0.08, 51.48 -0.08, 51.48 -0.07, 51.47 -0.08)))"
    layer = areas(("1", "Old Town", swapped), crs="EPSG:4326")
    check(page, "conservation-area", ColumnMapping({"reference": "ID", "name": "NAME"}), layer)
    result = page.page.result
    assert result is not None

    edited = edit_fixes(layer, result)

    assert edited.places == 1
    corner = next(layer.getFeatures()).geometry().vertexAt(0)
    assert (corner.x(), corner.y()) == (-0.08, 51.47)
    layer.rollBack()
