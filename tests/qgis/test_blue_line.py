"""The blue line in the window: drawn, taken from a file, shown on the map, printed in blue on sheet and letter."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsMapTool
from qgis.PyQt.QtGui import QColor, QImage

from plugin.gui.amend.capture_tool import CaptureTool
from plugin.gui.blue.blue_place import BlueLinePlace
from plugin.gui.layers.project_layers import ProjectLayers
from plugin.gui.layers.specifications import BLUE_LINE
from plugin.gui.layers.styles import BLUE
from plugin.gui.messages import Messages
from plugin.gui.session import Session
from tests.qgis.amending import Amending
from tests.qgis.cases_of_nowhere import OpenDesk, until
from tests.qgis.fake_iface import FakeIface

LAND = shapely.box(530060, 180000, 530100, 180040)


@pytest.fixture
def place(iface: FakeIface, open_desk: OpenDesk, session: Session) -> Iterator[BlueLinePlace]:
    window = Amending(iface, open_desk, session)
    made = BlueLinePlace(iface, window.desk, ProjectLayers(QgsProject.instance()), Messages(iface.messageBar()))
    made.window = window
    yield made
    made.close()
    window.place.close()


def keep(place: BlueLinePlace, shape: shapely.Polygon = LAND, *, adding: bool = False) -> None:
    place.draw(adding=adding)
    assert isinstance(place._tool, CaptureTool)
    place._tool.captured.emit(shape)
    answer(place, "Edged blue on the plan.")


def answer(place: BlueLinePlace, reason: str) -> None:
    dialog = place.dialog
    assert dialog is not None
    assert dialog.text is not None
    dialog.text.setPlainText(reason)
    dialog.doButton.click()
    until(lambda: place.dialog is None)


def layer() -> QgsVectorLayer:
    return next(each for each in QgsProject.instance().mapLayers().values() if each.name() == BLUE_LINE.name)


def area(place: BlueLinePlace) -> float:
    case = place._desk.case
    version = case.blue_line if case is not None else None
    return version.boundary.area_m2 if version is not None and version.boundary is not None else 0.0


def test_no_layer_is_made_for_a_blue_line_that_there_is_not(place: BlueLinePlace) -> None:
    place.show()

    assert not [each for each in QgsProject.instance().mapLayers().values() if each.name() == BLUE_LINE.name]


def test_a_blue_line_is_drawn_kept_with_a_reason_and_shown_in_blue(place: BlueLinePlace) -> None:
    keep(place)

    assert area(place) == pytest.approx(1600)
    (feature,) = list(layer().getFeatures())
    assert feature["version"] == "1, as validated"
    assert BLUE in layer().renderer().symbol().symbolLayer(1).color().name()
    assert layer().readOnly()
    assert not QgsProject.instance().isDirty()


def test_a_reason_is_asked_for_and_the_form_stays_without_one(place: BlueLinePlace) -> None:
    place.draw()
    assert place._tool is not None
    place._tool.captured.emit(LAND)
    assert place.dialog is not None
    place.dialog.doButton.click()

    until(lambda: place.dialog is not None and place.dialog.problem.isVisibleTo(place.dialog))
    assert "Say how the land is known" in place.dialog.problem.text()


def test_one_more_part_joins_the_one_that_is_there(place: BlueLinePlace) -> None:
    keep(place)
    keep(place, shapely.box(530200, 180000, 530210, 180010), adding=True)

    assert area(place) == pytest.approx(1700)


def test_the_line_is_taken_from_a_file_to_the_letter(place: BlueLinePlace, tmp_path: Path) -> None:
    ring = [[530060, 180000], [530100, 180000], [530100, 180040], [530060, 180000]]
    path = tmp_path / "other-land.geojson"
    path.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}), encoding="utf-8")

    place.read([path])
    until(lambda: place.dialog is not None)
    answer(place, "Sent by the agent.")

    case = place._desk.case
    assert case is not None
    assert case.blue_line is not None
    assert case.blue_line.original is not None
    assert json.loads(case.blue_line.original.text)["coordinates"] == [ring]
    assert area(place) == pytest.approx(800, abs=1)


def test_what_is_taken_away_is_on_the_map_no_more(place: BlueLinePlace) -> None:
    keep(place)
    place.take_away()
    answer(place, "The land was sold.")

    assert list(layer().getFeatures()) == []


def test_escape_gives_the_tool_up_and_the_one_before_is_in_the_hand_again(place: BlueLinePlace, iface: FakeIface) -> None:
    before = QgsMapTool(iface.mapCanvas())
    iface.mapCanvas().setMapTool(before)
    place.draw()
    assert iface.mapCanvas().mapTool() is place._tool

    place.give_up()

    assert iface.mapCanvas().mapTool() is before


def test_the_blue_line_is_in_the_letter_on_its_map_and_in_its_legend(place: BlueLinePlace, tmp_path: Path) -> None:
    from datetime import date

    from plugin.domain.red_line_request import Grounds, Handling
    from plugin.gui.layouts.letter_printer import print_letter
    from plugin.reports.letter import Route, Terms, Writer
    from plugin.reports.letter_page import letter_page
    from plugin.reports.to_ask import ToAsk

    keep(place)
    case = place._desk.case
    assert case is not None
    assert case.boundary is not None
    ask = ToAsk(case, case.boundary, shapely.box(530000, 180000, 530055, 180040), 2, date(2026, 11, 22))
    grounds = Grounds("The drive belongs to the site.", Handling.ACCEPT_AS_DRAWN, "Nobody else is concerned.")
    letter = ask.letter(grounds, Terms(Route.LETTER), Writer("Nowhere", "Ada Example"))

    path = print_letter(letter, tmp_path / "letter.pdf")

    assert "Other land of the applicant" in text(path)
    assert has_blue(path, tmp_path)
    assert 'stroke="#1d4ed8"' in letter_page(letter, None)
    assert not has_blue(print_letter(replace(letter, other_land=None), tmp_path / "without.pdf"), tmp_path)


def text(path: Path) -> str:
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    return " ".join(told.stdout.decode().split())


def has_blue(path: Path, folder: Path) -> bool:
    """Whether a line of that blue is on one of the pages."""
    subprocess.run(["pdftoppm", "-r", "60", "-png", str(path), str(folder / path.stem)], check=True, timeout=60)
    wanted = QColor(BLUE)
    for page in folder.glob(f"{path.stem}-*.png"):
        image = QImage(str(page))
        seen = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
        if any(abs(c.red() - wanted.red()) + abs(c.green() - wanted.green()) + abs(c.blue() - wanted.blue()) < 30 for c in seen):
            return True
    return False
