"""A proxy on a socket of this computer, between the real client and the real back office, that does to each exchange what a test says."""

from __future__ import annotations

import select
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

#: Nothing here waits for longer, however busy the machine is.
_LONGEST = 60.0


@dataclass(frozen=True)
class Asked:
    """What a client sent, as it came."""

    method: str
    target: str
    raw: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def is_order(self) -> bool:
        """Whether it changes something."""
        return self.method != "GET"


class Exchange:
    """One question, the client that waits for its answer, and the back office behind."""

    def __init__(self, client: socket.socket, asked: Asked, upstream: tuple[str, int]) -> None:
        self.asked = asked
        self._client = client
        self._upstream = upstream

    def forward(self, raw: bytes | None = None) -> bytes:
        """Bring the question (or ``raw`` in its place) to the back office, and give its answer as it came."""
        with socket.create_connection(self._upstream, timeout=_LONGEST) as server:
            server.sendall(self.asked.raw if raw is None else raw)
            pieces = []
            if raw is not None:
                server.shutdown(socket.SHUT_WR)
            while piece := server.recv(65536):
                pieces.append(piece)
            return b"".join(pieces)

    def reply(self, raw: bytes) -> None:
        """Give the client an answer."""
        self._client.sendall(raw)

    def reset(self) -> None:
        """Cut the connection off so that the client is told of it (RST)."""
        self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def wait_until_left(self) -> None:
        """Until the client waits no more."""
        select.select([self._client], [], [], _LONGEST)


#: What becomes of an exchange; what it leaves open is closed.
Does = Callable[[Exchange], None]


def passed_on(exchange: Exchange) -> None:
    """A proxy in good health."""
    exchange.reply(exchange.forward())


class Proxy:
    """Each connection carries one exchange, on a thread of its own. ``plan`` says what becomes of it; None: nothing bad."""

    def __init__(self, upstream: str) -> None:
        parts = urlsplit(upstream)
        self.upstream = (parts.hostname or "", parts.port or 0)
        self.plan: Callable[[Asked], Does | None] = lambda _: None
        self.asked: list[Asked] = []
        self._lock = threading.Lock()
        # Bound and never listening: while nobody else listens here, whoever connects is refused, and no other program gets the port.
        self._keeper = self._bound(0)
        self.port = int(self._keeper.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self._listener: socket.socket | None = None
        self.listen()

    def listen(self) -> None:
        """Be there."""
        listener = self._bound(self.port)
        listener.listen(64)
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def vanish(self) -> None:
        """Refuse every connection from now on, until ``listen``."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()

    def close(self) -> None:
        self.vanish()
        self._keeper.close()

    @staticmethod
    def _bound(port: int) -> socket.socket:
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        made.bind(("127.0.0.1", port))
        return made

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            client.settimeout(_LONGEST)
            asked = _read(client)
            if asked is None:
                return
            with self._lock:
                self.asked.append(asked)
                does = self.plan(asked) or passed_on
            does(Exchange(client, asked, self.upstream))


def _read(client: socket.socket) -> Asked | None:
    """One whole question; its connection is over after it."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = client.recv(65536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith(b"connection:")]
    length = next((int(line.partition(b":")[2]) for line in kept if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        piece = client.recv(65536)
        if not piece:
            return None
        body += piece
    method, target, _ = first.decode("latin-1").split(" ", 2)
    return Asked(method, target, b"\r\n".join([first, *kept, b"Connection: close"]) + b"\r\n\r\n" + body)
