"""One call that a courier carries, and whoever waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from ..domain.errors import RedlineError
from .errors import BackOfficeError, Trouble

Result = TypeVar("Result")
#: Asked by a carrier between two pieces of work: whether nobody waits any more.
Abandoned = Callable[[], bool]


class Errand(Generic[Result]):
    """A call on its way: made on one thread, waited for on another."""

    def __init__(self, call: Callable[[Abandoned], Result]) -> None:
        self._call = call
        self._begun_at: float | None = None
        self._done = threading.Event()
        self._abandoned = threading.Event()
        self._results: list[Result] = []
        self._error: RedlineError | None = None

    def run(self) -> None:
        """Make the call on the present thread and keep what came of it.

        Whatever is not Redline's own error is a fault in Redline: it ends the thread, and whoever waits is told that there is no answer.
        """
        self._begun_at = time.monotonic()
        try:
            if not self.is_abandoned:
                self._results.append(self._call(self._abandoned.is_set))
        except RedlineError as error:
            self._error = error
        finally:
            self._done.set()

    def wait(self, seconds: float) -> bool:
        """Whether it is done, at the latest after so many seconds."""
        return self._done.wait(seconds)

    def result(self) -> Result:
        """What the call returned; what it raised is raised here. Only for an errand that is done."""
        if self._error is not None:
            raise self._error
        if not self._results:
            raise BackOfficeError(Trouble.BROKEN, "A question to the back office ended without an answer. Try again; the log says more.")
        return self._results[0]

    @property
    def age(self) -> float:
        """The seconds since a courier took it up; 0 while it waits for one."""
        return 0.0 if self._begun_at is None else time.monotonic() - self._begun_at

    def abandon(self) -> None:
        """Nobody waits any more: the carrier stops at the next piece."""
        self._abandoned.set()

    @property
    def is_abandoned(self) -> bool:
        return self._abandoned.is_set()
