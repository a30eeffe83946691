"""Serves a back office on this machine's loopback address until it is told to end."""

from __future__ import annotations

import json
import signal
import socket
import sys
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

_HOST = "127.0.0.1"


class Server:
    """Bound to a port before it says its address, so that whoever reads the address can connect."""

    def __init__(self, app: FastAPI, port: int = 0) -> None:
        # asyncio sends without delay only where the protocol is named: else each answer waits 40 ms for an acknowledgement.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((_HOST, port))
        self._socket.listen(128)
        self.url = f"http://{_HOST}:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, lifespan="off", timeout_graceful_shutdown=3
        )
        self._server = uvicorn.Server(config)

    def serve(self) -> None:
        """Until SIGTERM, SIGINT or ``end``."""
        self._server.run([self._socket])

    def end_on_signals(self) -> None:
        """From now on SIGTERM and SIGINT end the serving and nothing else, so that whoever called can tidy up.

        uvicorn catches them itself while it serves, and raises them once more afterwards: then they do no harm.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.end())

    def end(self) -> None:
        """Ask a server that runs in another thread to end."""
        self._server.should_exit = True


def announce(url: str, tokens: dict[str, str], write: Callable[[str], object] = sys.stdout.write) -> None:
    """The one line that a program that started this one reads first."""
    write(json.dumps({"url": url, "tokens": tokens}) + "\n")
    sys.stdout.flush()
