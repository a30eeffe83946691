"""Layers of the council's own from a database and a map server: read, read again without the project, and kept where they fail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsVectorLayer

from plugin.constraints.local_layers.declarations import load_layers
from plugin.constraints.local_layers.layer_source import QgisSource
from plugin.domain.clock import Clock
from plugin.gui.settings import StoredSettings
from tests.postgis_server import postgis
from tests.qgis.cases_of_nowhere import OpenDesk, until
from tests.qgis.fake_iface import FakeIface
from tests.qgis.test_local_layers import Window, loaded, window
from tests.wfs_stand_in import WfsStandIn

psycopg2 = pytest.importorskip("psycopg2")

__all__ = ["Clock", "FakeIface", "OpenDesk", "Path", "StoredSettings", "window"]
_TABLE = """
CREATE TABLE tpo (id integer PRIMARY KEY, tpo_no text, made date, geom geometry(MultiPolygonZ, 27700));
INSERT INTO tpo
SELECT n, 'T' || n, '2020-05-12', ST_Force3D(ST_Multi(ST_MakeEnvelope(530000 + n * 200, 180000, 530100 + n * 200, 180100, 27700)))
FROM generate_series(1, 20) AS n
"""


@pytest.fixture
def table() -> Iterator[str]:
    """The address of a database with a table of the council's own."""
    with postgis() as address:
        run(address, _TABLE)
        yield address


def run(address: str, statement: str) -> None:
    connection = psycopg2.connect(address)
    with connection, connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def in_project(address: str, name: str, provider: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(address, name, provider)
    assert layer.isValid(), layer.error().summary()
    QgsProject.instance().addMapLayer(layer)
    return layer


def refreshed(window: Window, name: str) -> list[str]:
    window.choose(name)
    window.page.authorityEdit.setText("")
    tree = window.page.tree
    for item in map(tree.topLevelItem, range(tree.topLevelItemCount())):
        item.setCheckState(0, 2 if item.text(0) == name else 0)
    window.page.refreshButton.click()
    until(lambda: not window.page.stopButton.isVisible(), 90)
    return window.row(name)


def test_a_table_of_a_database_is_read_and_kept_when_it_fails(window: Window, table: str) -> None:
    layer = in_project(f'{table} key=\'id\' srid=27700 type=MultiPolygonZ table="public"."tpo" (geom)', "Council trees", "postgres")
    asked = window.add(layer, reference="tpo_no")
    row = asked.table.rows["start-date"]
    row.combo.setCurrentIndex(row.combo.findData("made"))
    window.read()
    window.accept()
    QgsProject.instance().clear()

    same = refreshed(window, "Council trees")
    run(table, "DELETE FROM tpo WHERE id > 12")
    shrunken = refreshed(window, "Council trees")
    run(table, "DROP TABLE tpo")
    failed = refreshed(window, "Council trees")

    (declared,) = load_layers(window.folder)
    assert isinstance(declared.source, QgisSource)
    assert declared.source.provider == "postgres"
    assert same[4] == "as it was, 20 records"
    assert "has 20 records in the store and 12 where it comes from" in shrunken[4]
    assert "QGIS could not open Council trees (postgres)" in failed[4]
    assert loaded(window.folder)["council-trees"].count == 20


def test_a_layer_of_a_map_server_is_read_and_kept_when_it_fails(window: Window) -> None:
    squares = [(530000 + 200 * at, 180000) for at in range(3)]
    with WfsStandIn(squares) as stand_in:
        layer = in_project(stand_in.layer_address, "Orders", "WFS")
        window.add(layer, reference="TPO_NO")
        window.read()
        window.accept()
        QgsProject.instance().clear()
        stand_in.failing = True

        failed = refreshed(window, "Orders")
    gone = refreshed(window, "Orders")

    assert loaded(window.folder)["orders"].count == 3
    assert "“Orders” was not read." in failed[4]
    assert "QGIS could not open Orders (WFS)" in gone[4]
