"""Whatever of Redline opens a GML file in QGIS, nothing is written beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsCoordinateTransformContext

from plugin.constraints.local_layers.layer_source import QgisSource
from plugin.gui.constraint_layers.chosen_source import ChosenSource, layers_in
from plugin.gui.layers.beside_nothing import beside_nothing
from plugin.gui.layers.qgis_layer_opener import QgisLayerOpener
from plugin.gui.neighbours.council_layer import CouncilLayer

_GML = "http://www.opengis.net/gml"
_HEAD = f'<?xml version="1.0"?><ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="{_GML}">'
_PLACE = '<gml:Point srsName="EPSG:27700"><gml:coordinates>530000,180000</gml:coordinates></gml:Point>'


@pytest.fixture
def gml(qgis_app: object, tmp_path: Path) -> Path:
    """A file with two layers of a point each."""
    features = "".join(
        f"<gml:featureMember><ogr:{layer}><ogr:geometryProperty>{_PLACE}</ogr:geometryProperty><ogr:name>{layer}</ogr:name></ogr:{layer}>"
        "</gml:featureMember>"
        for layer in ("trees", "posts")
    )
    path = tmp_path / "survey.gml"
    path.write_text(f"{_HEAD}{features}</ogr:FeatureCollection>", encoding="utf-8")
    return path


def test_a_file_chosen_in_the_window(gml: Path) -> None:
    assert sorted(layers_in(gml)) == ["posts", "trees"]
    chosen = ChosenSource.of_file(gml, "posts")

    assert chosen.layer is not None
    assert [feature["name"] for feature in chosen.layer.getFeatures()] == ["posts"]
    assert list(gml.parent.iterdir()) == [gml]


def test_the_councils_layer_of_neighbours(gml: Path) -> None:
    layer = CouncilLayer.of_file(f"{gml}|layername=trees", "Addresses", QgsCoordinateTransformContext())

    assert [words for _, words in layer.near((529990, 179990, 530010, 180010), ["name"], lambda: None)] == [["trees"]]
    assert list(gml.parent.iterdir()) == [gml]


def test_a_layer_of_a_project_that_is_read_anew(gml: Path) -> None:
    opener = QgisLayerOpener({}, QgsCoordinateTransformContext())
    (part,) = opener(QgisSource("ogr", f"{gml}|layername=trees", "Trees"), "tree").parts

    assert len(list(part.records)) == 1
    assert list(gml.parent.iterdir()) == [gml]


def test_an_address_gets_each_option_once_and_only_where_its_file_needs_it() -> None:
    once = beside_nothing("/a/b.GML|layername=x")

    assert once == "/a/b.GML|layername=x|option:WRITE_GFS=NO"
    assert beside_nothing(once) == once
    assert beside_nothing("/a/b.gpkg|layername=x.gml") == "/a/b.gpkg|layername=x.gml"
