"""The transport over requests' own adapter, and what holds for requests alone."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from plugin.backoffice.bops import Bops
from plugin.backoffice.connection import Connection, Limits, Patience
from plugin.backoffice.errors import BackOfficeError, Cancelled, Trouble
from plugin.domain.clock import SystemClock
from tests.unit.backoffice.scripted_server import as_html, as_json, serving
from tests.unit.backoffice.transport_suite import TransportSuite


class Refusing(HTTPAdapter):
    """Nobody is there, for a reason in words."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self._reason = reason

    def send(self, request: requests.PreparedRequest, *_arguments: Any, **_options: Any) -> requests.Response:
        raise requests.ConnectionError(self._reason, request=request)


class TestRequestsAdapter(TransportSuite):
    """requests' own adapter."""


def test_a_password_in_netrc_does_not_take_the_place_of_the_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password something\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with serving(lambda _: as_json({})) as server:
        TestRequestsAdapter().ask(server.address)
        assert server.requests[0].headers["authorization"] == "Bearer bops_secret"


def test_a_head_that_trickles_is_given_up_though_no_socket_ever_times_out() -> None:
    limits = Limits(connect=10.0, read=10.0, longest=0.5)
    begun = time.monotonic()
    with serving(lambda _: as_json({}, head_pace=0.9)) as server:
        client = Bops(Connection(server.address, "", limits, Patience(waits=())), SystemClock())
        client.grace = 0.5
        with pytest.raises(BackOfficeError) as caught:
            client.ping()
        client.close()
    assert caught.value.trouble is Trouble.LATE
    assert time.monotonic() - begun < 3


def test_a_cancel_while_nothing_comes_is_felt_at_once() -> None:
    begun = time.monotonic()
    with serving(lambda _: as_json({}, wait=20.0)) as server:
        client = Bops(Connection(server.address, "", Limits()), SystemClock(), cancelled=lambda: time.monotonic() - begun > 0.2)
        with pytest.raises(Cancelled):
            client.ping()
        client.close()
    assert time.monotonic() - begun < 1


def test_the_certificate_of_an_unknown_issuer_is_refused_in_words(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not here: this test makes a certificate with it")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate), *subject]
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serving(lambda _: as_json({}), context) as server:
        with pytest.raises(BackOfficeError) as caught:
            TestRequestsAdapter().ask(server.address)
        assert server.requests == []
    assert caught.value.trouble is Trouble.NOT_TRUSTED
    assert "self-signed certificate" in str(caught.value).replace("self signed", "self-signed")


def test_a_proxy_that_wants_a_password_is_called_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda _: as_html(407)) as proxy:
        monkeypatch.setenv("http_proxy", proxy.address)
        monkeypatch.setenv("no_proxy", "")
        client = Bops(Connection("http://saltmere.localhost:9", "bops_x", Limits(), Patience(waits=())), SystemClock())
        with pytest.raises(BackOfficeError) as caught:
            client.ping()
        client.close()
    assert caught.value.trouble is Trouble.PROXY


def test_a_proxy_that_is_not_there_is_called_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    client = Bops(Connection("southwark.bops.services", "bops_x", Limits(), Patience(waits=())), SystemClock())
    with pytest.raises(BackOfficeError) as caught:
        client.ping()
    client.close()
    assert caught.value.trouble is Trouble.PROXY


def test_who_refuses_a_connection_is_told_in_words_without_the_system_s_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    client = Bops(Connection("http://127.0.0.1:9", "bops_x", Limits(), Patience(waits=())), SystemClock())
    with pytest.raises(BackOfficeError, match=r"can't be reached: Connection refused\. Check the address"):
        client.ping()
    client.close()


@pytest.mark.parametrize("reason", ["Is the server running?", "It is gone!", "No route: ", "refused."])
def test_a_reason_that_ends_with_a_sign_of_its_own_does_not_end_with_two(reason: str) -> None:
    client = Bops(Connection("http://127.0.0.1:9", "bops_x", Limits(), Patience(waits=())), SystemClock(), adapter=Refusing(reason))
    with pytest.raises(BackOfficeError) as caught:
        client.ping()
    client.close()

    assert f"can't be reached: {reason.rstrip(' .?!:')}. Check the address" in str(caught.value)
