"""The body of an answer as ``requests`` reads it, while the network is still bringing it."""

from __future__ import annotations

from http.client import HTTPMessage
from types import SimpleNamespace

import requests

from .delivery import Delivery
from .reply import CarriedReply
from .window_thread import do_in_window_thread

_ALL = 1024 * 1024


class ReplyBody:
    """Read by the thread that asked. ``silence`` are the seconds that may pass without a byte."""

    def __init__(self, carried: CarriedReply, delivery: Delivery, silence: float) -> None:
        self._carried = carried
        self._delivery = delivery
        self._silence = silence
        self._closed = False
        self.headers = HTTPMessage()

    @property
    def _original_response(self) -> SimpleNamespace:
        """Where ``requests`` looks for cookies."""
        return SimpleNamespace(msg=self.headers)

    @property
    def closed(self) -> bool:
        return self._closed

    def read(self, size: int = -1) -> bytes:
        """The next bytes, or all with a ``size`` below 0; b"" at the end. Raises requests exceptions for an answer that breaks off."""
        if size >= 0:
            return self._take(size)
        return b"".join(iter(lambda: self._take(_ALL), b""))

    def close(self) -> None:
        """Ends the request if it still runs."""
        if not self._closed:
            self._closed = True
            do_in_window_thread(self._carried.drop)

    def release_conn(self) -> None:
        """What ``requests`` calls when it has read all."""
        self.close()

    def _take(self, size: int) -> bytes:
        if self._closed:
            return b""
        try:
            piece = self._delivery.take(size, self._silence)
        except requests.RequestException:
            self.close()
            raise
        if piece:
            do_in_window_thread(self._carried.take)
        return piece
