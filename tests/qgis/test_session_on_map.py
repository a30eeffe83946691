"""The map follows the session, and the session follows the map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle, QgsSettings
from qgis.gui import QgsMapCanvas

from plugin.gui.layers.layer_tree import marked_layers
from plugin.gui.layers.specifications import OVERLAPS
from plugin.gui.messages import Messages
from plugin.gui.session import Session
from plugin.gui.site.session_on_map import SessionOnMap
from tests.qgis.cases_of_nowhere import until
from tests.qgis.conftest import reading, screening
from tests.qgis.fake_iface import FakeIface

EAST = "POLYGON ((531000 180000, 531020 180000, 531020 180020, 531000 180020, 531000 180000))"

Show = Callable[..., None]


@pytest.fixture
def canvas(iface: FakeIface) -> Iterator[QgsMapCanvas]:
    canvas = QgsMapCanvas()
    canvas.resize(600, 600)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
    canvas.setExtent(QgsRectangle(529900, 179900, 530200, 180200))
    yield canvas
    canvas.deleteLater()


@pytest.fixture
def messages(iface: FakeIface) -> Messages:
    return Messages(iface.messageBar())


@pytest.fixture
def on_map(session: Session, canvas: QgsMapCanvas, messages: Messages) -> Iterator[SessionOnMap]:
    follower = SessionOnMap(session, canvas, QgsProject.instance(), messages)
    yield follower
    follower.stop()


def test_without_sites_the_project_is_left_alone(on_map: SessionOnMap) -> None:
    on_map.fill()

    assert QgsProject.instance().mapLayers() == {}


def test_the_layers_are_filled_without_unsaved_changes(show: Show, on_map: SessionOnMap) -> None:
    QgsProject.instance().setDirty(False)
    show(reading("A"), reading("B", EAST), screenings=(screening("A"),))
    on_map.fill()

    layer = on_map.layers.site_layer()
    assert layer is not None
    assert sorted(feature["site"] for feature in layer.getFeatures()) == ["A", "B"]
    assert not QgsProject.instance().isDirty()


def test_a_site_out_of_sight_is_gone_to(show: Show, session: Session, on_map: SessionOnMap, canvas: QgsMapCanvas) -> None:
    show(reading("A"), reading("B", EAST))
    session.select("B")

    assert canvas.extent().contains(QgsRectangle(531000, 180000, 531020, 180020))


def test_a_site_in_sight_leaves_the_map_where_it_is(show: Show, session: Session, on_map: SessionOnMap, canvas: QgsMapCanvas) -> None:
    before = canvas.extent()
    show(reading("A"))

    assert canvas.extent() == before


def test_a_site_too_small_to_be_seen_is_gone_to(show: Show, session: Session, on_map: SessionOnMap, canvas: QgsMapCanvas) -> None:
    canvas.setExtent(QgsRectangle(525000, 175000, 535000, 185000))
    show(reading("A"))

    assert canvas.extent().width() < 1000


def test_selecting_a_feature_of_the_layer_selects_the_site(show: Show, session: Session, on_map: SessionOnMap) -> None:
    show(reading("A"), reading("B", EAST))
    on_map.fill()
    layer = on_map.layers.site_layer()
    assert layer is not None
    layer.selectByIds([feature.id() for feature in layer.getFeatures() if feature["site"] == "B"])

    assert session.current == "B"


def test_a_site_that_is_not_on_the_map_takes_the_highlight_away(show: Show, session: Session, on_map: SessionOnMap) -> None:
    show(reading("A"), reading("none", None))
    session.select("none")

    assert on_map.highlight._site.size() == 0


def test_a_project_without_layers_becomes_british_national_grid(show: Show, session: Session, on_map: SessionOnMap) -> None:
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    show(reading("A"))
    session.opened.emit()

    assert QgsProject.instance().crs().authid() == "EPSG:27700"


def test_the_overlaps_wait_in_the_tree_and_stay_as_the_officer_sets_them(show: Show, on_map: SessionOnMap) -> None:
    show(reading("A"), screenings=(screening("A"),))
    on_map.fill()
    overlaps = marked_layers(QgsProject.instance(), OVERLAPS.identifier)[OVERLAPS.identifier]
    node = QgsProject.instance().layerTreeRoot().findLayer(overlaps.id())
    assert not node.isVisible()

    node.setItemVisibilityChecked(True)
    on_map.fill()

    assert node.isVisible()


def test_layers_of_a_folder_that_cannot_be_opened_are_tried_anew_with_the_next_screening(
    session: Session, on_map: SessionOnMap, messages: Messages, store_folder: Path
) -> None:
    QgsSettings().setValue("redline/store", str(store_folder))
    (kept,) = (store_folder / "generations").glob("*.gpkg")
    aside = store_folder / "aside.gpkg"
    session.open_store()
    kept.rename(aside)
    until(lambda: on_map.at_rest)
    assert marked_layers(QgsProject.instance(), "constraint") == {}
    assert any("can't be opened" in said for said in messages.said)

    aside.rename(kept)
    session.open_store()
    until(lambda: on_map.at_rest)

    assert len(marked_layers(QgsProject.instance(), "constraint")) == 3


def test_a_project_that_is_read_again_is_filled_again(show: Show, on_map: SessionOnMap) -> None:
    show(reading("A"))
    on_map.fill()
    QgsProject.instance().clear()
    on_map.fill()

    assert on_map.layers.site_layer() is not None
