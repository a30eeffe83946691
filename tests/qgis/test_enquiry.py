"""The Enquiry panel as a duty planner uses it: type a place and press Enter, or click on the map, and read, save, send."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely
from qgis.core import QgsCoordinateReferenceSystem, QgsPointXY, QgsProject, QgsRectangle, QgsSettings
from qgis.PyQt.QtCore import QDate, QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QFileDialog, QTreeWidgetItem

from plugin.casefile.case_file import CaseFile
from plugin.constraints.geopackage.geopackage import GeoPackageWriter
from plugin.constraints.geopackage.geopackage_layer import Column
from plugin.constraints.geopackage.geopackage_sql import GeometryType
from plugin.domain.clock import Clock
from plugin.gui.enquiry.enquiry_place import EnquiryPlace
from plugin.gui.messages import Messages
from plugin.gui.settings import StoredSettings
from plugin.gui.shell import RedlinePlugin
from tests.qgis.cases_of_nowhere import OFFICER, fill, pulled, until
from tests.qgis.conftest import reading, settle
from tests.qgis.council_layers import memory_layer
from tests.qgis.fake_iface import FakeIface
from tests.qgis.small_borough import build

ADDRESSES = {
    "100001": ("1 High Street, Nowhere", shapely.Point(530012, 180010)),
    "100002": ("2 High Street, Nowhere", shapely.Point(530200, 180010)),
    "100003": ("Flat 1, 2 High Street, Nowhere", shapely.Point(530201, 180010)),
    "100004": ("<b>Bold</b> <img src=x> House, Nowhere", shapely.Point(530400, 180010)),
}
OUT = Path(__file__).parents[2] / "out"


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory, qgis_app: object) -> Path:
    """A store with a district, and the council's own layers."""
    from datetime import datetime, timezone

    from plugin.domain.clock import FixedClock

    folder = tmp_path_factory.mktemp("council")
    build(folder, border=530_420.0)
    with GeoPackageWriter(folder / "council.gpkg", FixedClock(datetime(2026, 11, 22, tzinfo=timezone.utc))) as package:
        layer = package.add_layer("address", GeometryType.POINT, (Column("uprn"), Column("address")))
        layer.append(
            np.array([point for _, point in ADDRESSES.values()], dtype=object), [(uprn, words) for uprn, (words, _) in ADDRESSES.items()]
        )
        parcels = package.add_layer("parcel", GeometryType.MULTIPOLYGON, (Column("name"),))
        parcels.append(np.array([shapely.box(530000, 180000, 530050, 180040)], dtype=object), [("a parcel",)])
    return folder


@pytest.fixture
def place(council: Path, iface: FakeIface, stored: StoredSettings, clock: Clock) -> Iterator[EnquiryPlace]:
    settings = QgsSettings()
    settings.setValue("redline/store", str(council / "store"))
    settings.setValue("redline/neighbours/addresses", f"{council / 'council.gpkg'}|layername=address")
    settings.setValue("redline/neighbours/parcels", f"{council / 'council.gpkg'}|layername=parcel")
    settings.setValue("redline/back_office/officer", "Jo Officer")
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
    canvas = iface.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
    canvas.setExtent(QgsRectangle(529_900, 179_900, 530_100, 180_100))
    iface.mainWindow().show()
    made = EnquiryPlace(iface, stored, clock, Messages(iface.messageBar()), lambda: None)
    made.show()
    yield made
    until(lambda: made.asking is None and made.writing is None)
    made.close()
    made.deleteLater()
    settle()


def type_in(place: EnquiryPlace, text: str) -> None:
    """As fingers do: the line, the words, Enter; then the answer, the choices or the sentence is awaited."""
    line = place.panel.line
    line.clear()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    until(lambda: place.asking is None)


def lines(place: EnquiryPlace) -> list[str]:
    """Every line of the list, groups as well."""
    tree = place.panel.tree

    def below(item: QTreeWidgetItem) -> list[str]:
        return [item.text(0), *(line for child in range(item.childCount()) for line in below(item.child(child)))]

    return [line for row in range(tree.topLevelItemCount()) for line in below(tree.topLevelItem(row))]


def text_of(path: Path) -> tuple[str, int]:
    """The words of a PDF, and how many pages it has."""
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    words = told.stdout.decode("utf-8")
    return " ".join(words.split()), words.count("\f")


def picture(place: EnquiryPlace, name: str) -> None:
    OUT.mkdir(exist_ok=True)
    place.panel.resize(400, 720)
    place.panel.grab().save(str(OUT / f"{name}.png"))


def test_without_a_store_the_sentence_says_where_to_set_one_up(place):
    QgsSettings().remove("redline/store")

    type_in(place, "530010 180010")

    assert "There is no constraint store to ask" in place.panel.status.text()
    assert place.panel.answer is None


def test_a_store_that_has_gone_is_a_sentence(place, tmp_path):
    QgsSettings().setValue("redline/store", str(tmp_path / "nowhere"))

    type_in(place, "530010 180010")

    assert "nowhere" in place.panel.status.text()


