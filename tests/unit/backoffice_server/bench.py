"""A back office on a real socket of this machine, with a clock that tests move and a state that tests choose."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import requests

from scripts.backoffice.app import make_app
from scripts.backoffice.back_office import BackOffice
from scripts.backoffice.server import Server
from scripts.backoffice.settings import Settings


class TestClock:
    """Stands still until it is put elsewhere."""

    __test__ = False

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def at(self, text: str) -> None:
        """Go to an ISO time in UTC."""
        self.moment = datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


class Bench:
    """Asks the server as a client would: over HTTP, with a role's token."""

    def __init__(self, server: Server, app: Any) -> None:
        self.url = server.url
        self._app = app
        self._session = requests.Session()
        self._session.trust_env = False

    @property
    def office(self) -> BackOffice:
        office: BackOffice = self._app.state.office
        return office

    def serve(self, office: BackOffice) -> None:
        """Serve another back office from now on."""
        self._app.state.office = office

    @contextmanager
    def serving(self, office: BackOffice) -> Iterator[Bench]:
        """Serve another back office for a while."""
        before = self._app.state.office
        self._app.state.office = office
        try:
            yield self
        finally:
            self._app.state.office = before

    @contextmanager
    def reached_by(self, address: str) -> Iterator[Bench]:
        """Ask by another address for a while: that of something which stands before the server."""
        before, self.url = self.url, address
        try:
            yield self
        finally:
            self.url = before

    def ask(
        self, path: str, method: str = "GET", *, role: str | None = "officer", token: str | None = None, redirects: bool = True, **more: Any
    ) -> requests.Response:
        """``path`` begins with a slash; ``role`` None sends no token."""
        headers = dict(more.pop("headers", {}))
        if role is not None:
            headers["Authorization"] = f"Bearer {token or self.office.tokens.by_role()[role]}"
        return self._session.request(method, self.url + path, headers=headers, timeout=10, allow_redirects=redirects, **more)

    def data(self, path: str) -> Any:
        """The JSON of an answer that has to be 200."""
        answer = self.ask(path)
        assert answer.status_code == 200, answer.text
        return answer.json()


@contextmanager
def bench_for(office: BackOffice) -> Iterator[Bench]:
    """A server in a thread, ended afterwards."""
    app = make_app(office)
    server = Server(app)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield Bench(server, app)
    finally:
        server.end()
        thread.join(timeout=10)
        assert not thread.is_alive()


def open_office(folder: Path, clock: TestClock, **settings: Any) -> BackOffice:
    """A back office for tests."""
    return BackOffice.open(folder, Settings(**{"subdomain": "southwark", "council_code": "SWK", **settings}), clock)
