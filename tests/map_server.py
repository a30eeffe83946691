"""What the small map servers of the tests have in common: on this computer alone, slow, closed or failing as a test wants them."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from typing_extensions import Self

#: The largest question that is read.
_MOST_BYTES = 100_000


class MapServer:
    """A context manager. ``failing`` lets questions for features fail; so many of the next answers as are ``slow`` wait for the end of
    ``hold``. ``login`` are the user and the password without which nothing is told, None for an open server. ``asked`` are the addresses
    that were asked for, in their order."""

    #: Of every answer.
    content_type = "application/json"

    def __init__(self) -> None:
        self.failing = False
        self.slow = 0
        self.hold: Callable[[], None] = lambda: None
        self.login: tuple[str, str] | None = None
        self.asked: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server._reply(self, urlsplit(self.path).query)

            def do_POST(self) -> None:
                length = min(int(self.headers.get("Content-Length", 0)), _MOST_BYTES)
                server._reply(self, self.rfile.read(length).decode("utf-8"))

            def log_message(self, *_: object) -> None:
                """The tests' output is for what fails."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, path: str, asked: dict[str, str]) -> str:
        """The document for a question, "" where there is none; the names of what is asked for are in capitals."""
        raise NotImplementedError

    def is_for_features(self, path: str, asked: dict[str, str]) -> bool:
        """Whether features are asked for, which a server that fails does not give."""
        raise NotImplementedError

    def _reply(self, handler: BaseHTTPRequestHandler, query: str) -> None:
        path = urlsplit(handler.path).path
        asked = {name.upper(): value[0] for name, value in parse_qs(query).items()}
        self.asked.append(f"{path}?{query}")
        if self.slow > 0:
            self.slow -= 1
            self.hold()
        status, body = self._judged(handler.headers.get("Authorization", ""), path, asked)
        handler.send_response(status)
        handler.send_header("Content-Type", f"{self.content_type}; charset=utf-8")
        # As public servers do: what a client has kept is good for an hour
        handler.send_header("Cache-Control", "max-age=3600")
        handler.send_header("Content-Length", str(len(body.encode("utf-8"))))
        if status == 401:
            handler.send_header("WWW-Authenticate", 'Basic realm="maps"')
        handler.end_headers()
        handler.wfile.write(body.encode("utf-8"))

    def _judged(self, authorization: str, path: str, asked: dict[str, str]) -> tuple[int, str]:
        if self.login is not None and authorization != f"Basic {base64.b64encode(':'.join(self.login).encode()).decode()}":
            return 401, "Who are you?"
        if self.failing and self.is_for_features(path, asked):
            return 500, "Service unavailable"
        body = self.answer(path, asked)
        return (200, body) if body else (404, "There is nothing here.")

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def ring(west: float, south: float, side: float) -> list[list[float]]:
    """A closed square, anticlockwise."""
    return [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]
