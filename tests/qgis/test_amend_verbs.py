"""What each tool of the panel does, what it asks first, and what the map shows meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QPushButton

from plugin.gui.amend.capture_tool import CaptureTool
from tests.qgis.amending import answer
from tests.qgis.cases_of_nowhere import until


def layer_with(wkt: str, name: str, canvas: Any, crs: str = "EPSG:27700") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"Polygon?crs={crs}&field=name:string", name, "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["12 High Street"])
    feature.setGeometry(QgsGeometry.fromWkt(wkt))
    layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer)
    canvas.setLayers([layer, *canvas.layers()])
    return layer


PARCEL = "Polygon ((530050 180000, 530080 180000, 530080 180040, 530050 180040, 530050 180000))"
LEANING = "Polygon ((530050.4 179990, 530080 179990, 530080 180050, 530050.4 180050, 530050.4 179990))"


def answers(panel: Any) -> dict[str, QPushButton]:
    buttons = [panel.answersLayout.itemAt(number).widget() for number in range(panel.answersLayout.count())]
    return {button.text(): button for button in buttons if button is not None}


def test_a_selected_feature_of_any_layer_is_taken_over(window: Any) -> None:
    amending = window().begin()
    layer_with(PARCEL, "Parcels", amending.iface.mapCanvas()).selectAll()

    amending.place.panel.buttons["take_over"].click()
    panel = amending.place.panel
    assert panel.questionLabel.text() == "Parcels: 12 High Street, 1,200 m²."
    assert list(answers(panel)) == ["Use it instead", "Add this land", "Take it out", "Cancel"]
    answers(panel)["Add this land"].click()

    until(lambda: amending.bench.draft.all_kept)
    assert amending.bench.draft.geometry.area == pytest.approx(3200)
    assert panel.questionFrame.isHidden()


def test_a_clicked_feature_is_taken_over(window: Any) -> None:
    amending = window().begin()
    layer_with(PARCEL, "Parcels", amending.iface.mapCanvas())

    amending.place.panel.buttons["take_over"].click()
    amending.bench.places.take_over_at(530060, 180020)
    answers(amending.place.panel)["Use it instead"].click()

    assert amending.bench.draft.geometry.area == pytest.approx(1200)


def test_a_feature_of_a_layer_in_another_coordinate_system_is_taken_over_where_it_lies(window: Any) -> None:
    amending = window().begin()
    there = QgsGeometry.fromWkt(PARCEL)
    project = QgsProject.instance()
    there.transform(QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:27700"), QgsCoordinateReferenceSystem("EPSG:4326"), project))
    layer_with(there.asWkt(12), "Parcels", amending.iface.mapCanvas(), "EPSG:4326")

    amending.bench.places.take_over_at(530060, 180020)
    answers(amending.place.panel)["Use it instead"].click()

    assert shapely.hausdorff_distance(amending.bench.draft.geometry, shapely.from_wkt(PARCEL)) < 0.02


def test_a_stretch_of_the_line_is_reshaped_along_another(window: Any) -> None:
    amending = window().begin()
    before = amending.bench.draft.geometry

    amending.bench._captured("reshape", shapely.LineString([(530020, 180035), (530025, 180060), (530030, 180035)]))

    assert amending.bench.draft.geometry.covers(before)
    assert amending.bench.draft.geometry.area > before.area


def test_parts_that_meet_are_merged(window: Any) -> None:
    amending = window().begin()
    amending.draw(shapely.MultiPolygon([shapely.box(530000, 180000, 530020, 180040), shapely.box(530020, 180000, 530050, 180040)]), "Two")

    amending.place.panel.buttons["merge"].click()

    assert amending.bench.draft.geometry.geom_type == "Polygon"
    assert amending.bench.draft.geometry.area == pytest.approx(2000)


def test_a_click_on_nothing_says_so(window: Any) -> None:
    amending = window().begin()

    amending.bench.places.take_over_at(540060, 180020)

    assert "There is no shape here" in amending.place.panel.problemLabel.text()


def test_of_several_shapes_one_is_chosen(window: Any) -> None:
    amending = window().begin()
    layer_with(PARCEL, "Parcels", amending.iface.mapCanvas())
    layer_with(LEANING, "Buildings", amending.iface.mapCanvas())
    offered: list[Any] = []
    amending.bench.offered.connect(offered.extend)

    amending.bench.places.take_over_at(530060, 180020)

    assert [words for words, _ in offered] == ["Buildings: 12 High Street", "Parcels: 12 High Street"]


def test_the_line_is_laid_on_a_neighbours_with_a_preview(window: Any) -> None:
    amending = window().begin()
    layer_with(LEANING, "Parcels", amending.iface.mapCanvas())
    panel = amending.place.panel

    panel.buttons["snap"].click()
    amending.bench.places.snap_at(530060, 180020)
    assert "2 vertices moved by up to 0.40 m" in panel.previewLabel.text()
    assert amending.bench.bands._line.size() > 0
    panel.amountSpin.setValue(0.2)
    assert "Nothing of it lies within 0.20 m" in panel.previewLabel.text()
    panel.amountSpin.setValue(0.5)
    answers(panel)["Lay it on"].click()

    assert amending.bench.draft.geometry.bounds[2] == pytest.approx(530050.4)
    assert amending.bench.bands._line.size() == 0


def test_the_line_is_moved_by_a_distance_with_a_preview(window: Any) -> None:
    amending = window().begin()
    panel = amending.place.panel

    panel.buttons["offset"].click()
    assert panel.previewLabel.text() == "Line moved 1.00 m out"
    panel.amountSpin.setValue(-2)
    answers(panel)["Move it"].click()

    assert amending.bench.draft.geometry.bounds == pytest.approx((530002, 180002, 530048, 180038))


def test_a_question_left_alone_changes_nothing(window: Any) -> None:
    amending = window().begin()
    panel = amending.place.panel
    panel.buttons["offset"].click()

    panel.buttons["add"].click()

    assert panel.questionFrame.isHidden()
    assert amending.bench.bands._line.size() == 0
    assert len(amending.bench.draft.draft.steps) == 1
    assert isinstance(amending.iface.mapCanvas().mapTool(), CaptureTool)


def test_a_split_lets_the_piece_be_chosen_by_click_or_by_size(window: Any) -> None:
    amending = window().begin()
    panel = amending.place.panel

    amending.bench._captured("split", shapely.LineString([(530010, 179990), (530010, 180050)]))
    assert list(answers(panel)) == ["1,600 m²", "400 m²", "Cancel"]
    amending.iface.mapCanvas().mapTool().picked.emit(530005, 180020)

    assert amending.bench.draft.geometry.bounds[0] == 530010
    assert panel.buttons["corners"].isChecked()


def test_parts_are_removed_and_holes_filled_by_a_click(window: Any) -> None:
    amending = window().begin()
    amending.bench._captured("add", shapely.box(530080, 180000, 530090, 180010))
    amending.bench._captured("cut", shapely.box(530010, 180010, 530020, 180020))

    amending.bench.places.remove_at(530085, 180005)
    assert amending.bench.draft.geometry.geom_type == "Polygon"
    amending.bench.places.remove_at(530015, 180015)
    assert len(amending.bench.draft.geometry.interiors) == 0
    amending.bench.places.remove_at(530300, 180300)
    assert "no part and no hole here" in amending.place.panel.problemLabel.text()


def test_what_can_not_be_done_is_said_and_nothing_changes(window: Any) -> None:
    amending = window().begin()

    amending.place.panel.buttons["merge"].click()

    assert amending.place.panel.problemLabel.text() == "The red line has one part only: there is nothing to merge."
    assert len(amending.bench.draft.draft.steps) == 1


def test_what_could_not_be_done_stays_in_sight_while_what_changes_is_told(window: Any) -> None:
    amending = window().begin()
    panel = amending.place.panel
    until(lambda: "No constraint store" in panel.problemLabel.text())
    panel.buttons["merge"].click()

    panel._show_told(panel._told)

    assert panel.problemLabel.text() == "The red line has one part only: there is nothing to merge."
    amending.draw()
    until(lambda: "No constraint store" in panel.problemLabel.text())


def test_snapping_is_on_while_amending_and_as_before_afterwards(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "Keep")
    before = QgsProject.instance().snappingConfig().enabled()
    amending = window().begin()
    assert QgsProject.instance().snappingConfig().enabled()
    assert amending.place.panel.snapButton.isChecked()
    amending.draw()

    amending.place.panel.leaveButton.click()

    assert QgsProject.instance().snappingConfig().enabled() == before


def test_while_a_shape_is_drawn_the_map_shows_what_it_would_make(window: Any) -> None:
    amending = window().begin()
    seen: list[Any] = []
    amending.bench.draft.moving.connect(seen.append)

    amending.bench._capturing("add", shapely.box(530050, 180000, 530060, 180040))
    amending.bench._capturing("add", shapely.box(530010, 180010, 530020, 180020))

    assert seen[0].geometry.area == pytest.approx(2400)
    assert seen[1] is None


def test_every_tool_of_the_panel_has_a_name_and_says_what_it_does(window: Any) -> None:
    panel = window().begin().place.panel

    assert len(panel.buttons) == 12
    for button in panel.buttons.values():
        assert button.accessibleName()
        assert len(button.toolTip()) > len(button.accessibleName())
        assert not button.icon().isNull()
