"""A plan is opened, laid on the map by dragging places of it to where they belong, and named in the version that is traced from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely
from qgis.core import QgsProject
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtTest import QTest

from plugin.domain.document import Document
from plugin.gui.amend.match_tool import MatchTool
from plugin.gui.amend.plan_bench import PlanBench
from plugin.gui.amend.plan_opening import PlanOpening
from plugin.gui.settings import Settings
from plugin.gui.tasks.plan_picture_task import PlanPicture
from scripts.backoffice.plan_files import pdf
from tests.qgis.cases_of_nowhere import until
from tests.qgis.plan_map import PlanMap, opened, plans_on
from tests.qgis.test_amend_tool import LEFT, Map, polygon_layer, snap

GROUND = {"type": "Polygon", "coordinates": [[[530000, 180000], [530050, 180000], [530050, 180040], [530000, 180000]]]}


@pytest.fixture
def plan_pdf(tmp_path: Path) -> Path:
    path = tmp_path / "location plan.pdf"
    path.write_bytes(pdf(["Location plan 1:1250"], GROUND))
    return path


def picture(path: Path, *, dots: float = 0.0, size: tuple[int, int] = (600, 400)) -> Path:
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    if dots:
        image.setDotsPerMeterX(round(dots / 0.0254))
        image.setDotsPerMeterY(round(dots / 0.0254))
    image.save(str(path))
    return path


def test_what_is_no_plan_is_refused_with_what_to_do(qgis_app: object, tmp_path: Path) -> None:
    for name, content in (("plan.pdf", b"%PDF-1.4 rubbish"), ("plan.png", b"no picture"), ("empty.jpg", b"")):
        path = tmp_path / name
        path.write_bytes(content)

        told = opened(path, tmp_path)

        assert isinstance(told, str)
        assert told.startswith(f"{name} can't be ")
        assert told.endswith("Save the page as a PNG or JPEG, and open that.")


def test_a_file_that_names_others_is_no_plan(qgis_app: object, tmp_path: Path) -> None:
    path = tmp_path / "plan.png"
    path.write_text(f'<VRTDataset rasterXSize="1" rasterYSize="1"><SRS>{tmp_path}</SRS></VRTDataset>', encoding="utf-8")

    assert "can't be shown" in str(opened(path, tmp_path))


def test_a_page_of_a_pdf_knows_the_size_of_its_paper(qgis_app: object, plan_pdf: Path, tmp_path: Path) -> None:
    page = opened(plan_pdf, tmp_path)

    assert isinstance(page, PlanPicture)
    assert (page.page, page.pages, page.size_known) == (1, 1, True)
    assert page.dots_per_inch == 200
    assert page.width == pytest.approx(595 / 72 * 200, abs=2)
    assert page.placement is None
    assert page.path.exists()


def test_a_page_that_is_not_there_is_said(qgis_app: object, plan_pdf: Path, tmp_path: Path) -> None:
    assert "has no page 7; it has 1" in str(opened(plan_pdf, tmp_path, page=7))


@pytest.mark.parametrize("kind", ["png", "jpg", "tif", "bmp"])
def test_a_picture_with_its_resolution_knows_the_size_of_its_paper(qgis_app: object, tmp_path: Path, kind: str) -> None:
    page = opened(picture(tmp_path / f"scan.{kind}", dots=150), tmp_path)

    assert isinstance(page, PlanPicture)
    assert page.size_known
    assert page.dots_per_inch == pytest.approx(150, abs=1)


def test_a_picture_without_a_resolution_is_taken_for_a4_and_says_so(qgis_app: object, tmp_path: Path) -> None:
    page = opened(picture(tmp_path / "photo.png", dots=96, size=(1169, 827)), tmp_path)

    assert isinstance(page, PlanPicture)
    assert not page.size_known
    assert page.dots_per_inch == pytest.approx(100, abs=0.1)


@pytest.fixture
def bench(plan_map: PlanMap) -> PlanBench:
    return plan_map.bench


def middle(bench: PlanBench) -> tuple[float, float]:
    """Where the middle of the page lies on the ground."""
    assert bench.fit is not None
    assert bench.page is not None
    return bench.fit.placement.on_ground((bench.page.width / 2, bench.page.height / 2))


@pytest.fixture
def page(plan_pdf: Path, bench: PlanBench) -> PlanPicture:
    opened_page = opened(plan_pdf, bench.folder(plan_pdf))
    assert isinstance(opened_page, PlanPicture)
    return opened_page


def test_a_plan_lies_in_the_middle_at_1_to_1250(bench: PlanBench, page: PlanPicture) -> None:
    bench.open(page, (530100.0, 180100.0))

    assert middle(bench) == pytest.approx((530100, 180100), abs=1)
    assert bench.scale == pytest.approx(1250)


def test_another_scale_is_about_the_middle(bench: PlanBench, page: PlanPicture) -> None:
    bench.open(page, (530100.0, 180100.0))

    bench.set_scale(500)

    assert bench.scale == pytest.approx(500)
    assert middle(bench) == pytest.approx((530100, 180100), abs=1)


def test_places_move_then_turn_then_tell_the_residual(bench: PlanBench, page: PlanPicture) -> None:
    bench.open(page, (530100.0, 180100.0))

    bench.add_match((530080.0, 180080.0), (530090.0, 180080.0))
    assert bench.fit is not None
    assert bench.fit.residual_m is None
    assert middle(bench) == pytest.approx((530110, 180100), abs=1)
    assert bench.scale == pytest.approx(1250)

    bench.add_match((530150.0, 180080.0), (530146.0, 180090.0))
    assert bench.scale != pytest.approx(1250, rel=0.001)
    assert abs(bench.fit.placement.turned_degrees) > 5

    bench.add_match((530150.0, 180160.0), (530151.0, 180161.0))
    assert bench.fit.residual_m is not None
    assert bench.marks()[0][1] == (530090.0, 180080.0)


def test_a_place_that_is_removed_no_longer_counts(bench: PlanBench, page: PlanPicture) -> None:
    bench.open(page, (530100.0, 180100.0))
    for shown, ground in (((530080.0, 180080.0), (530090.0, 180080.0)), ((530150.0, 180080.0), (530160.0, 180080.0))):
        bench.add_match(shown, ground)

    bench.remove_match(1)

    assert len(bench.matches) == 1
    assert bench.fit is not None
    assert bench.fit.off == (0.0,)


def test_places_on_top_of_each_other_are_refused_and_nothing_moves(bench: PlanBench, page: PlanPicture) -> None:
    said: list[str] = []
    bench.failed.connect(said.append)
    bench.open(page, (530100.0, 180100.0))
    bench.add_match((530080.0, 180080.0), (530090.0, 180080.0))

    bench.add_match((530090.1, 180080.0), (530095.0, 180080.0))

    assert said
    assert "too near" in said[0]
    assert len(bench.matches) == 1


def test_how_a_line_was_traced_is_said_with_the_residual(bench: PlanBench, page: PlanPicture) -> None:
    assert bench.said() == ""
    bench.open(page, (530100.0, 180100.0))
    assert bench.said() == "Plotted from the plan location plan.pdf, laid by 0 matching places as 1:1,250, without a residual."
    bench.add_match((530060.0, 180060.0), (530065.0, 180060.0))
    for place in ((530150.0, 180060.0), (530150.0, 180180.0)):
        bench.add_match(place, place)

    assert bench.said() == "Plotted from the plan location plan.pdf, laid by 3 matching places as 1:1,250, residual 0.00 m."


def test_a_plan_that_is_closed_leaves_nothing(bench: PlanBench, plan_map: PlanMap, page: PlanPicture) -> None:
    bench.open(page, (530100.0, 180100.0))

    bench.close()

    assert plans_on(plan_map.canvas) == []
    assert bench.said() == ""


@pytest.fixture
def matching(qgis_app: object) -> Iterator[tuple[Map, list[Any]]]:
    """A map with a parcel that is to be snapped to, the tool that lays the plan in the hand; and what it told."""
    QgsProject.instance().clear()
    on_map = Map()
    parcel = polygon_layer("Polygon((530060 180060, 530090 180060, 530090 180090, 530060 180060))")
    on_map.canvas.setLayers([on_map.layer, parcel])
    snap(on_map.canvas)
    tool = MatchTool(on_map.canvas, on_map.cad, lambda: on_map.layer)
    matched: list[Any] = []
    tool.matched.connect(lambda shown, ground: matched.append((shown, ground)))
    on_map.canvas.setMapTool(tool)
    yield on_map, matched
    tool.remove_marks()
    on_map.canvas.unsetMapTool(tool)
    for thing in (tool, on_map.tool, on_map.cad, on_map.canvas):
        thing.deleteLater()
    QgsProject.instance().clear()


def test_a_place_is_dragged_by_mouse_and_snaps_where_it_is_let_go(matching: tuple[Map, list[Any]]) -> None:
    on_map, matched = matching

    QTest.mousePress(on_map.canvas.viewport(), LEFT, pos=on_map.pixel(90.2, 60.2))
    on_map.move(70, 65)
    on_map.release(60.4, 60.4)

    ((shown, ground),) = matched
    assert shown == pytest.approx((530090.2, 180060.2), abs=0.15), "what is on the plan is not snapped"
    assert ground == pytest.approx((530060, 180060), abs=0.01)


def test_a_place_snaps_although_the_map_has_not_read_its_corners_yet(matching: tuple[Map, list[Any]]) -> None:
    on_map, matched = matching
    places = [(530000 + 3 * across, 180000 + 3 * up) for across in range(34) for up in range(34)]
    many = polygon_layer(*(f"Polygon(({e} {n}, {e + 2} {n}, {e + 2} {n + 2}, {e} {n}))" for e, n in places))
    on_map.canvas.setLayers([on_map.layer, many])

    QTest.mousePress(on_map.canvas.viewport(), LEFT, pos=on_map.pixel(90.2, 60.2))
    on_map.release(60.4, 60.4)

    ((_, ground),) = matched
    assert ground == pytest.approx((530060, 180060), abs=0.01)


def test_plans_of_the_case_that_show_its_location_are_offered_first(qgis_app: object, clock: Any, tmp_path: Path) -> None:
    from dataclasses import replace
    from types import SimpleNamespace

    plain = Document("elevations.pdf", "http://127.0.0.1:9/a")
    documents = (
        plain,
        replace(plain, name="letter.docx"),
        replace(plain, name="map.png", tags=("sitePlan.existing",)),
        replace(plain, name="zz Location Plan.PDF"),
    )
    opening = PlanOpening(None, Settings(), clock, tmp_path)

    offered = [words for words, _ in opening.offered(SimpleNamespace(documents=documents))]  # type: ignore[arg-type]  # all that is asked of a case

    assert offered == ["map.png", "zz Location Plan.PDF", "elevations.pdf", "A file on this computer…"]


def test_a_line_is_plotted_from_a_plan_and_the_version_says_so(window: Any, plan_pdf: Path) -> None:
    amending = window().begin()
    bench, panel = amending.bench, amending.place.panel
    page = opened(plan_pdf, bench.plan.folder(plan_pdf))
    amending.place.plans.show(page)

    assert not panel.planPanel.isHidden()
    assert panel.planPanel.nameLabel.text() == "location plan.pdf"
    assert panel.planPanel.scaleCombo.currentText() == "1250"
    assert panel.planPanel.matchButton.isChecked()
    assert "Drag a corner of a building" in panel.planPanel.fitLabel.text()
    for east, north in ((530000.0, 180000.0), (530090.0, 180000.0), (530090.0, 180100.0)):
        bench.plan.add_match((east, north), (east, north + (0.5 if north > 180050 else 0)))
    assert "other places may be off by" in panel.planPanel.fitLabel.text()
    assert not panel.planPanel.scaleCombo.isEnabled()
    panel.planPanel.removeButton.click()
    assert "2 places, as 1:1,250. A third one tells" in panel.planPanel.fitLabel.text()
    bench._captured("add", shapely.box(530050, 180000, 530060, 180040))
    panel.reasonEdit.setPlainText("As the plan shows.")
    panel.saveButton.click()
    until(lambda: not amending.place.open)

    (note,) = [note for note in amending.versions()[-1].boundary.notes if note.startswith("Plotted")]
    assert note == "Plotted from the plan location plan.pdf, laid by 2 matching places as 1:1,250, without a residual."
    assert plans_on(amending.iface.mapCanvas()) == []
    assert panel.planPanel.isHidden()


def test_a_typed_scale_is_taken_and_rubbish_is_not(window: Any, plan_pdf: Path) -> None:
    amending = window().begin()
    amending.place.plans.show(opened(plan_pdf, amending.bench.plan.folder(plan_pdf)))
    combo = amending.place.panel.planPanel.scaleCombo

    combo.setEditText("1:500")
    combo.lineEdit().editingFinished.emit()
    assert amending.bench.plan.scale == pytest.approx(500)
    combo.setEditText("about so")
    combo.lineEdit().editingFinished.emit()

    assert amending.bench.plan.scale == pytest.approx(500)
    assert combo.currentText() == "500"
