"""A few threads that carry requests, so that whoever waits can leave at once: at a cancel, or when an answer never ends.

A timeout of a socket bounds the silence between two bytes only, and no timeout bounds the look-up of a name.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from .errand import Abandoned, Errand

Result = TypeVar("Result")


class Couriers:
    """So many calls at a time, in the order in which they were handed in; an abandoned one no longer counts.

    The threads are daemons: one that hangs in a look-up never keeps QGIS from ending.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._change = threading.Condition()
        self._waiting: deque[Errand[Any]] = deque()
        self._under_way: set[Errand[Any]] = set()
        self._threads = 0
        self._closed = False

    def send(self, call: Callable[[Abandoned], Result]) -> Errand[Result]:
        """Hand in a call; it begins as soon as there is a place."""
        errand: Errand[Result] = Errand(call)
        with self._change:
            self._waiting.append(errand)
            if self._threads < self._count:
                self._start()
            self._change.notify()
        return errand

    def leave(self, errand: Errand[Any]) -> None:
        """Abandon a call, and give its place to the next."""
        errand.abandon()
        with self._change:
            if errand in self._under_way:
                self._under_way.discard(errand)
                self._start()

    def close(self) -> None:
        """Abandon everything; the threads end."""
        with self._change:
            self._closed = True
            for errand in (*self._waiting, *self._under_way):
                errand.abandon()
            self._waiting.clear()
            self._under_way.clear()
            self._change.notify_all()

    def _start(self) -> None:
        self._threads += 1
        threading.Thread(target=self._carry, name="redline-request", daemon=True).start()

    def _carry(self) -> None:
        try:
            while True:
                with self._change:
                    while not self._waiting and not self._closed:
                        self._change.wait()
                    if self._closed:
                        return
                    errand = self._waiting.popleft()
                    self._under_way.add(errand)
                errand.run()
                with self._change:
                    if errand not in self._under_way:
                        return
                    self._under_way.discard(errand)
        finally:
            with self._change:
                self._threads -= 1
