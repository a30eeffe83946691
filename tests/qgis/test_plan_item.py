"""A plan is seen over the map, as if it were printed on glass, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject, QgsRectangle
from qgis.PyQt.QtGui import QColor, QImage

from plugin.gui.tasks.plan_picture_task import PlanPicture
from tests.qgis.plan_map import GROUND_COLOUR, PlanMap, opened, plans_on


@pytest.fixture
def page(tmp_path: Path, plan_map: PlanMap) -> PlanPicture:
    opened_page = opened(marked(tmp_path), plan_map.bench.folder(tmp_path / "cases.redline"))
    assert isinstance(opened_page, PlanPicture)
    plan_map.bench.set_opacity(1.0)
    return opened_page


def marked(tmp_path: Path) -> Path:
    """A white page of 100 by 100 mm with a black square in the middle, 100 dots to the inch."""
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    for x in range(150, 250):
        for y in range(150, 250):
            image.setPixel(x, y, 0xFF000000)
    image.setDotsPerMeterX(4000)
    image.setDotsPerMeterY(4000)
    path = tmp_path / "square.png"
    image.save(str(path))
    return path


def test_the_paper_is_clear_and_the_ink_stays_over_the_map(plan_map: PlanMap, page: PlanPicture) -> None:
    plan_map.bench.open(page, (530100.0, 180100.0))

    assert plan_map.seen(530100, 180100) == QColor(0, 0, 0)
    assert plan_map.seen(530050, 180100) == GROUND_COLOUR, "paper"
    assert plan_map.seen(530010, 180010) == GROUND_COLOUR, "beside the page"

    plan_map.bench.set_opacity(0.5)
    faint = plan_map.seen(530100, 180100)
    assert (faint.red(), faint.green(), faint.blue()) == pytest.approx((100, 110, 90), abs=3)


def test_a_plan_stays_on_its_place_when_the_map_moves_turns_and_changes_its_system(plan_map: PlanMap, page: PlanPicture) -> None:
    plan_map.bench.open(page, (530100.0, 180100.0))

    plan_map.canvas.setExtent(QgsRectangle(530000, 179950, 530300, 180250))
    plan_map.draw()
    assert plan_map.seen(530100, 180100) == QColor(0, 0, 0)
    assert plan_map.seen(530150, 180100) == GROUND_COLOUR
    plan_map.canvas.setRotation(30)
    plan_map.draw()
    assert plan_map.seen(530113, 180100) == QColor(0, 0, 0)
    assert plan_map.seen(530150, 180100) == GROUND_COLOUR

    plan_map.canvas.setRotation(0)
    plan_map.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    to_map = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:27700"), plan_map.canvas.mapSettings().destinationCrs(), QgsProject.instance().transformContext()
    )
    middle_there, beside = to_map.transform(QgsPointXY(530100, 180100)), to_map.transform(QgsPointXY(530150, 180100))
    plan_map.canvas.setExtent(QgsRectangle(middle_there.x() - 200, middle_there.y() - 200, middle_there.x() + 200, middle_there.y() + 200))
    plan_map.draw()
    assert plan_map.seen(middle_there.x(), middle_there.y()) == QColor(0, 0, 0)
    assert plan_map.seen(beside.x(), beside.y()) == GROUND_COLOUR


def test_a_plan_is_no_part_of_the_project_nor_of_what_is_printed(plan_map: PlanMap, page: PlanPicture) -> None:
    plan_map.bench.open(page, (530100.0, 180100.0))

    assert len(plans_on(plan_map.canvas)) == 1
    assert QgsProject.instance().mapLayers() == {}
    assert QgsProject.instance().layerTreeRoot().children() == []
    assert not QgsProject.instance().isDirty()
    assert plan_map.canvas.mapSettings().layers() == []


def test_turned_corners_of_a_plan_do_not_hide_the_map(plan_map: PlanMap, page: PlanPicture) -> None:
    plan_map.bench.open(page, (530100.0, 180100.0))
    plan_map.bench.add_match((530080.0, 180080.0), (530080.0, 180080.0))
    plan_map.bench.add_match((530150.0, 180080.0), (530130.0, 180130.0))

    assert plan_map.seen(530005, 180195) == GROUND_COLOUR
    assert plan_map.seen(530195, 180005) == GROUND_COLOUR
