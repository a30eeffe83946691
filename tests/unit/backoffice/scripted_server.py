"""A web server on a real socket of this computer that misbehaves as a test tells it to."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Request:
    """What a client asked; header names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.target).query)


@dataclass(frozen=True)
class Reply:
    """What to answer, and how badly.

    ``wait`` seconds pass before the first byte. ``pace`` sends the body in pieces of so many bytes, with so many seconds between.
    ``declared`` is a Content-Length that is not true. ``hang_up`` closes the connection without a byte. ``stall`` sends the head and then
    nothing for so many seconds. ``head_pace`` sends the head one byte at a time, with so many seconds between.
    """

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    wait: float = 0.0
    pace: tuple[int, float] | None = None
    declared: int | None = None
    hang_up: bool = False
    stall: float = 0.0
    head_pace: float = 0.0


def as_json(value: Any, status: int = 200, *headers: tuple[str, str], **how: Any) -> Reply:
    """An answer as BOPS gives it."""
    body = json.dumps(value).encode("utf-8")
    return Reply(status, body, (("Content-Type", "application/json; charset=utf-8"), *headers), **how)


def as_html(status: int = 200, text: str = "<!DOCTYPE html><title>Sign in</title>", **how: Any) -> Reply:
    """An answer of a captive portal, a proxy, a crashed application."""
    return Reply(status, text.encode("utf-8"), (("Content-Type", "text/html; charset=UTF-8"),), **how)


@dataclass
class ScriptedServer:
    """Answers each request by ``script``, each connection on a thread of its own; keeps what it was asked."""

    script: Callable[[Request], Reply]
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    most_at_once: int = 0

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"{'https' if self.tls else 'http'}://127.0.0.1:{self._listener.getsockname()[1]}"
        self._open = True
        self._under_way = 0
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._open = False
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes whoever waits in accept, which alone keeps the port open
        self._listener.close()

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    def _accept(self) -> None:
        while self._open:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            request = _read(connection)
            if request is None:
                return
            with self._lock:
                self.requests.append(request)
                self._under_way += 1
                self.most_at_once = max(self.most_at_once, self._under_way)
            with ExitStack() as under_way:
                under_way.callback(self._answered)
                reply = self.script(request)
                if not reply.hang_up:
                    # Before its last bytes a request is over: whoever reads them may ask the next at once.
                    _write(connection, reply, under_way.close)

    def _answered(self) -> None:
        with self._lock:
            self._under_way -= 1


@contextmanager
def serving(script: Callable[[Request], Reply], tls: ssl.SSLContext | None = None) -> Iterator[ScriptedServer]:
    """A server for the length of a test."""
    server = ScriptedServer(script, tls)
    try:
        yield server
    finally:
        server.close()


def in_turn(*replies: Reply) -> Callable[[Request], Reply]:
    """A script that answers with one reply after the other, and then with the last for ever."""
    waiting = list(replies)

    def script(request: Request) -> Reply:
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    return script


def _read(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    method, target, _ = lines[0].split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    while len(body) < int(headers.get("content-length", "0")):
        body += connection.recv(65536)
    return Request(method, target, headers, body)


def _write(connection: socket.socket, reply: Reply, about_to_end: Callable[[], None]) -> None:
    time.sleep(reply.wait)
    length = reply.declared if reply.declared is not None else len(reply.body)
    lines = [f"HTTP/1.1 {reply.status} Scripted", *(f"{name}: {value}" for name, value in reply.headers), "Connection: close"]
    if reply.status != 304:
        lines.append(f"Content-Length: {length}")
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
    if not reply.body:
        about_to_end()
    if reply.head_pace:
        for byte in head:
            connection.sendall(bytes([byte]))
            time.sleep(reply.head_pace)
    else:
        connection.sendall(head)
    time.sleep(reply.stall)
    if reply.pace is None:
        about_to_end()
        connection.sendall(reply.body)
        return
    size, seconds = reply.pace
    for start in range(0, len(reply.body), size):
        connection.sendall(reply.body[start : start + size])
        time.sleep(seconds)
