"""Looks at every dataset of the store, and at how long acts took, beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal

from ...domain.errors import RedlineError
from ..environment.profile_of import profile_of
from ..settings import Settings
from .sentence_task import SentenceTask

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...constraints.readiness.dataset_readiness import Readiness
    from ...domain.act_time import ActTime
    from ...domain.clock import Clock


class ReadinessTask(SentenceTask):
    """``came`` brings a Readiness, and the times of acts of the case file, None without one; ``failed`` a sentence, "" once stopped."""

    came = pyqtSignal(object, object)

    def __init__(self, settings: Settings, clock: Clock, file: CaseFile | None) -> None:
        super().__init__(
            "how ready the constraint layers are",
            "The datasets could not be looked at; the log under Python says why.",
            hidden=True,
        )
        self._settings = settings
        self._clock = clock
        self._file = file
        self._readiness: Readiness | None = None
        self._times: tuple[ActTime, ...] | None = None

    def bring(self) -> None:
        self.came.emit(self._readiness, self._times)

    def work(self) -> None:
        from ...constraints.catalogue import Catalogue
        from ...constraints.readiness.readiness_of import readiness_of
        from ...domain.clock import today

        profile, problem = profile_of(self._settings)
        if problem:
            raise RedlineError(problem)
        with self._settings.store_place().open() as store:
            self._readiness = readiness_of(store, Catalogue.load(), profile, today(self._clock), between=self._before)
        if self._file is not None:
            with self._file.reader() as reader:
                self._times = reader.act_times()

    def _before(self, _dataset: str) -> None:
        self.stop_if_asked()
