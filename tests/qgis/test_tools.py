"""A click on the map, and what is marked there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest

from plugin.gui.layers.project_layers import ProjectLayers
from plugin.gui.site.highlight import Highlight
from plugin.gui.site.select_site_tool import SelectSiteTool
from tests.qgis.conftest import boundary, reading

SMALL = "POLYGON ((530010 180010, 530015 180010, 530015 180015, 530010 180015, 530010 180010))"
FAR = "POLYGON ((530080 180000, 530090 180000, 530090 180010, 530080 180010, 530080 180000))"


@pytest.fixture
def canvas(qgis_app: object) -> Iterator[QgsMapCanvas]:
    canvas = QgsMapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
    canvas.resize(500, 500)
    canvas.setExtent(QgsRectangle(530000, 180000, 530100, 180100))
    yield canvas
    canvas.deleteLater()


@pytest.fixture
def site_layer(qgis_app: object) -> Iterator[QgsVectorLayer]:
    project = QgsProject()
    layers = ProjectLayers(project)
    layers.show_sites([reading("large"), reading("small", SMALL), reading("far", FAR)], [])
    yield layers.site_layer()
    project.clear()


def pixel(canvas: QgsMapCanvas, easting: float, northing: float) -> QPoint:
    point = canvas.getCoordinateTransform().transform(easting, northing)
    return QPoint(round(point.x()), round(point.y()))


def site_at(canvas: QgsMapCanvas, layer: QgsVectorLayer | None, easting: float, northing: float) -> str:
    tool = SelectSiteTool(canvas, lambda: layer)
    at = pixel(canvas, easting, northing)
    return tool.site_at(at.x(), at.y())


def test_without_a_site_layer_a_click_selects_nothing(canvas: QgsMapCanvas) -> None:
    assert site_at(canvas, None, 530020, 180020) == ""


def test_a_click_far_from_every_site_selects_nothing(canvas: QgsMapCanvas, site_layer: QgsVectorLayer) -> None:
    assert site_at(canvas, site_layer, 530020, 180090) == ""


def test_a_click_inside_a_site_selects_it(canvas: QgsMapCanvas, site_layer: QgsVectorLayer) -> None:
    assert site_at(canvas, site_layer, 530040, 180030) == "large"


def test_of_overlapping_sites_the_smallest_is_meant(canvas: QgsMapCanvas, site_layer: QgsVectorLayer) -> None:
    assert site_at(canvas, site_layer, 530012, 180012) == "small"


def test_a_click_beside_a_site_selects_the_nearest_within_reach(canvas: QgsMapCanvas, site_layer: QgsVectorLayer) -> None:
    assert site_at(canvas, site_layer, 530091, 180005) == "far"


def test_a_map_in_degrees_selects_the_same_site(canvas: QgsMapCanvas, site_layer: QgsVectorLayer) -> None:
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    tool = SelectSiteTool(canvas, lambda: site_layer)
    middle = tool.toCanvasCoordinates(tool.toMapCoordinates(site_layer, site_layer.getFeature(1).geometry().centroid().asPoint()))

    assert tool.site_at(middle.x(), middle.y()) in ("large", "small")


def test_the_mouse_on_the_map_picks_the_site(canvas: QgsMapCanvas, site_layer: QgsVectorLayer) -> None:
    picked: list[str] = []
    tool = SelectSiteTool(canvas, lambda: site_layer)
    tool.site_picked.connect(picked.append)
    canvas.setMapTool(tool)

    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=pixel(canvas, 530040, 180030))

    assert picked == ["large"]


def test_marks_on_the_map_are_taken_away_again(canvas: QgsMapCanvas) -> None:
    before = len(canvas.scene().items())
    highlight = Highlight(canvas)
    highlight.show_site(boundary().geometry)
    assert len(canvas.scene().items()) > before

    highlight.remove()

    assert len(canvas.scene().items()) == before