def test_a_layer_of_addresses_that_has_gone_is_a_sentence_and_coordinates_still_answer(place):
    QgsSettings().setValue("redline/neighbours/addresses", "gone.gpkg")

    type_in(place, "1 High Street")
    assert "neither a file nor a layer of this project called gone.gpkg" in place.panel.status.text()

    type_in(place, "530010 180010")
    assert place.panel.answer is not None


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "Type a place"), ("TQ 300 80", "which is short?"), ("48.85, 2.29", "lies outside England"), ("Nirgendwo", "Nothing called")],
)
def test_what_is_no_place_is_a_sentence_and_an_old_answer_does_not_stay_beneath_it(place, text, says):
    type_in(place, "530010 180010")
    type_in(place, text)

    assert says in place.panel.status.text()
    assert place.panel.answer is None
    assert not place.panel.tree.isVisibleTo(place.panel)


def test_an_address_and_enter_is_all_that_an_answer_takes(place):
    begun = time.monotonic()
    type_in(place, "1 high st")
    took = time.monotonic() - begun

    said = lines(place)
    assert place.panel.place.text() == "1 High Street, Nowhere"
    assert "2 constraints apply here" in place.panel.summary.text() or "1 constraint applies here, 1" in place.panel.summary.text()
    assert any(line.startswith("1. Conservation area: A conservation-area") for line in said)
    assert any("six weeks' notice" in line for line in said)
    assert took < 5
    picture(place, "enquiry-panel")


def test_the_map_goes_to_the_place_and_the_chosen_constraint_is_marked(place, iface):
    type_in(place, "2 high street")

    centre = iface.mapCanvas().extent().center()
    assert (centre.x(), centre.y()) == pytest.approx((530_200, 180_010), abs=1)
    type_in(place, "1 high street")
    assert place.panel.tree.row is not None
    assert place.marks._entity.size() > 0
    place.panel.zoom_button.click()
    assert iface.mapCanvas().extent().contains(QgsRectangle(529_900, 179_900, 530_025, 180_100))


def test_several_places_are_a_choice_and_enter_takes_the_first(place):
    type_in(place, "high street")

    panel = place.panel
    assert "3 places fit these words" in panel.status.text()
    assert panel.choices.isVisibleTo(panel)
    assert panel.choices.hasFocus() or not panel.isActiveWindow()
    picture(place, "enquiry-choices")
    QTest.keyClick(panel.choices, Qt.Key.Key_Down)
    QTest.keyClick(panel.choices, Qt.Key.Key_Return)
    until(lambda: place.asking is None and panel.answer is not None)
    assert panel.place.text() == "2 High Street, Nowhere"


def test_names_from_outside_are_read_and_not_obeyed(place):
    type_in(place, "bold house")

    assert place.panel.place.text() == "<b>Bold</b> <img src=x> House, Nowhere"
    assert place.panel.place.textFormat() == Qt.TextFormat.PlainText
    assert any("border" in line for line in place.panel.warning.text().splitlines())


def test_a_click_on_the_map_is_answered_where_it_was_and_says_which_address_it_is_by(place, iface):
    canvas = iface.mapCanvas()
    before = canvas.mapTool()
    QTest.mouseClick(place.panel.click_button, Qt.MouseButton.LeftButton)
    assert canvas.mapTool() is place.tool
    centre = canvas.extent().center()
    spot = canvas.getCoordinateTransform().transform(530_010, 180_012)

    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(int(spot.x()), int(spot.y())))
    until(lambda: place.asking is None and place.panel.answer is not None)

    assert "(by 1 High Street, Nowhere)" in place.panel.place.text()
    assert "Clicked on the map." in place.panel.how.text()
    assert abs(float(place.panel.line.text().split()[0]) - place.panel.answer.east) <= 1
    assert canvas.extent().center().distance(centre) < 1
    QTest.mouseClick(place.panel.click_button, Qt.MouseButton.LeftButton)
    assert canvas.mapTool() is before or canvas.mapTool() is not place.tool


def test_a_click_on_a_map_in_another_system_is_the_same_place(place, iface):
    canvas = iface.mapCanvas()
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    canvas.setExtent(QgsRectangle(-0.1300, 51.5030, -0.1270, 51.5050))
    QApplication.processEvents()
    middle = canvas.viewport().rect().center()

    place.tool.ask_at(middle.x(), middle.y())
    until(lambda: place.asking is None)

    assert place.panel.answer is not None
    assert abs(place.panel.answer.east - 529_900) < 200


def test_a_click_outside_england_is_a_sentence(place):
    place.tool.clicked.emit(200_000.0, 900_000.0, 1.0)
    until(lambda: place.asking is None)

    assert "lies outside England" in place.panel.status.text()


def test_the_whole_plot_is_looked_at_when_it_is_asked_for(place):
    type_in(place, "1 high street")
    place.panel.plot_box.setChecked(True)
    until(lambda: place.asking is None and place.panel.answer is not None)
    assert any("of the site)" in line for line in lines(place))

    type_in(place, "2 high street")
    assert "No parcel of the council's layer lies at" in place.panel.status.text()


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
    assert answer.place.startswith("A site drawn on the map")
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


