"""Pages of plans as pictures: PDFs of several pages and sizes, pictures, and what can't be drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.PyQt.QtGui import QColor, QImage

from plugin.gui.documents.plan_pages import PlanNotDrawn, can_draw_pdf, draw_page
from plugin.gui.tasks.plan_page_task import PlanPageTask
from scripts.backoffice.plan_files import pdf
from tests.qgis.plans import is_red, plan

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}
needs_pdf = pytest.mark.skipif(not can_draw_pdf(), reason="the GDAL of this QGIS can't draw PDFs")


@needs_pdf
def test_each_page_of_a_plan_is_drawn_by_itself_with_its_number_and_their_count(qgis_app: object, tmp_path: Path) -> None:
    path = plan(tmp_path / "plan.pdf", colours=("red", "green", "blue"))

    pages = [draw_page(path, number) for number in (1, 2, 3)]

    assert [(page.number, page.count) for page in pages] == [(1, 3), (2, 3), (3, 3)]
    middles = [page.image.pixelColor(page.image.width() // 2, page.image.height() // 2) for page in pages]
    assert [(colour.red() > 200, colour.blue() > 200) for colour in middles] == [(True, False), (False, False), (False, True)]


@needs_pdf
def test_paper_is_drawn_to_a_known_number_of_dots(qgis_app: object, tmp_path: Path) -> None:
    page = draw_page(plan(tmp_path / "plan.pdf", colours=("red",), millimetres=(254, 127)))

    assert page.dots_per_inch == 200
    assert (page.image.width(), page.image.height()) == (2000, 1000)


@needs_pdf
def test_a_large_sheet_is_drawn_coarser_and_never_larger_than_allowed(qgis_app: object, tmp_path: Path) -> None:
    page = draw_page(plan(tmp_path / "plan.pdf", colours=("red",), millimetres=(1189, 841)), most_pixels=1_000_000)

    assert page.image.width() * page.image.height() <= 1_010_000
    assert page.dots_per_inch == pytest.approx(page.image.width() / (1189 / 25.4), rel=0.01)


@needs_pdf
def test_a_plan_of_the_local_back_office_is_drawn(qgis_app: object, tmp_path: Path) -> None:
    path = tmp_path / "site-plan.pdf"
    path.write_bytes(pdf(["Site plan"], SQUARE))

    image = draw_page(path).image

    assert any(is_red(image.pixelColor(x, image.height() // 2)) for x in range(image.width())), "the red line is on it"


@needs_pdf
def test_a_page_that_is_not_there_is_said(qgis_app: object, tmp_path: Path) -> None:
    path = plan(tmp_path / "plan.pdf", colours=("red", "green"))

    with pytest.raises(PlanNotDrawn, match=r"plan\.pdf has no page 3; it has 2"):
        draw_page(path, 3)


@needs_pdf
def test_what_only_calls_itself_a_pdf_is_said(qgis_app: object, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_text("<html>not found</html>")

    with pytest.raises(PlanNotDrawn, match=r"letter\.pdf can't be read as a PDF"):
        draw_page(path)


def test_a_pdf_is_not_drawn_where_gdal_lacks_what_it_takes(qgis_app: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugin.gui.documents.plan_pages.can_draw_pdf", lambda: False)

    with pytest.raises(PlanNotDrawn, match="the GDAL of this QGIS can't draw it"):
        draw_page(tmp_path / "plan.pdf")


def test_a_picture_is_one_page_and_says_no_scale_where_it_has_none(qgis_app: object, tmp_path: Path) -> None:
    path = tmp_path / "plan.png"
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(path))

    page = draw_page(path)

    assert (page.number, page.count, page.image.width(), page.image.height(), page.dots_per_inch) == (1, 1, 40, 20, 0.0)


@pytest.mark.parametrize("kind", ["png", "jpg", "tif"])
def test_a_scan_says_its_dots_and_is_read_smaller_where_it_is_too_large(qgis_app: object, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"scan.{kind}"
    image = QImage(1000, 500, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    image.setDotsPerMeterX(11811)
    image.setDotsPerMeterY(11811)
    image.save(str(path))

    assert draw_page(path).dots_per_inch == pytest.approx(300, abs=0.1)
    small = draw_page(path, most_pixels=125_000)
    assert (small.image.width(), small.image.height()) == (500, 250)
    assert small.dots_per_inch == pytest.approx(150, abs=0.1)


def test_a_damaged_picture_is_said(qgis_app: object, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff")

    with pytest.raises(PlanNotDrawn, match=r"photo\.jpg can't be shown"):
        draw_page(path)


@needs_pdf
def test_the_task_hands_over_the_page_or_the_sentence(qgis_app: object, tmp_path: Path) -> None:
    pages, sentences = [], []
    for path, number in ((plan(tmp_path / "plan.pdf", colours=("red", "green")), 2), (tmp_path / "absent.pdf", 1)):
        task = PlanPageTask(path, number)
        task.drawn.connect(pages.append)
        task.failed.connect(sentences.append)
        task.finished(task.run())

    assert [(page.number, page.count) for page in pages] == [(2, 2)]
    assert len(sentences) == 1
    assert sentences[0].startswith("absent.pdf can't be read")
