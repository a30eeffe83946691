"""Layers of the council's own from map servers (WFS, OGC API Features, ArcGIS): what fails there is told, what is kept is never asked for
again as if it were new, what is secret is in QGIS's store alone, and the window waits for nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsProject, QgsVectorLayer

from plugin.constraints.local_layers.declarations import load_layers
from plugin.constraints.local_layers.layer_source import QgisSource
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.clock import Clock
from plugin.gui.settings import StoredSettings
from tests.arcgis_stand_in import ArcgisStandIn
from tests.map_server import MapServer
from tests.oapif_stand_in import OapifStandIn
from tests.qgis.cases_of_nowhere import OpenDesk, until
from tests.qgis.fake_iface import FakeIface
from tests.qgis.test_layer_providers import in_project, refreshed
from tests.qgis.test_local_layers import Window, loaded, window
from tests.wfs_stand_in import WfsStandIn
from tests.window_turns import WindowTurns

__all__ = ["Clock", "FakeIface", "OpenDesk", "StoredSettings", "window"]

IN_METRES = [(530000 + 200 * at, 180000) for at in range(5)]
IN_DEGREES = [(-0.13 + 0.01 * at, 51.5) for at in range(5)]
SECRET = "of-the-maps"

Server = Callable[[], MapServer]
every_server = pytest.mark.parametrize(
    ("server", "provider"),
    [
        (lambda: WfsStandIn(IN_METRES), "WFS"),
        (lambda: OapifStandIn(IN_DEGREES), "OAPIF"),
        (lambda: ArcgisStandIn(IN_METRES), "arcgisfeatureserver"),
    ],
    ids=["WFS", "OGC API Features", "ArcGIS"],
)
in_pages = pytest.mark.parametrize(
    ("server", "provider"),
    [(lambda: OapifStandIn(IN_DEGREES), "OAPIF"), (lambda: ArcgisStandIn(IN_METRES), "arcgisfeatureserver")],
    ids=["OGC API Features", "ArcGIS"],
)


def added(window: Window, server: MapServer, provider: str, more: str = "") -> QgsVectorLayer:
    """A layer of the server in the project and in use, the project's layer gone."""
    layer = in_project(f"{server.layer_address}{more}", "Orders", provider)
    window.add(layer, reference="TPO_NO")
    window.read()
    window.accept()
    QgsProject.instance().clear()
    assert loaded(window.folder)["orders"].count == 5
    return layer


@every_server
def test_a_server_that_fails_or_is_gone_keeps_what_the_store_has(window: Window, server: Server, provider: str) -> None:
    with server() as stand_in:
        added(window, stand_in, provider)
        stand_in.failing = True
        failed = refreshed(window, "Orders")
    gone = refreshed(window, "Orders")

    assert "“Orders” was not read." in failed[4]
    assert f"QGIS could not open Orders ({provider})" in gone[4]
    assert loaded(window.folder)["orders"].count == 5


@every_server
def test_what_a_server_has_now_is_read_and_not_what_qgis_has_kept_of_it(window: Window, server: Server, provider: str) -> None:
    with server() as stand_in:
        added(window, stand_in, provider)
        stand_in.squares = [*stand_in.squares, stand_in.squares[0]]

        told = refreshed(window, "Orders")

    assert told[4] == "fetched, 6 records"


@every_server
def test_every_record_has_its_place_on_the_grid_and_its_reference(window: Window, server: Server, provider: str) -> None:
    with server() as stand_in:
        added(window, stand_in, provider)

    with LocalStore(window.folder) as store:
        entities = list(store.candidates((0, 0, 700000, 1300000)).entities.values())
        assert sorted(each.reference for each in entities) in ([f"T{at}" for at in range(1, 6)], [str(at) for at in range(1, 6)])
        assert all(529000 < store.geometry(each).centroid.x < 533000 for each in entities)
        assert store.issues("orders") == ()


@in_pages
def test_a_server_whose_pages_break_off_is_never_taken_for_a_smaller_one(window: Window, server: Server, provider: str) -> None:
    with server() as stand_in:
        added(window, stand_in, provider)
        stand_in.broken_from = 2

        told = refreshed(window, "Orders")

    assert "“Orders” was not read." in told[4]
    assert loaded(window.folder)["orders"].count == 5


