"""The site notice on paper: one page with map, scale and code, nothing cut off whatever is written, and read by a machine."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shapely
from qgis.core import QgsLayoutItemLabel, QgsLayoutItemMap, QgsLayoutItemPicture, QgsProject, QgsSettings
from qgis.PyQt.QtGui import QColor, QImage

from plugin.domain.clock import Clock
from plugin.gui.assess.notice_dialog import NoticeDialog
from plugin.gui.assess.site_notice_page import SiteNoticePage
from plugin.gui.layers.notice_layer import notice_layer
from plugin.gui.layouts.notice_printer import print_notice
from plugin.gui.layouts.notice_sheet import NoticeSheet
from plugin.gui.map_ground import MapGround
from plugin.gui.session import Session
from plugin.reports.letter import Writer
from plugin.reports.qr_code import qr_code
from plugin.reports.site_notice import NoticeTerms, SiteNotice
from tests.qgis.assessing import Assessing
from tests.qgis.cases_of_nowhere import OpenDesk, until
from tests.qgis.council_layers import memory_layer
from tests.qgis.fake_iface import FakeIface

LINK = "https://planning.example/26-00001-HAPP"
NOTICE = SiteNotice(
    writer=Writer("Example Borough Council", "Ada Example"),
    title="NOTICE OF AN APPLICATION FOR PLANNING PERMISSION",
    law="Town and Country Planning (Development Management Procedure) (England) Order 2015, article 15",
    facts=(
        ("Application", "26-00001-HAPP"),
        ("Site", "12 Sample Street, Example Town"),
        ("Applicant", "Mr Example"),
        ("Proposal", "Single-storey rear extension"),
    ),
    statements=("It may affect the character or appearance of a conservation area.",),
    see=(f"On the website: {LINK}", "At an office: 1 High Street, on weekdays from 9 to 5."),
    comment=("Anybody may comment, in writing, until the end of 13 December 2026: planning@example.org.", "Please quote 26-00001-HAPP."),
    until="13 December 2026",
    signed=("Ada Example", "Planning officer", "Displayed on 22 November 2026"),
    link=LINK,
    reference="26-00001-HAPP",
    line=shapely.box(530_000, 180_000, 530_050, 180_040),
    map_words="The red line shows the land to which the application relates (boundary version 1, as submitted).",
)


def items(notice: SiteNotice, kind: type) -> list:  # type: ignore[type-arg]  # QGIS has no types
    project = QgsProject()
    layer = notice_layer(notice.line)
    project.addMapLayer(layer, False)
    paper = NoticeSheet(notice, project, [layer], "Contains OS data").build()
    found = [item for item in paper.layout.items() if isinstance(item, kind)]
    boxes = [(item.scenePos().y() % 307, item.rect().height(), item) for item in found]
    kept.append((paper, project))
    return boxes


kept: list[object] = []


def rendered(pdf: Path, page: int = 1) -> QImage:
    subprocess.run(
        ["pdftoppm", "-r", "150", "-png", "-f", str(page), "-l", str(page), "-singlefile", str(pdf), str(pdf.with_suffix(""))], check=True
    )
    return QImage(str(pdf.with_suffix(".png")))


def text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout


def test_everything_that_is_written_stands_on_one_page_with_map_and_code(tmp_path: Path) -> None:
    path = print_notice(NOTICE, tmp_path / "notice.pdf", attribution="Contains OS data © Crown copyright")
    words = " ".join(text_of(path).split())

    facts = [value for _, value in NOTICE.facts]
    for told in (*facts, *NOTICE.statements, *NOTICE.signed, "Comments by 13 December 2026", "Scale 1:", "North is grid north"):
        assert told in words
    assert "Contains OS data © Crown copyright" in words
    assert words.count("Scan to see the application") == 1
    assert "\f" not in text_of(path).rstrip("\f")


def test_the_code_on_the_page_is_that_of_the_link(tmp_path: Path) -> None:
    path = print_notice(NOTICE, tmp_path / "notice.pdf")
    image = rendered(path)
    (picture,) = [each for _, _, each in items(NOTICE, QgsLayoutItemPicture)]
    place = picture.mapRectToScene(picture.rect())
    rows = qr_code(LINK)
    per_mm, side = image.width() / 210, len(rows)
    read = [
        [
            QColor(
                image.pixel(
                    int((place.x() + place.width() * (column + 0.5) / side) * per_mm),
                    int((place.y() + place.height() * (row + 0.5) / side) * per_mm),
                )
            ).lightness()
            < 128
            for column in range(side)
        ]
        for row in range(side)
    ]

    assert read == [list(row) for row in rows]


@pytest.mark.parametrize("times", [1, 12, 40, 90])
def test_nothing_lies_over_the_edge_however_long_the_proposal_is(times: int) -> None:
    long = replace(NOTICE, facts=(*NOTICE.facts[:3], ("Proposal", "Erection of a single-storey rear extension with rooflights. " * times)))
    boxes = items(long, QgsLayoutItemLabel)

    assert max(top + height for top, height, _ in boxes) < 297
    map_top, map_height, _ = items(long, QgsLayoutItemMap)[0]
    assert map_top + map_height < 297
    assert map_height > 55


def test_a_proposal_too_long_for_one_page_goes_on_to_a_second_with_the_map(tmp_path: Path) -> None:
    long = replace(NOTICE, facts=(*NOTICE.facts[:3], ("Proposal", "Erection of a single-storey rear extension with rooflights. " * 90)))
    path = print_notice(long, tmp_path / "long.pdf")

    assert text_of(path).rstrip("\f").count("\f") == 1


def test_a_sample_says_so(tmp_path: Path) -> None:
    path = print_notice(replace(NOTICE, writer=replace(NOTICE.writer, sample=True)), tmp_path / "sample.pdf")

    assert "SAMPLE: a fictional place." in text_of(path)


@pytest.fixture
def page(open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface) -> Iterator[SiteNoticePage]:
    QgsSettings().remove("redline/notice")
    at_work = Assessing(open_desk, session, clock, iface)
    at_work.view.open_task("site-notice")
    shown = at_work.view.page
    assert isinstance(shown, SiteNoticePage)
    yield shown
    assert at_work.panel is not None


def dialog(page: SiteNoticePage) -> NoticeDialog:
    page.printButton.click()
    assert page.dialog is not None
    return page.dialog


def test_the_last_day_follows_the_day_on_which_the_notice_goes_up(page: SiteNoticePage) -> None:
    form = dialog(page)

    assert form.terms.until == date(2026, 12, 12)
    assert form.periodLabel.text().startswith("Comments until 12 December 2026: 21 days beginning with 22 November 2026")


def test_a_notice_that_states_an_environmental_statement_has_the_period_of_one(page: SiteNoticePage) -> None:
    form = dialog(page)
    form.statementBoxes["environment"].setChecked(True)
    assert form.periodLabel.text().startswith("Comments until 21 December 2026: 30 days beginning with 22 November 2026")
    assert form.terms.until == date(2026, 12, 21)

    form.statementBoxes["environment"].setChecked(False)
    assert form.terms.until == date(2026, 12, 12)


def test_what_has_to_be_judged_is_marked_and_not_ticked(page: SiteNoticePage) -> None:
    box = dialog(page).statementBoxes["conservation_area"]

    assert box.text().endswith("(suggested: judge it)")
    assert not box.isChecked()
    assert dialog(page).statementBoxes["major_development"].text() == "It is an application for major development."


def test_a_notice_is_printed_beside_the_window_and_the_address_is_remembered(page: SiteNoticePage, tmp_path: Path) -> None:
    form = dialog(page)
    form.printButton.click()
    assert "Give the public address" in form.problemLabel.text()

    form.linkEdit.setText("https://planning.example/{reference}")
    form.commentsEdit.setText("planning@example.org")
    form.print_wanted.disconnect()
    form.printButton.click()
    case = page.desk.case
    assert case is not None
    page.print_to(case, form.terms, tmp_path / "notice.pdf")

    until(lambda: (tmp_path / "notice.pdf").is_file() and page._task is None)
    assert LINK in " ".join(text_of(tmp_path / "notice.pdf").split())
    assert QgsSettings().value("redline/notice/link") == "https://planning.example/{reference}"


def test_a_folder_that_is_gone_is_told_in_the_form(page: SiteNoticePage, tmp_path: Path) -> None:
    form = dialog(page)
    form.linkEdit.setText(LINK)
    form.commentsEdit.setText("planning@example.org")
    case = page.desk.case
    assert case is not None
    page.print_to(case, form.terms, tmp_path / "nowhere" / "notice.pdf")

    until(lambda: "is not there. Choose another." in form.problemLabel.text())


def test_the_base_map_lies_beneath_the_red_line_and_its_licence_beside_it(page: SiteNoticePage, iface: FakeIface, tmp_path: Path) -> None:
    ground = memory_layer("MultiPolygon", "Ground", "", [(shapely.box(529_000, 179_000, 531_000, 181_000), [])])
    ground.serverProperties().setAttribution("Contains Example data © Example 2026")
    ground.metadata().setRights(["Contains Example data © Example 2026"])
    QgsProject.instance().addMapLayer(ground)
    iface.mapCanvas().setLayers([ground])
    page.ground = MapGround(iface.mapCanvas())
    case = page.desk.case
    assert case is not None
    terms = NoticeTerms(date(2026, 11, 22), date(2026, 12, 12), (), LINK, "", "planning@example.org", "")
    page.print_to(case, terms, tmp_path / "notice.pdf")

    until(lambda: (tmp_path / "notice.pdf").is_file() and page._task is None)
    image = rendered(tmp_path / "notice.pdf")
    beside = image.pixelColor(image.width() // 6, image.height() // 2)
    assert beside.lightness() < 250
    assert QgsProject.instance().mapLayer(ground.id()) is not None
