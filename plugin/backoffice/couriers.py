"""A few threads that carry requests, so that whoever waits can leave at once: at a cancel, or when an answer never ends.

A timeout of a socket bounds the silence between two bytes only, and no timeout bounds the look-up of a name. All clients of one back
office in this process share its couriers, so that it never has more questions to answer at a time than it stands.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from .errand import Abandoned, Errand

Result = TypeVar("Result")

#: A courier who has had nothing to carry for so many seconds goes home.
_IDLE = 5.0


class Couriers:
    """So many calls at a time, whoever hands them in: those that somebody sits and waits for first, else in the order in which they came.
    An abandoned one no longer counts.

    The threads are daemons: one that hangs in a look-up never keeps QGIS from ending.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._change = threading.Condition()
        self._first: deque[Errand[Any]] = deque()
        self._waiting: deque[Errand[Any]] = deque()
        self._under_way: set[Errand[Any]] = set()
        #: Those that carry or wait for something to carry; not those that hang in a call that was left.
        self._threads = 0

    def send(self, call: Callable[[Abandoned], Result], *, in_front: bool = False) -> Errand[Result]:
        """Hand in a call; it begins as soon as there is a place. ``in_front``: before all that are not."""
        errand: Errand[Result] = Errand(call)
        with self._change:
            (self._first if in_front else self._waiting).append(errand)
            self._call_out()
        return errand

    def leave(self, *errands: Errand[Any]) -> None:
        """Abandon calls, and give their places to the next; none of them takes the place of another of them."""
        for errand in errands:
            errand.abandon()
        with self._change:
            for line in (self._first, self._waiting):
                for errand in errands:
                    if errand in line:
                        line.remove(errand)
            for errand in self._under_way.intersection(errands):
                self._under_way.discard(errand)
                self._threads -= 1
                if self._first or self._waiting:
                    self._call_out()

    def _call_out(self) -> None:
        if self._threads < self._count:
            self._threads += 1
            threading.Thread(target=self._carry, name="redline-request", daemon=True).start()
        self._change.notify()

    def _carry(self) -> None:
        while True:
            with self._change:
                if not self._change.wait_for(lambda: self._first or self._waiting, _IDLE):
                    self._threads -= 1
                    return
                errand = (self._first or self._waiting).popleft()
                self._under_way.add(errand)
            returned = False
            try:
                errand.run()
                returned = True
            finally:
                with self._change:
                    stays = errand in self._under_way
                    self._under_way.discard(errand)
                    if stays and not returned:
                        self._threads -= 1
            if not stays:
                return


_OF: dict[str, Couriers] = {}
_OF_LOCK = threading.Lock()


def couriers_of(origin: str, count: int) -> Couriers:
    """The couriers of one back office, the same for every client in this process; ``count`` is that of the first who asked."""
    with _OF_LOCK:
        return _OF.setdefault(origin, Couriers(count))
