"""A site that meets the national and the council's own conservation areas: panel, map and sheet show both, each with its own evidence."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QTreeWidgetItem

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.local_layers.layer_source import FileSource
from plugin.constraints.local_layers.local_layer import LocalLayer
from plugin.constraints.local_layers.opened_layer import open_file_layer
from plugin.constraints.local_layers.read_layers import LayersReader
from plugin.constraints.local_layers.refresh_layers import refresh_layers
from plugin.constraints.standard.column_mapping import ColumnMapping
from plugin.constraints.store.put_back import put_into_use
from plugin.domain.clock import Clock, FixedClock
from plugin.gui.layers.project_layers import ProjectLayers
from plugin.gui.messages import Messages
from plugin.gui.session import Session
from plugin.gui.site.constraints_panel import ConstraintsPanel
from plugin.gui.site.sheet_place import SheetPlace
from tests.qgis.cases_of_nowhere import until
from tests.qgis.conftest import reading
from tests.qgis.fake_iface import FakeIface
from tests.qgis.small_borough import build
from tests.qgis.test_print_sheet import printed, text

NAME = "Areas in preparation"
SLUG = "conservation-area--areas-in-preparation"
CONSEQUENCE = "Ask the conservation officer about the draft appraisal."


@pytest.fixture
def store(tmp_path: Path, session: Session) -> Path:
    """The small borough's store, with a layer of the council's own beside it; nobody has said where that is complete."""
    folder = build(tmp_path)
    ring = [[530020, 180000], [530100, 180000], [530100, 180100], [530020, 180100], [530020, 180000]]
    feature = {"type": "Feature", "properties": {"NO": "D1", "TITLE": "Mill Lane", "OFFICER": "North team"}, "geometry": None}
    feature["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    (tmp_path / "own.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    layer = LocalLayer(
        NAME,
        FileSource(tmp_path / "own.geojson"),
        "conservation-area",
        ColumnMapping({"reference": "NO", "name": "TITLE"}),
        data_date=date(2026, 9, 30),
        licence="Council use only",
        attribution="Saltmere Council",
        consequence=CONSEQUENCE,
    )
    reader = LayersReader(folder, [layer], open_file_layer, Transformer())
    clock = FixedClock(datetime(2026, 11, 1, 9, tzinfo=timezone.utc))
    put_into_use(folder, refresh_layers(reader, clock=clock, catalogue=Catalogue.load()).generation)
    QgsSettings().setValue("redline/store", str(folder))
    return folder


def group(panel: ConstraintsPanel, name: str) -> QTreeWidgetItem:
    tree = panel.findingsTree
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    items += [item.child(row) for item in items for row in range(item.childCount())]
    return next(item for item in items if item.text(0).startswith(name))


def test_the_panel_shows_both_each_with_its_own_coverage_and_date(store: Path, session: Session) -> None:
    panel = ConstraintsPanel(session)
    session.show_case(reading(), None, "1")
    session.screen_again()
    until(lambda: session.screenings)

    own, national = group(panel, NAME), group(panel, "Conservation area")
    assert panel.findingsTree.indexOfTopLevelItem(own) == panel.findingsTree.indexOfTopLevelItem(national) + 1
    panel.findingsTree.setCurrentItem(own.child(0))
    told = panel.detailsBrowser.toPlainText()
    assert "Mill Lane" in told
    assert CONSEQUENCE in told
    assert "data of 30 September 2026, loaded on 1 November 2026: own.geojson" in told
    assert "coverage unknown: nobody has said where this data is complete" in told
    assert "North team" in told
    assert "Saltmere Council Council use only" in told
    panel.findingsTree.setCurrentItem(national.child(0))
    assert "Coverage" in panel.detailsBrowser.toPlainText()
    assert CONSEQUENCE not in panel.detailsBrowser.toPlainText()


def test_the_map_shows_it_under_its_kind_in_a_broken_line(store: Path, session: Session) -> None:
    session.open_store()
    until(lambda: session.store is not None)
    layers = ProjectLayers(QgsProject.instance())
    layers.show_constraints(session.store, session.catalogue)

    shown = {layer.name(): layer for layer in QgsProject.instance().mapLayers().values() if isinstance(layer, QgsVectorLayer)}
    styles = {name: shown[name].renderer().symbol().symbolLayer(0).strokeStyle() for name in (NAME, "Conservation area")}
    assert styles == {NAME: Qt.PenStyle.DashLine, "Conservation area": Qt.PenStyle.SolidLine}
    parent = QgsProject.instance().layerTreeRoot().findLayer(shown[NAME].id()).parent()
    assert parent.name() == "Heritage and conservation"


def test_the_sheet_names_both_each_with_its_own_coverage_and_date(
    store: Path, iface: FakeIface, session: Session, clock: Clock, tmp_path: Path
) -> None:
    place = SheetPlace(session, clock, Messages(iface.messageBar()))
    session.show_case(reading(), None, "1")

    printed(place, tmp_path / "sheet.pdf")

    sheet = text(tmp_path / "sheet.pdf")
    assert NAME in sheet
    assert "A conservation-area" in sheet
    assert "Mill Lane" in sheet
    assert CONSEQUENCE in sheet
    assert "data of 30 September 2026" in sheet
    assert "Saltmere Council" in sheet
