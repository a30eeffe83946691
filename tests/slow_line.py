"""A slow line to the tests' own database: a proxy on this computer, at which each message to the database waits a while."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from psycopg2.extensions import parse_dsn


class SlowLine:
    """So many of the next messages as are ``slow``, all where that is negative, wait for ``seconds``, or for the end of ``hold``
    where there is one. ``address`` is the database's by this line."""

    def __init__(self, server: str, seconds: float) -> None:
        parts = parse_dsn(server)
        self.seconds = seconds
        self.slow = -1
        self.hold: Callable[[], None] | None = None
        self._behind = next(str(path) for path in Path(parts["host"]).glob(".s.PGSQL.*") if path.suffix != ".lock")
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        host, port = self.place = self._listening.getsockname()
        self.address = f"postgresql://{parts['user']}@{host}:{port}/{parts['dbname']}?sslmode=disable"

    def serve(self) -> None:
        """Until ``close``."""
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            far.connect(self._behind)
            self._open += [near, far]
            for take, give, slow in ((near, far, True), (far, near, False)):
                threading.Thread(target=self._pass_on, args=(take, give, slow), daemon=True).start()

    def close(self) -> None:
        """The line is cut, and nobody can take it again."""
        for each in (self._listening, *self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _pass_on(self, take: socket.socket, give: socket.socket, slow: bool) -> None:
        with suppress(OSError):
            while said := take.recv(65536):
                if slow and self.slow:
                    self.slow -= self.slow > 0
                    if self.hold is not None:
                        self.hold()
                    else:
                        time.sleep(self.seconds)
                give.sendall(said)
            give.shutdown(socket.SHUT_RDWR)


@contextmanager
def slow_line(server: str, seconds: float = 0.05) -> Iterator[SlowLine]:
    """A line to ``server`` (as libpq writes it) while in use."""
    line = SlowLine(server, seconds)
    threading.Thread(target=line.serve, daemon=True).start()
    try:
        yield line
    finally:
        line.close()
