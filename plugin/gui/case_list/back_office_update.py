"""The case file is brought up to what the back office has, beside the window, one run at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...domain.clock import Clock
from ..settings import Settings
from ..tasks.start_task import start_task

if TYPE_CHECKING:
    from ...backoffice.pull_report import PullReport
    from ...casefile.case_file import CaseFile
    from ..tasks.pull_task import PullTask


class Updated(NamedTuple):
    """How a run ended: ``failure`` says why it stopped early, else "", and ``offline`` whether for want of a connection.

    ``report`` is None where it did not come so far; ``not_sent`` has a sentence for each act that waits still.
    """

    failure: str
    offline: bool
    report: PullReport | None
    not_sent: list[str]

    @property
    def brought_news(self) -> bool:
        """Whether cases are new or others."""
        return self.report is not None and bool(self.report.changed or self.report.new)


class BackOfficeUpdate(QObject):
    """``came`` tells where a run stands (sentence, percent), ``ended`` brings an Updated; ``task`` is the run, None where none is."""

    came = pyqtSignal(str, float)
    ended = pyqtSignal(object)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.task: PullTask | None = None

    def begin(self, file: CaseFile, settings: Settings, *, afresh: bool) -> None:
        """Begins a run; ``afresh`` reads everything, whatever the back office says of changes."""
        from ..tasks.pull_task import PullTask

        task = PullTask(file, settings, self._clock, afresh=afresh)
        task.came.connect(partial(self._some, task))
        task.ended.connect(partial(self._over, task))
        self.task = task
        start_task(task)

    def _some(self, task: PullTask, sentence: str, percent: float) -> None:
        if task is self.task:
            self.came.emit(sentence, percent)

    def _over(self, task: PullTask, failure: str, offline: bool) -> None:
        if task is self.task:
            self.task = None
            self.ended.emit(Updated(failure, offline, task.report, task.not_sent))
