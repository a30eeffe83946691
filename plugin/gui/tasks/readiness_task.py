"""Looks at every dataset of the store, and at how long acts took, beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal

from ...domain.errors import RedlineError
from ..environment.profile_of import profile_of
from ..environment.transformer_of import transformer_of
from ..settings import Settings
from .sentence_task import SentenceTask

if TYPE_CHECKING:
    import shapely

    from ...casefile.case_file import CaseFile
    from ...constraints.readiness.dataset_readiness import Readiness
    from ...domain.act_time import ActTime
    from ...domain.clock import Clock


class ReadinessTask(SentenceTask):
    """``came`` brings a Readiness, the times of acts by case file, and by path a sentence for each file that could not be read.

    ``failed`` brings a sentence, "" once stopped.
    """

    came = pyqtSignal(object, object, object)

    def __init__(self, settings: Settings, clock: Clock, file: CaseFile | None, others: Sequence[Path] = ()) -> None:
        """``file`` is the open case file, ``others`` are those of other officers, or copies of them; they are only read."""
        super().__init__(
            "how ready the constraint layers are",
            "The datasets could not be looked at; the log under Python says why.",
            hidden=True,
        )
        self._settings = settings
        self._clock = clock
        self._file = file
        self._others = tuple(others)
        self._readiness: Readiness | None = None
        self._times: list[tuple[ActTime, ...]] = []
        self._unread: dict[Path, str] = {}

    def bring(self) -> None:
        self.came.emit(self._readiness, self._times, self._unread)

    def work(self) -> None:
        from ...constraints.catalogue import Catalogue
        from ...constraints.readiness.readiness_of import readiness_of
        from ...domain.clock import today

        profile, problem = profile_of(self._settings)
        if problem:
            raise RedlineError(problem)
        with self._settings.store_place().open() as store:
            on = today(self._clock)
            self._readiness = readiness_of(store, Catalogue.load(), profile, on, to_degrees=self._to_degrees, between=self._before)
        if self._file is not None:
            with self._file.reader() as reader:
                self._times.append(reader.act_times())
        for path in self._others:
            self.stop_if_asked()
            self._add(path)

    def _add(self, path: Path) -> None:
        from ...casefile.trail.act_times import act_times_in

        try:
            self._times.append(act_times_in(path))
        except RedlineError as error:
            self._unread[path] = str(error)

    def _to_degrees(self, shape: shapely.Geometry) -> shapely.Geometry:
        return transformer_of(self._settings).to_wgs84(shape)

    def _before(self, _dataset: str) -> None:
        self.stop_if_asked()