def test_an_outline_that_crosses_itself_is_a_sentence(place, iface):
    draw(place, SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3])
    QTest.keyClick(iface.mapCanvas(), Qt.Key.Key_Return)

    assert "crosses itself" in place.panel.status.text()
    assert place.asking is None


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


def test_the_answer_is_copied_as_text_for_a_mail(place):
    type_in(place, "1 high street")
    QTest.mouseClick(place.panel.copy_button, Qt.MouseButton.LeftButton)

    copied = QApplication.clipboard().text()
    assert "Planning constraints at 1 High Street, Nowhere" in copied
    assert "answered by Jo Officer" in copied
    assert "binds nobody" in copied


def test_the_answer_is_saved_as_one_page_of_paper_and_as_a_web_page(place, tmp_path, monkeypatch):
    type_in(place, "1 high street")
    for button, name in ((place.panel.pdf_button, "answer.pdf"), (place.panel.page_button, "answer")):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, name=name: (str(tmp_path / name), ""))
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        until(lambda: place.writing is None)

    words, pages = text_of(tmp_path / "answer.pdf")
    assert pages == 1
    for part in ("Planning constraints at 1 High Street, Nowhere", "Scale 1:1,250 on A4", "Applies here", "binds nobody", "Jo Officer"):
        assert part in words
    page = (tmp_path / "answer.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "1 High Street, Nowhere" in page
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["answer.html", "answer.pdf"]


def test_a_folder_that_has_gone_meanwhile_is_a_sentence_and_the_buttons_come_back(place, iface, tmp_path):
    type_in(place, "1 high street")
    place.save(tmp_path / "nowhere" / "answer.pdf")
    until(lambda: place.writing is None)

    assert any("is not there" in sentence for sentence in iface.sentences())
    assert place.panel.pdf_button.isEnabled()


def test_a_panel_that_goes_while_it_writes_is_told_nothing_any_more(place, tmp_path):
    type_in(place, "1 high street")
    place.save(tmp_path / "answer.pdf")
    task, place.writing = place.writing, None

    until((tmp_path / "answer.pdf").exists)
    QApplication.processEvents()

    assert task is not None
    assert not place.panel.pdf_button.isEnabled()


def test_a_reference_of_the_case_file_is_the_red_line_of_its_application(place, clock, tmp_path):
    path = tmp_path / "cases.redline"
    fill(path, clock, pulled(7))
    with CaseFile.open(path, clock=clock, identity=OFFICER) as file:
        place._file = lambda: file
        type_in(place, "26-00007-HAPP")

        assert place.panel.place.text().startswith("26-00007-HAPP, 7 Sample Street")
        assert "The red line in force of this application." in place.panel.how.text()
        assert any("of the site)" in line for line in lines(place))
        assert place.panel.answer.plot is not None


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


def test_a_layer_of_applications_that_has_gone_is_told_and_the_constraints_are_answered(place):
    QgsSettings().setValue("redline/neighbours/history", "Decided")

    type_in(place, "1 high street")

    assert any(line.startswith("Not checked: There is neither a file nor a layer of this project called Decided") for line in lines(place))
    assert any("A conservation-area" in line for line in lines(place))


def test_a_second_question_gives_the_first_one_up(place):
    place.panel.type_place("1 high street")
    place.panel.type_place("2 high street")
    until(lambda: place.asking is None and place.panel.answer is not None)

    assert place.panel.place.text() == "2 High Street, Nowhere"


def test_when_the_panel_goes_its_marks_go_from_the_map(place):
    type_in(place, "1 high street")
    place.panel.click_button.setChecked(True)
    place.dock.setUserVisible(False)
    QApplication.processEvents()

    assert place.marks._fault.size() == 0
    assert place.marks._entity.size() == 0
    assert place._canvas.mapTool() is not place.tool


def test_the_panel_is_no_wider_than_the_docks_may_be(place):
    type_in(place, "1 high street")

    assert place.panel.minimumSizeHint().width() <= 440


def test_the_button_of_the_toolbar_shows_the_panel_and_puts_it_away_and_unloading_leaves_nothing(iface, stored):
    iface.mainWindow().show()
    plugin = RedlinePlugin(iface)
    plugin.initGui()
    settle()
    before = len(iface.docks)
    action = next(each for each in iface.menu["&Redline"] if each.objectName() == "redline_enquiry")

    action.trigger()
    assert len(iface.docks) == before + 1
    until(plugin.workplace.enquiry.dock.isUserVisible)
    assert plugin.workplace.enquiry.panel.line.placeholderText().startswith("Address")
    action.trigger()
    until(lambda: not plugin.workplace.enquiry.dock.isUserVisible())
    plugin.unload()
    settle()

    assert not [dock for dock in iface.docks if dock.objectName() == "redlineEnquiry"]
