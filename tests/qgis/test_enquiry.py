"""The Enquiry panel as a duty planner uses it: type a place and press Enter, or click on the map, and read, save, send."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle, QgsSettings
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QFileDialog

from plugin.casefile.case_file import CaseFile
from plugin.domain.clock import Clock
from plugin.gui.enquiry.enquiry_place import EnquiryPlace
from plugin.gui.settings import StoredSettings
from plugin.gui.shell import RedlinePlugin
from tests.qgis.cases_of_nowhere import OFFICER, fill, pulled, until
from tests.qgis.conftest import settle
from tests.qgis.enquiring import council_in, enquiring, lines, picture, type_in
from tests.qgis.fake_iface import FakeIface


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory, qgis_app: object) -> Path:
    return council_in(tmp_path_factory.mktemp("council"))


@pytest.fixture
def place(council: Path, iface: FakeIface, stored: StoredSettings, clock: Clock) -> Iterator[EnquiryPlace]:
    yield from enquiring(council, iface, stored, clock)


def text_of(path: Path) -> tuple[str, int]:
    """The words of a PDF, and how many pages it has."""
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    words = told.stdout.decode("utf-8")
    return " ".join(words.split()), words.count("\f")


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
