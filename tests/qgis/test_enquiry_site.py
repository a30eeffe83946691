"""A site in place of a point, and what was applied for there before: drawn with the mouse, chosen, told from what there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from qgis.core import QgsPointXY, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QDate, QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

from plugin.casefile.case_file import CaseFile
from plugin.domain.clock import Clock
from plugin.gui.enquiry.enquiry_place import EnquiryPlace
from plugin.gui.enquiry.outline_tool import HOW_TO_DRAW
from plugin.gui.settings import StoredSettings
from plugin.gui.tasks.enquiry_task import Asked
from tests.qgis.cases_of_nowhere import OFFICER, fill, pulled, until
from tests.qgis.conftest import reading
from tests.qgis.council_layers import memory_layer
from tests.qgis.enquiring import council_in, enquiring, lines, picture, type_in
from tests.qgis.fake_iface import FakeIface


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory, qgis_app: object) -> Path:
    return council_in(tmp_path_factory.mktemp("council"))


@pytest.fixture
def place(council: Path, iface: FakeIface, stored: StoredSettings, clock: Clock) -> Iterator[EnquiryPlace]:
    yield from enquiring(council, iface, stored, clock)


def corner(place: EnquiryPlace, east: float, north: float) -> QPoint:
    """Where a place stands on the map's picture."""
    return place.outline_tool.toCanvasCoordinates(QgsPointXY(east, north))


def draw(place: EnquiryPlace, *corners: tuple[float, float]) -> None:
    """Takes the tool by its button and clicks the corners with the mouse."""
    if not place.panel.draw_button.isChecked():
        place.panel.draw_button.click()
    for east, north in corners:
        QTest.mouseClick(place._canvas.viewport(), Qt.MouseButton.LeftButton, pos=corner(place, east, north))


SQUARE = ((530_000, 180_000), (530_040, 180_000), (530_040, 180_030), (530_000, 180_030))


@pytest.mark.parametrize("end", ["right", "enter"])
def test_a_site_is_drawn_with_the_mouse_and_answered_as_the_site_that_it_is(place, iface, end):
    extent = iface.mapCanvas().extent()
    draw(place, *SQUARE)
    picture(place, "enquiry-drawing")
    assert "right click or Enter ends it" in place.panel.status.text()
    if end == "right":
        QTest.mouseClick(iface.mapCanvas().viewport(), Qt.MouseButton.RightButton, pos=corner(place, 530_010, 180_010))
    else:
        QTest.keyClick(iface.mapCanvas(), Qt.Key.Key_Return)
    until(lambda: place.asking is None and place.panel.answer is not None)

    answer = place.panel.answer
    assert answer is not None
    assert answer.plot is not None
    assert abs(answer.plot.area - 1200) < 60
    assert answer.place.startswith("a site drawn on the map")
    assert dict(answer.facts)["Looked at"].startswith("a site of 1,")
    assert any("of the site)" in line for line in lines(place))
    assert iface.mapCanvas().extent() == extent
    picture(place, "enquiry-site")


def test_two_corners_are_no_site_and_what_was_drawn_stays_until_it_is_abandoned(place, iface):
    draw(place, *SQUARE[:2])
    QTest.keyClick(iface.mapCanvas(), Qt.Key.Key_Return)
    assert "three corners at least" in place.panel.status.text()
    assert len(place.outline_tool.corners) == 2

    QTest.keyClick(iface.mapCanvas(), Qt.Key.Key_Backspace)
    assert len(place.outline_tool.corners) == 1
    QTest.keyClick(iface.mapCanvas(), Qt.Key.Key_Escape)
    assert place.outline_tool.corners == []
    assert place.panel.draw_button.isChecked()
    QTest.keyClick(iface.mapCanvas(), Qt.Key.Key_Escape)
    assert not place.panel.draw_button.isChecked()
    assert place.asking is None


def test_an_outline_that_crosses_itself_is_a_sentence_that_no_earlier_answer_comes_over(place, iface):
    place.ask(Asked("530010 180010"))
    draw(place, SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3])
    QTest.keyClick(iface.mapCanvas(), Qt.Key.Key_Return)

    assert "crosses itself" in place.panel.status.text()
    assert place.asking is None


def test_how_to_draw_is_told_only_while_the_tool_is_in_hand(place):
    place.panel.draw_button.click()
    assert place.panel.status.text() == HOW_TO_DRAW

    place.panel.click_button.click()

    assert place.panel.status.text() not in ("", HOW_TO_DRAW)


