"""Site visits and posted notices: a place pressed on the map, photographs beside the case file; wrong constraints are reported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsPointXY
from qgis.gui import QgsMapMouseEvent
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QColor, QImage

from plugin.casefile.casework.photographs import photographs_folder
from plugin.domain.casework.posted_notice import PostedNotice
from plugin.domain.casework.site_visit import SiteVisit
from plugin.domain.casework.wrong_constraint import Fault, WrongConstraint
from plugin.domain.clock import Clock
from plugin.gui.assess.photographs_field import PhotographsField
from plugin.gui.assess.places_on_map import PlacesOnMap
from plugin.gui.assess.records_page import RecordsPage
from plugin.gui.assess.wrong_constraint_dialog import WrongConstraintDialog
from plugin.gui.messages import Messages
from plugin.gui.session import Session
from tests.qgis.assessing import Assessing
from tests.qgis.cases_of_nowhere import OpenDesk, until
from tests.qgis.fake_iface import FakeIface


@pytest.fixture
def at_work(open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface) -> Assessing:
    return Assessing(open_desk, session, clock, iface)


@pytest.fixture
def places(at_work: Assessing, iface: FakeIface) -> Iterator[PlacesOnMap]:
    iface.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
    shown = PlacesOnMap(iface, at_work.view, Messages(iface.messageBar()))
    yield shown
    shown.close()


def page(at_work: Assessing, task: str) -> RecordsPage:
    at_work.view.open_task(task)
    shown = at_work.view.page
    assert isinstance(shown, RecordsPage)
    return shown


def photograph(folder: Path, name: str = "Front.png") -> Path:
    path = folder / name
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    assert image.save(str(path))
    return path


def photographs(page: RecordsPage) -> PhotographsField:
    field = page.form.widgets["photographs"]
    assert isinstance(field, PhotographsField)
    return field


def test_a_visit_has_a_day_a_place_from_the_map_and_photographs(at_work: Assessing, places: PlacesOnMap, tmp_path: Path) -> None:
    visits = page(at_work, "site-visit")
    visits.addButton.click()
    visits.form.put("comment", "Seen from the road.")
    photographs(visits).add([photograph(tmp_path)])
    until(lambda: photographs(visits).names)
    assert visits.form.place_field is not None
    visits.form.place_field.pickButton.click()
    assert places._canvas.mapTool() is places.tool
    places.tool.picked.emit(530012.34, 180034.06)
    assert places._canvas.mapTool() is not places.tool
    visits.keepButton.click()

    until(lambda: at_work.records(SiteVisit))
    (kept,) = at_work.records(SiteVisit)
    assert (kept.visited_on, kept.easting, kept.northing) == (date(2026, 11, 22), 530012.3, 180034.1)
    assert len(kept.photographs) == 1
    assert (photographs_folder(at_work.path) / kept.photographs[0]).is_file()
    until(
        lambda: (
            visits.list.topLevelItem(0) is not None and visits.list.topLevelItem(0).text(0) == "1. 22 November 2026: Seen from the road."
        )
    )


def test_a_press_on_a_map_of_another_system_is_the_same_place(at_work: Assessing, places: PlacesOnMap) -> None:
    visits = page(at_work, "site-visit")
    visits.addButton.click()
    canvas = places._canvas
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    places.ask()
    places._picked(-14144.0, 6711618.0)

    assert visits.form.place_field is not None
    assert visits.form.place_field.value is not None
    east, north = visits.form.place_field.value
    assert 529_000 < east < 531_000
    assert 179_000 < north < 181_000


def test_escape_leaves_the_place_and_brings_the_tool_of_before_back(at_work: Assessing, places: PlacesOnMap) -> None:
    visits = page(at_work, "site-visit")
    visits.addButton.click()
    places.ask()
    places.tool.given_up.emit()

    assert places._canvas.mapTool() is not places.tool
    assert visits.form.place_field is not None
    assert visits.form.place_field.value is None


def test_the_map_shows_the_places_of_the_page_in_sight_only(at_work: Assessing, places: PlacesOnMap) -> None:
    with at_work.file() as file:
        file.keep_casework(at_work.uuid, SiteVisit(date(2026, 11, 20), "Seen.", 530_010.0, 180_010.0))
    at_work.desk.read_again()
    page(at_work, "site-visit")
    assert places._bands[0].numberOfVertices() + places._bands[1].numberOfVertices() == 1

    at_work.view.back()
    assert places._bands[0].numberOfVertices() + places._bands[1].numberOfVertices() == 0


def test_what_is_no_photograph_is_told_and_the_others_are_added(at_work: Assessing, tmp_path: Path) -> None:
    visits = page(at_work, "site-visit")
    visits.addButton.click()
    odd = tmp_path / "odd.jpg"
    odd.write_text("no picture")
    photographs(visits).add([odd, photograph(tmp_path)])

    until(lambda: "is no photograph" in visits.problemLabel.text())
    assert len(photographs(visits).names) == 1


def test_a_notice_without_a_place_is_no_evidence(at_work: Assessing) -> None:
    notices = page(at_work, "site-notice")
    notices.addButton.click()
    notices.form.put("where", " ")
    notices.keepButton.click()
    until(lambda: "A notice without a place is no evidence." in notices.problemLabel.text())
    notices.form.put("where", "On the lamp post outside number 3")
    notices.keepButton.click()

    until(lambda: at_work.records(PostedNotice))
    assert at_work.records(PostedNotice) == [PostedNotice(date(2026, 11, 22), "On the lamp post outside number 3")]


def test_a_wrong_constraint_is_reported_with_its_evidence_and_saved_for_the_gis_team(at_work: Assessing, tmp_path: Path) -> None:
    case = at_work.desk.case
    assert case is not None
    assert case.screening is not None
    dialog = WrongConstraintDialog(at_work.desk, case, case.screening.findings[0])
    dialog.reportButton.click()
    until(lambda: "Say how you know" in dialog.stateLabel.text())

    dialog.faultBox.setCurrentIndex(dialog.faultBox.findData(Fault.WRONG_PLACE))
    dialog.evidenceEdit.setPlainText("The designation map of 1990")
    dialog.reportButton.click()
    until(lambda: at_work.records(WrongConstraint))
    (report,) = at_work.records(WrongConstraint)
    assert (report.dataset, report.fault, report.version) == ("conservation-area", Fault.WRONG_PLACE, 1)
    until(lambda: "1 report of this case" in dialog.stateLabel.text())
    dialog.save(tmp_path / "reports.csv")
    assert "The designation map of 1990" in (tmp_path / "reports.csv").read_text(encoding="utf-8")


def test_a_real_press_on_the_map_names_the_place(at_work: Assessing, places: PlacesOnMap) -> None:
    visits = page(at_work, "site-visit")
    visits.addButton.click()
    places.ask()
    canvas = places._canvas
    pixel = canvas.mapSettings().mapToPixel().transform(QgsPointXY(canvas.extent().center()))
    press = QgsMapMouseEvent(canvas, QEvent.Type.MouseButtonRelease, pixel.toQPointF().toPoint(), Qt.MouseButton.LeftButton)
    places.tool.canvasReleaseEvent(press)

    assert visits.form.place_field is not None
    assert visits.form.place_field.value is not None


def test_photographs_that_are_still_copied_come_to_no_other_record(at_work: Assessing, tmp_path: Path) -> None:
    with at_work.file() as file:
        file.keep_casework(at_work.uuid, SiteVisit(date(2026, 11, 20), "First."))
        file.keep_casework(at_work.uuid, SiteVisit(date(2026, 11, 21), "Second."))
    at_work.desk.read_again()
    visits = page(at_work, "site-visit")
    visits.list.setCurrentItem(visits.list.topLevelItem(0))
    photographs(visits).add([photograph(tmp_path)])
    visits.list.setCurrentItem(visits.list.topLevelItem(1))

    until(photographs(visits).isEnabled)
    assert visits.form.value("comment") == "Second."
    assert photographs(visits).names == ()
