"""The transport over requests' own adapter, and what holds for requests alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from plugin.backoffice.bops import Bops
from plugin.backoffice.connection import Connection, Limits, Patience
from plugin.backoffice.errors import BackOfficeError, Cancelled, Trouble
from plugin.domain.clock import SystemClock
from tests.unit.backoffice.scripted_server import as_json, serving
from tests.unit.backoffice.transport_suite import TransportSuite


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
    limits = Limits(connect=1.0, read=1.0, longest=0.5)
    begun = time.monotonic()
    with serving(lambda _: as_json({}, head_pace=0.5)) as server:
        client = Bops(Connection(server.address, "", limits, Patience(waits=())), SystemClock())
        client.grace = 0.5
        with pytest.raises(BackOfficeError) as caught:
            client.ping()
        client.close()
    assert caught.value.trouble is Trouble.LATE
    assert time.monotonic() - begun < 3


def test_a_cancel_while_nothing_comes_is_felt_at_once() -> None:
    begun = time.monotonic()
    with serving(lambda _: as_json({}, wait=5.0)) as server:
        client = Bops(Connection(server.address, "", Limits()), SystemClock(), cancelled=lambda: time.monotonic() - begun > 0.2)
        with pytest.raises(Cancelled):
            client.ping()
        client.close()
    assert time.monotonic() - begun < 1
