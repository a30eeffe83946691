"""The transport inside QGIS: the suite that requests' own adapter passes, and what only QGIS's network manager can do."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from qgis.core import QgsApplication, QgsAuthMethodConfig
from qgis.PyQt.QtCore import QObject, QTimer
from requests.adapters import BaseAdapter

from plugin.backoffice.connection import Connection
from plugin.backoffice.exchange import ask, fetch
from plugin.backoffice.transport import session, visit
from plugin.gui.network.adapter import NetworkAdapter
from plugin.gui.network.window_thread import do_in_window_thread
from tests.unit.backoffice.scripted_server import Reply, Request, as_json, serving
from tests.unit.backoffice.transport_suite import LIMITS, TransportSuite, never

SIGNATURE = "Bearer bops_of_the_store"

#: The adapter is asked by the couriers' threads, never by the window's.
pytestmark = pytest.mark.beside_the_window


@pytest.fixture(autouse=True)
def _window(qgis_app: object) -> None:
    """A network manager needs an application."""


class TestNetworkAdapter(TransportSuite):
    """Over QgsNetworkAccessManager."""

    def adapter(self) -> BaseAdapter:
        return NetworkAdapter()

    def test_redline_says_who_it_is_and_shows_its_token(self) -> None:
        """QGIS writes its own name over every program's, so here it is QGIS that says who it is."""
        with serving(lambda _: as_json({})) as server:
            self.ask(server.address, headers={"If-None-Match": 'W/"abc"'})
            asked = server.requests[0]
        assert "QGIS/" in asked.headers["user-agent"]
        assert asked.headers["authorization"] == "Bearer bops_secret"
        assert asked.headers["if-none-match"] == 'W/"abc"'


@pytest.fixture
def authcfg(qgis_app: object) -> Iterator[str]:
    """Credentials in QGIS's authentication store."""
    manager = QgsApplication.authManager()
    if not manager.masterPasswordIsSet():
        manager.setMasterPassword("of this test", True)
    config = QgsAuthMethodConfig("APIHeader")
    config.setName("Redline in a test")
    config.setConfigMap({"Authorization": SIGNATURE})
    manager.storeAuthenticationConfig(config)
    assert config.id()
    yield config.id()
    manager.removeAuthenticationConfig(config.id())


def test_stored_credentials_sign_what_goes_to_the_back_office(authcfg: str) -> None:
    with serving(lambda _: as_json({})) as server:
        with session(Connection(server.address, "", LIMITS), NetworkAdapter(authcfg, server.address)) as asking:
            ask(asking, f"{server.address}/api/v2/ping", {}, LIMITS, never)
        assert server.requests[0].headers["authorization"] == SIGNATURE


def test_stored_credentials_never_go_with_a_file_or_to_another_server(authcfg: str, tmp_path: Path) -> None:
    with serving(lambda _: Reply(200, b"bytes")) as network:

        def script(request: Request) -> Reply:
            return Reply(302, headers=(("Location", f"{network.address}/api/v2/blob"),))

        with serving(script) as server, (tmp_path / "file").open("wb") as into:
            with visit(Connection(server.address, "", LIMITS), NetworkAdapter(authcfg, server.address)) as visitor:
                fetch(visitor, f"{server.address}/files/KEY", into, LIMITS, never)
            assert "authorization" not in server.requests[0].headers
        assert "authorization" not in network.requests[0].headers


def test_a_cancel_ends_a_request_to_which_nothing_comes() -> None:
    begun = time.monotonic()
    adapter = NetworkAdapter(cancelled=lambda: time.monotonic() - begun > 0.2)
    with serving(lambda _: as_json({}, wait=20.0)) as server, requests.Session() as asking:
        asking.mount("http://", adapter)
        with pytest.raises(requests.ConnectionError):
            asking.get(f"{server.address}/api/v2/ping", timeout=30)
    assert time.monotonic() - begun < 4


def test_two_plain_threads_ask_at_once() -> None:
    statuses = []

    def ask_once(address: str) -> None:
        with requests.Session() as asking:
            asking.mount("http://", NetworkAdapter())
            statuses.extend(asking.get(f"{address}/api/v2/ping", timeout=5).status_code for _ in range(3))

    with serving(lambda _: as_json({}, wait=0.05)) as server:
        threads = [threading.Thread(target=ask_once, args=(server.address,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert statuses == [200] * 6


def test_no_reply_is_lost_while_the_window_makes_and_drops_objects_of_its_own() -> None:
    """PyQt takes a new reply for a gone one where replies live in a thread of their own: some 3 of 1,000 were lost so."""
    sizes: list[int] = []

    def ask_often(address: str) -> None:
        with requests.Session() as asking:
            asking.mount("http://", NetworkAdapter())
            sizes.extend(len(asking.get(f"{address}/api/v2/ping", timeout=5).content) for _ in range(200))

    def make_and_drop() -> None:
        for _ in range(50):
            parent = QObject()
            QTimer(parent)

    with serving(lambda _: Reply(200, b"x" * 2000)) as server:
        threads = [threading.Thread(target=ask_often, args=(server.address,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            do_in_window_thread(make_and_drop)
            time.sleep(0.005)

    assert sizes == [2000] * 400


def test_a_question_in_the_thread_of_the_window_is_refused_at_once(qgis_app: object) -> None:
    refused: list[str] = []

    def ask_here() -> None:
        try:
            NetworkAdapter().send(requests.Request("GET", "http://127.0.0.1:9/").prepare())
        except requests.RequestException as error:
            refused.append(str(error))

    do_in_window_thread(ask_here)
    for _ in range(200):
        if refused:
            break
        time.sleep(0.01)

    assert refused == ["the window never waits for the network"]