def test_a_site_that_is_drawn_has_no_address_that_happens_to_be_near(place, iface):
    draw(place, *SQUARE)
    QTest.keyClick(iface.mapCanvas(), Qt.Key.Key_Return)
    until(lambda: place.asking is None and place.panel.answer is not None)

    assert place.panel.answer is not None
    assert place.panel.answer.place == "a site drawn on the map"


def test_clicking_and_drawing_take_turns_and_neither_stays_when_the_panel_goes(place, iface):
    canvas = iface.mapCanvas()
    place.panel.click_button.click()
    place.panel.draw_button.click()
    assert canvas.mapTool() is place.outline_tool
    assert not place.panel.click_button.isChecked()

    place.toggle()
    QApplication.processEvents()
    assert canvas.mapTool() is not place.outline_tool
    assert not place.panel.draw_button.isChecked()


def test_the_red_line_of_the_selected_application_is_the_site(place):
    place.panel.line_action.trigger()
    assert "No application is selected" in place.panel.status.text()

    read = reading("26-00001-HAPP")
    place._site = lambda: read
    place.panel.line_action.trigger()
    until(lambda: place.asking is None and place.panel.answer is not None)

    assert place.panel.answer is not None
    assert place.panel.answer.place.startswith("26-00001-HAPP")
    assert place.panel.answer.plot is not None


def test_the_selected_feature_of_the_active_layer_is_the_site_and_one_alone(place, iface, monkeypatch):
    layer = memory_layer("MultiPolygon", "Plots", "&field=n:int", [(shapely.box(530_000, 180_000, 530_040, 180_030), [1])] * 2, "EPSG:4326")
    points = memory_layer("MultiPoint", "Trees", "&field=n:int", [(shapely.Point(530_000, 180_000), [1])])
    active: list[object] = [None]
    monkeypatch.setattr(iface, "activeLayer", lambda: active[0], raising=False)

    def said() -> str:
        place.panel.feature_action.trigger()
        return str(place.panel.status.text())

    assert "The active layer has no features" in said()
    active[0] = layer
    assert "No feature is selected in the layer Plots" in said()
    layer.selectAll()
    assert "2 features are selected in the layer Plots" in said()
    active[0] = points
    points.selectAll()
    assert "is no area" in said()
    active[0] = layer
    layer.selectByIds([1])
    place.panel.feature_action.trigger()
    until(lambda: place.asking is None and place.panel.answer is not None)

    assert place.panel.answer is not None
    assert place.panel.answer.place == "the selected feature of Plots"
    assert place.panel.answer.plot is not None
    assert abs(place.panel.answer.plot.area - 1200) < 5


def test_what_was_applied_for_is_told_from_the_case_file_and_a_layer_of_the_project(place, clock, tmp_path):
    path = tmp_path / "cases.redline"
    fill(path, clock, pulled(1), pulled(2, status="invalidated"))
    decided = memory_layer(
        "MultiPolygon",
        "Decided",
        "&field=refval:string&field=proposal:string&field=decision:string&field=datedecisn:date",
        [(shapely.box(530005, 180005, 530020, 180020), ["19/AP/0417", "<b>A rear extension</b>", "Granted", QDate(2019, 6, 3)])],
    )
    QgsProject.instance().addMapLayer(decided)
    QgsSettings().setValue("redline/neighbours/history", "Decided")
    with CaseFile.open(path, clock=clock, identity=OFFICER) as file:
        place._file = lambda: file
        type_in(place, "530010 180010")

    said = lines(place)
    assert "19/AP/0417: granted, 3 June 2019 (at this place)" in said
    assert "<b>A rear extension</b>" in said
    assert any(line.startswith("26-00001-HAPP: not decided yet") for line in said)
    assert not any("26-00002-HAPP" in line for line in said)
    assert any("Looked in the case file cases.redline (1 application) and the layer Decided." in line for line in said)
    picture(place, "enquiry-history")


def test_a_layer_of_applications_that_has_gone_is_told_and_the_constraints_are_answered(place, iface):
    QgsSettings().setValue("redline/neighbours/history", "Decided")

    type_in(place, "1 high street")

    assert any(line == "Not checked: The layer Decided could not be read." for line in lines(place))
    assert any("There is neither a file nor a layer of this project called Decided" in said for said in iface.sentences())
    assert any("A conservation-area" in line for line in lines(place))
