"""Signing in at the council's identity provider (OpenID Connect, by QGIS's OAuth2 method) in place of a token of the back office."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsProject, QgsSettings

from plugin.backoffice.bops import Bops
from plugin.backoffice.connection import Connection
from plugin.backoffice.officer_api import OfficerApi
from plugin.gui.network.adapter import NetworkAdapter
from plugin.gui.network.back_office import bops_of
from plugin.gui.network.credentials import credentials_words, unlock_credentials, why_locked
from plugin.gui.settings import Settings
from tests.unit.backoffice.oidc_server import Provider, providing
from tests.unit.backoffice.scripted_server import as_json, serving
from tests.unit.backoffice_server.bench import Bench, TestClock, bench_for, open_office

NOON = datetime(2026, 11, 18, 12, tzinfo=timezone.utc)
SignIn = Callable[..., str]


@pytest.fixture
def provider() -> Iterator[Provider]:
    with providing() as made:
        yield made


@pytest.fixture
def office(provider: Provider, tmp_path: Path) -> Iterator[Bench]:
    """The local back office, which takes the provider's bearers."""
    opened = open_office(tmp_path / "office", TestClock(NOON), issuer=provider.address)
    with bench_for(opened) as bench:
        yield bench
    opened.close()


@pytest.fixture
def sign_in(qgis_app: object, provider: Provider) -> Iterator[SignIn]:
    """Makes a configuration as a council's administrator does; the grant by password needs no browser."""
    manager = QgsApplication.authManager()
    if not manager.masterPasswordIsSet():
        manager.setMasterPassword("of this test", True)
    made: list[str] = []

    def make(password: str = provider.password) -> str:
        config = QgsAuthMethodConfig("OAuth2")
        config.setName("Council sign-in")
        told = {
            "accessMethod": 0,
            "clientId": "redline",
            "configType": 1,
            "grantFlow": 2,
            "password": password,
            "persistToken": False,
            "refreshTokenUrl": f"{provider.address}/token",
            "requestTimeout": 5,
            "scope": "openid",
            "tokenUrl": f"{provider.address}/token",
            "username": "amina",
            "version": 1,
        }
        config.setConfigMap({"oauth2config": json.dumps(told)})
        assert manager.storeAuthenticationConfig(config)[0]
        made.append(config.id())
        return str(config.id())

    yield make
    for each in made:
        manager.removeAuthenticationConfig(each)


@pytest.mark.beside_the_window
def test_the_back_office_knows_an_officer_who_is_signed_in(office: Bench, sign_in: SignIn) -> None:
    client = bops_of(Settings(authority_url=office.url, authcfg=sign_in()), TestClock(NOON), lambda: False)
    try:
        found = OfficerApi(client, TestClock(NOON)).capabilities()
    finally:
        client.close()

    assert (found.officer, found.role) == ("Amina Yusuf", "assessor")


@pytest.mark.beside_the_window
def test_a_bearer_that_has_run_out_is_renewed_without_asking(office: Bench, sign_in: SignIn, provider: Provider) -> None:
    provider.lives = 1
    settings = Settings(authority_url=office.url, authcfg=sign_in())
    clock = TestClock(NOON)
    for _ in range(2):
        client = bops_of(settings, clock, lambda: False)
        try:
            client.ping()
        finally:
            client.close()
        provider.given[:-1] = []

    assert provider.refreshed >= 1


@pytest.mark.beside_the_window
def test_a_bearer_goes_to_the_back_office_alone(sign_in: SignIn, provider: Provider) -> None:
    authcfg = sign_in()
    with serving(lambda _: as_json({"message": "OK"})) as server, serving(lambda _: as_json({})) as other:
        for address in (server.address, other.address):
            client = Bops(Connection(address), TestClock(NOON), adapter=NetworkAdapter(authcfg, server.address))
            try:
                client.ping()
            finally:
                client.close()

        assert server.requests[0].headers["authorization"] == f"Bearer {provider.given[0]}"
        assert "authorization" not in other.requests[0].headers


def test_signing_in_comes_before_a_task_and_asks_the_provider_once(sign_in: SignIn, provider: Provider) -> None:
    authcfg = sign_in()

    assert unlock_credentials(authcfg)
    assert unlock_credentials(authcfg)

    assert len(provider.given) == 1
    assert not [request for request in provider.asked if request.path != "/token"]


def test_a_sign_in_that_is_refused_is_said_and_nothing_is_sent(sign_in: SignIn, provider: Provider) -> None:
    authcfg = sign_in("wrong")

    assert why_locked(authcfg).startswith("You are not signed in")
    assert provider.given == []


def test_a_sign_in_is_named_where_it_is_chosen(sign_in: SignIn) -> None:
    assert credentials_words(sign_in()) == "with the sign-in “Council sign-in”"


def test_no_bearer_is_written_into_a_setting_or_a_project(sign_in: SignIn, provider: Provider, tmp_path: Path) -> None:
    assert unlock_credentials(sign_in())
    project = tmp_path / "project.qgs"
    assert QgsProject.instance().write(str(project))

    settings = QgsSettings()
    kept = " ".join(str(settings.value(key)) for key in settings.allKeys())
    (bearer,) = provider.given
    assert bearer not in kept
    assert bearer not in project.read_text(encoding="utf-8")
    QgsProject.instance().clear()
