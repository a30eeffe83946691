"""Long work of the window's own thread, one step a turn of its event loop, so that the window answers between any two."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..domain.errors import RedlineError


class Turns(QObject):
    """Goes through the steps of one work after the other; each step must take less than a frame.

    ``failed`` carries the sentence of a RedlineError, which ends only the work that raised it.
    """

    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._works: dict[str, Iterator[object]] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    @property
    def under_way(self) -> bool:
        """Whether something is still to be done."""
        return bool(self._works)

    def begin(self, name: str, steps: Iterator[object], *, first: bool = False) -> None:
        """Have ``steps`` done, in place of the work of that name that is not done yet; ``first`` before the others that wait."""
        self._works.pop(name, None)
        self._works = {name: steps, **self._works} if first else {**self._works, name: steps}
        self._timer.start()

    def stop(self) -> None:
        """What is not done stays undone."""
        self._timer.stop()
        self._works = {}

    def _step(self) -> None:
        name = next(iter(self._works), "")
        steps = self._works.get(name)
        try:
            done = steps is None or next(steps, self) is self
        except RedlineError as error:
            done = True
            self.failed.emit(str(error))
        # A step may have begun this work anew
        if done and self._works.get(name) is steps:
            self._works.pop(name, None)
        if not self._works:
            self._timer.stop()
