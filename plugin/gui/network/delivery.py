"""What the window's thread has brought of one answer, and the thread that asked takes away; plain Python, nothing of Qt's."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import requests

#: Seconds between two looks at whether the officer has cancelled.
_GLANCE = 0.05


@dataclass(frozen=True)
class Head:
    """The first lines of an answer; ``headers`` in their order, what was sent several times joined by line ends."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]


class Delivery:
    """One answer on its way from the window's thread to the thread that asked."""

    def __init__(self, request: requests.PreparedRequest, cancelled: Callable[[], bool]) -> None:
        self._request = request
        self._cancelled = cancelled
        self._change = threading.Condition()
        self._pieces: deque[bytes] = deque()
        self._lying = 0
        self._ended = False
        self._failure: requests.RequestException | None = None
        self.head: Head | None = None

    @property
    def lying(self) -> int:
        """The bytes that nobody has taken yet."""
        return self._lying

    def set_head(self, head: Head) -> None:
        with self._change:
            self.head = head
            self._change.notify_all()

    def bring(self, piece: bytes) -> None:
        with self._change:
            if piece:
                self._pieces.append(piece)
                self._lying += len(piece)
                self._change.notify_all()

    def end(self) -> None:
        """Everything is there."""
        with self._change:
            self._ended = True
            self._change.notify_all()

    def fail(self, error: requests.RequestException) -> None:
        """No more will come, and the answer is not whole."""
        error.request = self._request
        with self._change:
            self._failure, self._ended = error, True
            self._change.notify_all()

    def await_head(self, seconds: float) -> Head:
        """The head of the answer. Raises requests exceptions when it is late, cancelled, or never comes."""
        self._wait(lambda: self.head is not None or self._ended, seconds)
        if self.head is None:
            raise self._failure or requests.ConnectionError("no answer", request=self._request)
        return self.head

    def take(self, most: int, silence: float) -> bytes:
        """At most so many of the next bytes, b"" at the end. Raises requests exceptions for ``silence`` seconds without one, a cancel, and
        an answer that breaks off."""
        self._wait(lambda: bool(self._pieces) or self._ended, silence)
        with self._change:
            if not self._pieces:
                if self._failure is not None:
                    raise self._failure
                return b""
            piece = self._pieces.popleft()
            if len(piece) > most:
                self._pieces.appendleft(piece[most:])
                piece = piece[:most]
            self._lying -= len(piece)
            return piece

    def _wait(self, holds: Callable[[], bool], seconds: float) -> None:
        until = time.monotonic() + seconds
        with self._change:
            while not holds():
                if self._cancelled():
                    raise requests.ConnectionError("cancelled", request=self._request)
                if time.monotonic() > until:
                    raise requests.ReadTimeout("timed out", request=self._request)
                self._change.wait(_GLANCE)
