"""A layer of points on the page "Standard": right for trees, and no zones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer

from plugin.domain.clock import Clock
from plugin.gui.settings import StoredSettings
from tests.qgis.fake_iface import FakeIface
from tests.qgis.standard_pages import Page, open_page


@pytest.fixture
def page(iface: FakeIface, stored: StoredSettings, clock: Clock) -> Iterator[Page]:
    yield from open_page(iface, stored, clock)


def test_a_layer_of_points_is_right_for_trees_and_none_for_zones(page: Page) -> None:
    layer = QgsVectorLayer("Point?crs=EPSG:27700&field=reference:string&field=tree-preservation-order:string", "Trees", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["T1", "TPO1"])
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(533000, 176000)))
    layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer)
    page.setup.form.layerCombo.setLayer(layer)

    page.choose("tree")
    page.check()
    assert {code for _row, _field, code, *_ in page.told()} <= {"coordinates-not-wgs84"}

    page.faults.backButton.click()
    page.page.result = None
    page.choose("tree-preservation-zone")
    page.check()
    assert (1, "geometry", "geometry-kind") in {told[:3] for told in page.told()}
