"""One case is brought up to what the back office has, and screened, beside the window: the one that was opened last."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...domain.clock import Clock
from ..settings import Settings
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...domain.case import CaseRow
    from ..tasks.case_task import CaseTask


class Refreshed(NamedTuple):
    """How a run on a case ended: ``failure`` says why it could not be read again or screened, else "".

    ``answered`` says that the back office was reached, ``unreachable`` why it was not; ``not_sent`` has a sentence for each act that waits.
    """

    uuid: str
    failure: str
    answered: bool
    unreachable: str
    not_sent: list[str]


class CaseRefresh(QObject):
    """``came`` names a case of which the case file has something newer, ``ended`` brings a Refreshed; ``task`` is the run, or None."""

    came = pyqtSignal(str)
    ended = pyqtSignal(object)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.task: CaseTask | None = None

    def begin(self, file: CaseFile, uuid: str, settings: Settings, *, online: bool) -> None:
        """Begins a run in place of the one before, which may be about another case."""
        from ..tasks.case_task import CaseTask

        self.stop()
        task = CaseTask(file, uuid, settings, self._clock, online=online)
        task.step.connect(partial(self._some, task))
        task.ended.connect(partial(self._over, task))
        self.task = task
        start_task(task)

    def stop(self) -> None:
        """Ends the run; what has arrived stays."""
        stop_task(self.task)

    def note_shown(self, row: CaseRow) -> None:
        """What stands in the window now: only that counts as looked at."""
        if self.task is not None:
            self.task.note_shown(row)

    def _some(self, task: CaseTask, uuid: str) -> None:
        if task is self.task:
            self.came.emit(uuid)

    def _over(self, task: CaseTask, uuid: str, failure: str) -> None:
        if task is self.task:
            self.task = None
            self.ended.emit(Refreshed(uuid, failure, task.answered, task.unreachable, task.not_sent))