def test_pages_that_break_off_are_noticed_where_nobody_says_how_many_there_are(window: Window) -> None:
    with OapifStandIn(IN_DEGREES) as stand_in:
        stand_in.counted = False
        added(window, stand_in, "OAPIF")
        stand_in.broken_from = 2

        told = refreshed(window, "Orders")

    assert "“Orders” was not read." in told[4]
    assert "was not read to its end" in told[4]


@pytest.fixture
def login(qgis_app: object) -> Iterator[str]:
    """The id of credentials in QGIS's store."""
    manager = QgsApplication.authManager()
    if not manager.masterPasswordIsSet():
        manager.setMasterPassword("of this test", True)
    config = QgsAuthMethodConfig("Basic")
    config.setName("The council's maps")
    config.setConfigMap({"username": "reader", "password": SECRET})
    assert manager.storeAuthenticationConfig(config)
    yield str(config.id())
    manager.removeAuthenticationConfig(config.id())


@every_server
def test_who_asks_comes_out_of_qgis_s_store_at_every_refresh_and_is_never_written_down(
    window: Window, login: str, server: Server, provider: str
) -> None:
    with server() as stand_in:
        stand_in.login = ("reader", SECRET)
        added(window, stand_in, provider, f" authcfg={login}")
        (declared,) = load_layers(window.folder)
        told = refreshed(window, "Orders")
        QgsApplication.authManager().removeAuthenticationConfig(login)
        refused = refreshed(window, "Orders")

    assert isinstance(declared.source, QgisSource)
    assert login in declared.source.address
    assert told[4] == "as it was, 5 records"
    assert "“Orders” was not read." in refused[4]
    assert loaded(window.folder)["orders"].count == 5
    written = [path for path in window.folder.rglob("*") if path.is_file()]
    assert written
    assert all(SECRET.encode() not in path.read_bytes() for path in written)


@every_server
def test_the_window_goes_on_while_a_slow_server_is_looked_at(window: Window, server: Server, provider: str) -> None:
    with server() as stand_in:
        layer = in_project(stand_in.layer_address, "Orders", provider)
        window.page.own.addButton.click()
        turns = WindowTurns()
        stand_in.slow, stand_in.hold = 2, turns.hold

        window.asked.sourceForm.layerCombo.setLayer(layer)
        turns.until(lambda: not window.asked.bar.isVisible())

        assert window.asked.countLabel.text().startswith("5 records")
        turns.assert_never_waited(2)


def test_a_look_at_a_slow_server_can_be_left(window: Window) -> None:
    with ArcgisStandIn(IN_METRES) as stand_in:
        layer = in_project(stand_in.layer_address, "Orders", "arcgisfeatureserver")
        turns = WindowTurns()
        stand_in.slow, stand_in.hold = 1, turns.hold
        window.page.own.addButton.click()
        window.asked.sourceForm.layerCombo.setLayer(layer)
        until(lambda: stand_in.slow == 0)

        window.asked.reject()
        turns.until(lambda: window.dialog.own.dialog is None)

        turns.assert_never_waited(1)


def test_the_window_goes_on_while_a_table_by_a_slow_line_is_looked_at(window: Window, postgis_server: str) -> None:
    pytest.importorskip("psycopg2")
    from tests.qgis.test_layer_providers import _TABLE, run
    from tests.slow_line import slow_line

    with slow_line(postgis_server, 0.0) as line:
        # A store that another test pushed has a schema of the user's own name, which would come first
        run(postgis_server, f"SET search_path TO public; DROP TABLE IF EXISTS tpo; {_TABLE}")
        host, port = line.place
        where = f"host={host} port={port} user=redline dbname=redline_bench sslmode=disable"
        layer = in_project(f'{where} key=\'id\' srid=27700 type=MultiPolygonZ table="public"."tpo" (geom)', "Trees", "postgres")
        turns = WindowTurns()
        line.slow, line.hold = 2, turns.hold
        window.page.own.addButton.click()

        window.asked.sourceForm.layerCombo.setLayer(layer)
        turns.until(lambda: not window.asked.bar.isVisible())

        assert window.asked.countLabel.text().startswith("20 records")
        turns.assert_never_waited(2)
        QgsProject.instance().clear()
