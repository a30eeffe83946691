"""Redline's layers in a project: filled, refilled, found by their marks, and taken away again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from qgis.core import QgsProject, QgsVectorLayer

from plugin.constraints.base_map import BaseMap
from plugin.constraints.catalogue import Catalogue
from plugin.domain.check import Check, Severity
from plugin.domain.errors import RedlineError
from plugin.domain.finding import Relation
from plugin.gui.layers.finding_row import FindingRow, overlap_rows, polygons_of
from plugin.gui.layers.layer_tree import find_group
from plugin.gui.layers.marks import LAYER
from plugin.gui.layers.project_layers import ProjectLayers
from plugin.gui.layers.site_row import SiteRow
from plugin.gui.layers.specifications import FINDINGS, OVERLAPS, SITES
from plugin.gui.layers.styles import RED
from plugin.gui.layers.wmts import source_from_capabilities, wmts_source
from tests.qgis.conftest import finding, reading, screening
from tests.qgis.small_store import SmallStore


@pytest.fixture
def project(qgis_app: object) -> Iterator[QgsProject]:
    project = QgsProject()
    yield project
    project.clear()


@pytest.fixture
def layers(project: QgsProject) -> ProjectLayers:
    return ProjectLayers(project)


@pytest.fixture
def store(qgis_app: object, tmp_path: Path) -> SmallStore:
    return SmallStore(tmp_path)


def layer_of(project: QgsProject, mark: str) -> QgsVectorLayer:
    (found,) = [layer for layer in project.mapLayers().values() if layer.customProperty(LAYER) == mark]
    return found


def marks(project: QgsProject) -> set[str]:
    return {str(layer.customProperty(LAYER)) for layer in project.mapLayers().values()}


def test_a_missing_base_map_file_is_refused_in_a_sentence_and_the_old_one_stays(
    layers: ProjectLayers, project: QgsProject, store: SmallStore
):
    layers.show_base_map(BaseMap("file", str(store.path), attribution="© us"))
    before = marks(project)

    with pytest.raises(RedlineError, match=r"nowhere\.gpkg"):
        layers.show_base_map(BaseMap("file", "nowhere.gpkg"))

    assert before
    assert marks(project) == before


def test_a_site_goes_into_a_feature_and_comes_back_the_same(qgis_app: object):
    row = SiteRow.of(reading(wkt="MULTIPOLYGON (((0 0, 10 0, 10 10, 0 0)), ((20 0, 30 0, 30 10, 20 0)))"), screening())

    assert SITES.value(SITES.feature(row)) == row


def test_a_finding_outside_the_site_keeps_no_depth_in_its_row(qgis_app: object):
    row = FindingRow.of("26-00001-HAPP", finding("Mill Lane", Relation.NEAR))

    back = FINDINGS.value(FINDINGS.feature(row))

    assert back == row
    assert back.depth_m is None


def test_a_site_counts_its_states_and_the_checks_of_reading_and_screening(qgis_app: object):
    outside = screening(checks=(Check("outside-authority", Severity.WARNING, "Outside."),))
    row = SiteRow.of(reading(checks=(Check("spike", Severity.WARNING, "A spike."), Check("bow-tie", Severity.ERROR, "Crosses."))), outside)

    assert (row.overlaps, row.touches, row.clear, row.not_checked) == (1, 1, 1, 1)
    assert (row.errors, row.warnings, row.information) == (1, 2, 0)


def test_the_sites_are_read_only_and_qgis_never_asks_to_save_them(layers: ProjectLayers):
    layers.show_sites([reading()], [screening()])

    site_layer = layers.site_layer()
    assert site_layer is not None
    assert site_layer.featureCount() == 1
    assert site_layer.readOnly()
    assert site_layer.customProperty("skipMemoryLayersCheck") == 1
    assert site_layer.crs().authid() == "EPSG:27700"


def test_a_site_without_a_boundary_is_not_on_the_map(layers: ProjectLayers):
    layers.show_sites([reading(), reading("26-00002-HAPP", None)], [])

    assert layers.site_layer().featureCount() == 1


def test_no_column_holds_what_is_known_of_a_person():
    names = {field.name().lower() for specification in (SITES, OVERLAPS, FINDINGS) for field in specification.fields()}

    assert names.isdisjoint({"applicant", "agent", "email", "phone", "contact", "description", "neighbour"})


def test_filling_again_replaces_the_features_and_keeps_the_layer_with_the_users_name_and_place(layers: ProjectLayers, project: QgsProject):
    layers.show_sites([reading()], [])
    before = layers.site_layer()
    before.setName("My sites")

    layers.show_sites([reading("26-00007-HAPP")], [])

    assert layers.site_layer().id() == before.id()
    assert [feature["site"] for feature in layers.site_layer().getFeatures()] == ["26-00007-HAPP"]
    assert marks(project) == {"sites"}


def test_a_project_that_was_saved_and_opened_again_is_refilled_without_a_second_layer(layers: ProjectLayers, tmp_path: Path):
    layers.show_sites([reading()], [])
    layers._project.write(str(tmp_path / "project.qgz"))
    again = QgsProject()
    again.read(str(tmp_path / "project.qgz"))

    reopened = ProjectLayers(again)
    assert reopened.site_layer().featureCount() == 0
    reopened.show_sites([reading()], [])

    assert marks(again) == {"sites"}
    assert reopened.site_layer().featureCount() == 1


def test_overlaps_hold_areas_and_findings_hold_every_row(layers: ProjectLayers, project: QgsProject):
    point = finding("Old Pump", number=44000009, overlap=shapely.Point(530010, 180010))
    layers.show_screenings([screening(findings=(finding("High Street"), finding("Mill Lane", Relation.NEAR), point))])

    assert [feature["name"] for feature in layer_of(project, "overlaps").getFeatures()] == ["High Street"]
    assert [feature["relation"] for feature in layer_of(project, "findings").getFeatures()] == ["overlaps", "near", "overlaps"]


def test_the_area_of_an_overlap_that_also_holds_lines_is_kept_alone(qgis_app: object):
    mixed = shapely.GeometryCollection([shapely.box(0, 0, 1, 1), shapely.LineString([(1, 0), (2, 0)])])

    area = polygons_of(mixed)

    assert area is not None
    assert area.equals(shapely.box(0, 0, 1, 1))
    assert overlap_rows([screening(findings=(finding("x", overlap=shapely.LineString([(0, 0), (1, 1)])),))]) == []


def test_the_red_line_is_red_and_six_tenths_of_a_millimetre(layers: ProjectLayers):
    layers.show_sites([reading()], [])

    edge = layers.site_layer().renderer().symbol().symbolLayer(0)
    assert edge.strokeColor().name() == RED
    assert edge.strokeWidth() == pytest.approx(0.6)
    assert 0 < edge.fillColor().alpha() < 60


def test_constraints_are_shown_by_category_in_the_platforms_colours_with_their_attribution(
    layers: ProjectLayers, project: QgsProject, store: SmallStore
):
    layers.show_constraints(store, Catalogue.load())

    heritage = find_group(layers.group(), "category/Heritage and conservation")
    assert [node.name() for node in heritage.findLayers()] == ["Listed building (points)", "Conservation area"]
    shown = layer_of(project, "constraint/conservation-area/conservation_area")
    assert shown.readOnly()
    assert shown.renderer().symbol().symbolLayer(0).fillColor().name() == Catalogue.load().dataset("conservation-area").colour.lower()
    assert shown.serverProperties().attribution() == "© the keepers of conservation-area"
    assert shown.metadata().rights() == ["© the keepers of conservation-area", "Open Government Licence v3.0"]


def test_empty_and_administrative_datasets_are_no_layers_and_empty_categories_no_groups(
    layers: ProjectLayers, project: QgsProject, store: SmallStore
):
    layers.show_constraints(store, Catalogue.load())

    assert marks(project) == {
        "constraint/conservation-area/conservation_area",
        "constraint/listed-building/listed_building_point",
        "constraint/green-belt/green_belt",
    }
    constraints = find_group(layers.group(), "constraints")
    assert [group.name() for group in constraints.findGroups()] == ["Heritage and conservation", "General policy"]


def test_a_newer_generation_is_shown_by_the_same_layer_in_the_users_style(
    layers: ProjectLayers, project: QgsProject, store: SmallStore, tmp_path: Path
):
    layers.show_constraints(store, Catalogue.load())
    before = layer_of(project, "constraint/green-belt/green_belt")
    before.setOpacity(0.2)

    layers.show_constraints(SmallStore(tmp_path, "two"), Catalogue.load())

    after = layer_of(project, "constraint/green-belt/green_belt")
    assert after.id() == before.id()
    assert "two.gpkg" in after.source()
    assert after.opacity() == pytest.approx(0.2)


def test_the_redline_group_stands_on_top_and_the_base_map_at_the_bottom(layers: ProjectLayers, project: QgsProject, store: SmallStore):
    project.addMapLayer(QgsVectorLayer("Point?crs=EPSG:27700", "the user's own", "memory"))

    layers.show_base_map(BaseMap("file", str(store.path), attribution="© the map makers", licence_line="Licence 1"))
    layers.show_sites([reading()], [])
    layers.show_screenings([screening()])
    layers.show_constraints(store, Catalogue.load())

    assert [node.name() for node in project.layerTreeRoot().children()] == ["Redline", "the user's own", "Base map"]
    assert [node.name() for node in layers.group().children()] == ["Sites", "Overlaps", "Findings", "Constraints"]
    shown = layer_of(project, "base-map/green_belt")
    assert shown.metadata().rights() == ["© the map makers", "Licence 1"]


def test_the_projects_own_base_map_is_left_alone(layers: ProjectLayers, project: QgsProject, store: SmallStore):
    own = QgsVectorLayer("Point?crs=EPSG:27700", "the user's own", "memory")
    project.addMapLayer(own)
    layers.show_base_map(BaseMap("file", str(store.path)))

    layers.show_base_map(BaseMap("project"))

    assert list(project.mapLayers()) == [own.id()]


def test_clearing_takes_away_everything_of_redline_and_nothing_else(layers: ProjectLayers, project: QgsProject, store: SmallStore):
    own = QgsVectorLayer("Point?crs=EPSG:27700", "Sites", "memory")
    project.addMapLayer(own)
    layers.show_base_map(BaseMap("file", str(store.path)))
    layers.show_sites([reading()], [])
    layers.show_screenings([screening()])
    layers.show_constraints(store, Catalogue.load())

    layers.clear()

    assert list(project.mapLayers()) == [own.id()]
    assert [node.name() for node in project.layerTreeRoot().children()] == ["Sites"]


def test_an_xyz_address_is_quoted_so_that_its_own_parameters_survive(layers: ProjectLayers, project: QgsProject):
    layers.show_base_map(BaseMap("xyz", "https://tiles.example/{z}/{x}/{y}.png?key=a&style=b", attribution="© tiles"))

    assert "key%3Da%26style%3Db" in layer_of(project, "base-map").source()


CAPABILITIES = b"""<?xml version="1.0"?>
<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1" version="1.0.0"><Contents>
<Layer><ows:Identifier>Roads</ows:Identifier><Format>image/jpeg</Format><TileMatrixSetLink><TileMatrixSet>M</TileMatrixSet></TileMatrixSetLink></Layer>
<Layer><ows:Identifier>Light</ows:Identifier>
<Style isDefault="false"><ows:Identifier>dark</ows:Identifier></Style><Style isDefault="true"><ows:Identifier>plain</ows:Identifier></Style>
<Format>image/png</Format>
<TileMatrixSetLink><TileMatrixSet>M</TileMatrixSet></TileMatrixSetLink><TileMatrixSetLink><TileMatrixSet>G</TileMatrixSet></TileMatrixSetLink></Layer>
<TileMatrixSet><ows:Identifier>M</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::3857</ows:SupportedCRS></TileMatrixSet>
<TileMatrixSet><ows:Identifier>G</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::27700</ows:SupportedCRS></TileMatrixSet>
</Contents></Capabilities>"""


def test_a_wmts_is_asked_for_british_national_grid_where_it_has_it(qgis_app: object):
    source = source_from_capabilities(CAPABILITIES, "https://maps.example/wmts?key=1", "Light")

    parts = source.split("&")
    assert {"crs=EPSG:27700", "layers=Light", "styles=plain", "tileMatrixSet=G", "format=image/png"} <= set(parts)
    assert parts[-1] == "url=https://maps.example/wmts?key%3D1"


def test_a_wmts_without_the_layer_is_refused_by_name(qgis_app: object):
    with pytest.raises(RedlineError, match="Outdoor"):
        source_from_capabilities(CAPABILITIES, "https://maps.example/wmts", "Outdoor")


def test_a_wmts_source_as_qgis_writes_it_is_used_as_it_is(qgis_app: object):
    source = "crs=EPSG:27700&format=image/png&layers=L&styles=&tileMatrixSet=T&url=https://maps.example"

    assert wmts_source(source, "") == source
