"""The officer's open work: the readings, what screening says of each site, and the site that is looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsTask
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..domain.clock import Clock
from .environment.grid_folders import grid_folders
from .environment.profile_of import profile_of
from .environment.store_place import StorePlace
from .environment.transformer_of import transformer_in
from .network.credentials import why_locked
from .settings import Settings, StoredSettings
from .tasks.start_task import start_task
from .tasks.stop_task import stop_task

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ..constraints.catalogue import Catalogue
    from ..constraints.profile import Profile
    from ..domain.finding import Screening
    from ..domain.reading import SiteReading
    from .environment.store_in_use import StoreInUse
    from .tasks.screen_task import ScreenTask
    from .tasks.store_task import StoreTask

_NO_STORE = "No constraint store is set, so nothing can be checked. Choose one under Settings > Options > Redline."
#: What the window waits for comes before screening in the background.
_FIRST = 500
_ASKING = "Asking the database of the constraint store ..."


class Session(QObject):
    """Everything that panels and map show, in one place; it lives on the GUI thread and computes nothing there.

    ``readings`` and ``screenings`` are by site, in the order of reading; ``working`` is a sentence while something runs, else "";
    ``case_version`` is what the boundary of a case is called, "" while files are open; ``store`` is what the store has, read once;
    ``store_problem`` says why nothing can be screened, else "". A team's database is asked beside the window: ``store_changed`` tells.
    """

    readings_changed = pyqtSignal()
    site_changed = pyqtSignal()
    screenings_changed = pyqtSignal(list)
    store_changed = pyqtSignal()
    work_changed = pyqtSignal()
    failed = pyqtSignal(str)
    opened = pyqtSignal()

    def __init__(self, stored: StoredSettings, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stored = stored
        self._clock = clock
        self._reading: QgsTask | None = None
        self._screening: ScreenTask | None = None
        self._asking: StoreTask | None = None
        self._to_screen: set[str] = set()
        self.readings: dict[str, SiteReading] = {}
        self.screenings: dict[str, Screening] = {}
        self.unreadable: list[str] = []
        self.current = ""
        self.case_version = ""
        self.earlier: Screening | None = None
        self.earlier_version = ""
        self.other_land: BaseGeometry | None = None
        self.working = ""
        self.progress = 0.0
        self.store: StoreInUse | None = None
        self.store_problem = ""
        self.profile: Profile | None = None
        self._catalogue: Catalogue | None = None

    @property
    def settings(self) -> Settings:
        return self._stored.load()

    @property
    def catalogue(self) -> Catalogue:
        if self._catalogue is None:
            from ..constraints.catalogue import Catalogue

            self._catalogue = Catalogue.load()
        return self._catalogue if self.store is None else self._catalogue.with_local(self.store.snapshots())

    @property
    def reading(self) -> SiteReading | None:
        return self.readings.get(self.current)

    @property
    def screening(self) -> Screening | None:
        return self.screenings.get(self.current)

    @property
    def shown_screening(self) -> Screening | None:
        """The screening of this boundary; while it has none, that of the one before, which ``earlier_version`` names."""
        return self.screening or self.earlier

    def version(self, site: str) -> str:
        """What the boundary that is shown is called (law 4: every figure names its version)."""
        if self.case_version:
            return self.case_version
        reading = self.readings.get(site)
        return reading.version_words if reading is not None else "as submitted"

    def open(self, paths: Sequence[Path]) -> None:
        """Reads applications from files, folders or zips beside the window, then screens them."""
        from .tasks.read_task import ReadTask

        self.stop()
        self._forget_case()
        self.readings, self.screenings, self.unreadable, self.current = {}, {}, [], ""
        self.store_problem = self._open_profile(self.settings)
        task = ReadTask(paths, grid_folders(self.settings, self.profile))
        task.readings_came.connect(partial(self._add_readings, task))
        task.unreadable_came.connect(partial(self._add_unreadable, task))
        task.ended.connect(partial(self._reading_ended, task))
        self._reading = task
        self._work(f"Reading {', '.join(path.name for path in paths)} ...", 0.0)
        self.readings_changed.emit()
        self.site_changed.emit()
        start_task(task)

    def show_case(
        self,
        reading: SiteReading,
        screening: Screening | None,
        version: str,
        earlier: Screening | None = None,
        earlier_version: str = "",
        other_land: BaseGeometry | None = None,
    ) -> None:
        """Shows one case out of the case file in place of what was open; ``version`` is what its boundary is called.

        ``earlier`` is what was found for another boundary before, which is shown as that and nothing else while this one has no screening.
        ``other_land`` is that of the applicant, edged blue (EPSG:27700).
        """
        if self._reading is not None or self._screening is not None:
            self.stop()
        self.case_version, self.earlier, self.earlier_version, self.other_land = version, earlier, earlier_version, other_land
        self.readings, self.unreadable = {reading.site: reading}, []
        self.screenings = {} if screening is None else {reading.site: screening}
        self.current = reading.site
        if self._asking is None and (self.store is None or self._has_moved(screening)):
            self.open_store()
        self.readings_changed.emit()
        self.site_changed.emit()
        self.screenings_changed.emit([reading.site])

    def leave_case(self) -> None:
        """Shows nothing until something is chosen."""
        self._forget_case()
        self.readings, self.screenings, self.current = {}, {}, ""
        self.readings_changed.emit()
        self.site_changed.emit()
        self.screenings_changed.emit([])

    def _forget_case(self) -> None:
        self.case_version, self.earlier, self.earlier_version, self.other_land = "", None, "", None

    def select(self, site: str) -> None:
        """Makes a site the one that is looked at; it is screened next if it has not been yet."""
        if site == self.current or (site and site not in self.readings):
            return
        self.current = site
        if self._screening is not None:
            self._screening.prefer(site)
        self.site_changed.emit()

    def step(self, by: int) -> None:
        """Selects the next site (1) or the one before (-1), round the end."""
        sites = list(self.readings)
        if sites:
            at = sites.index(self.current) + by if self.current in self.readings else 0
            self.select(sites[at % len(sites)])

    def confirm_proposal(self, site: str) -> None:
        """The officer's yes to the boundary that Redline proposed for a site out of a file; the site is screened again on it.

        That of a case goes into the case file (CasesDesk.confirm_repair).
        """
        reading = self.readings[site]
        confirmed = reading.confirmed()
        if confirmed is reading:
            return
        self.readings[site] = confirmed
        self.screenings.pop(site, None)
        self.readings_changed.emit()
        self.site_changed.emit()
        self.screen_again([site])

    def screen_again(self, sites: Sequence[str] | None = None) -> None:
        """Screens the sites (all by default) by the newest generation of the store, the current one first."""
        self._stop_screening()
        wanted = set(self.readings if sites is None else sites) | (set(self.readings) - set(self.screenings))
        if sites is None:
            self.screenings = {}
            self.screenings_changed.emit([])
        self._to_screen |= wanted
        self.open_store()

    def open_store(self) -> None:
        """Reads what the store has now, and the profile, for the panels; what waits to be screened is screened then."""
        settings = self.settings
        self._stop_asking()
        problem = self._open_profile(settings) or ("" if settings.store else _NO_STORE)
        place = settings.store_place()
        if problem or place.is_folder:
            self._take_store(*((None, problem) if problem else _read(place)))
            return
        if self.store is not None and self.store.place != place:
            self.store = None
        problem = why_locked(place.authcfg)
        if problem:
            self._take_store(None, problem)
            return
        from .tasks.store_task import StoreTask

        task = StoreTask(place)
        task.came.connect(partial(self._store_came, task))
        self._asking = task
        self._work(_ASKING, 0.0)
        start_task(task, _FIRST)

    def _store_came(self, task: QgsTask, store: StoreInUse | None, problem: str) -> None:
        if task is self._asking:
            self._asking = None
            self._take_store(store, problem)

    def _take_store(self, store: StoreInUse | None, problem: str) -> None:
        self.store = store
        self.store_problem = problem or self._check_transform(self.settings)
        self._work("", 0.0)
        self.store_changed.emit()
        wanted, self._to_screen = self._to_screen, set()
        usable = [reading for site, reading in self.readings.items() if site in wanted and reading.boundary is not None]
        if usable and not self.store_problem:
            self._start_screening(usable)

    def _has_moved(self, screening: Screening | None) -> bool:
        """Whether a site was screened by other data than the store had when it was read."""
        if screening is None or self.store is None:
            return False
        held = {slug: snapshot.identifier for slug, snapshot in self.store.snapshots().items()}
        return any(result.snapshot and held.get(result.dataset, result.snapshot) != result.snapshot for result in screening.datasets)

    def stop(self) -> None:
        """Ends what runs; what has been answered stays."""
        stop_task(self._reading)
        self._reading = None
        self._stop_screening()
        self._work("", 0.0)

    def close(self) -> None:
        self.stop()
        self._stop_asking()
        self.store = None

    def _add_readings(self, task: QgsTask, readings: list[SiteReading]) -> None:
        if task is not self._reading:
            return
        for reading in readings:
            self.readings[reading.site] = reading
        self._work(f"Reading: {len(self.readings)} sites so far", 0.0)
        self.readings_changed.emit()
        if not self.current:
            self.select(next(iter(self.readings)))

    def _add_unreadable(self, task: QgsTask, sentence: str) -> None:
        if task is self._reading:
            self.unreadable.append(sentence)

    def _reading_ended(self, task: QgsTask, failure: str) -> None:
        if task is not self._reading:
            return
        self._reading = None
        if failure:
            self.failed.emit(failure)
        self._work("", 0.0)
        self.readings_changed.emit()
        self.opened.emit()
        self.screen_again([])

    def _start_screening(self, readings: list[SiteReading]) -> None:
        from ..constraints.profile import Profile
        from .tasks.screen_task import ScreenTask

        settings = self.settings
        task = ScreenTask(readings, settings.store_place(), settings.screening(), self.profile or Profile.default(), self._clock)
        task.prefer(self.current)
        task.screenings_came.connect(partial(self._add_screenings, task))
        task.progressChanged.connect(partial(self._screening_progressed, task))
        task.ended.connect(partial(self._screening_ended, task))
        self._screening = task
        self._work("Screening ...", 0.0)
        start_task(task)

    def _add_screenings(self, task: QgsTask, screenings: list[Screening]) -> None:
        if task is not self._screening:
            return
        for screening in screenings:
            self.screenings[screening.site] = screening
        self.screenings_changed.emit([screening.site for screening in screenings])

    def _screening_progressed(self, task: QgsTask, percent: float) -> None:
        if task is self._screening:
            self._work(f"Screening: {len(self.screenings)} of {len(self.readings)} sites", percent)

    def _screening_ended(self, task: QgsTask, failure: str) -> None:
        if task is not self._screening:
            return
        self._screening = None
        if failure:
            self.failed.emit(failure)
        self._work("", 0.0)

    def _stop_screening(self) -> None:
        stop_task(self._screening)
        self._screening = None

    def _open_profile(self, settings: Settings) -> str:
        self.profile, problem = profile_of(settings)
        return problem

    def _check_transform(self, settings: Settings) -> str:
        from .environment import transform_check

        transformer = transformer_in(grid_folders(settings, self.profile))
        return transform_check.transform_difference(transformer, QgsProject.instance().transformContext())

    def _stop_asking(self) -> None:
        stop_task(self._asking)
        self._asking = None

    def _work(self, sentence: str, progress: float) -> None:
        self.working, self.progress = sentence, progress
        self.work_changed.emit()


def _read(place: StorePlace) -> tuple[StoreInUse | None, str]:
    """What a folder has, and "", or None and why it has nothing."""
    from ..domain.errors import RedlineError
    from .environment.store_in_use import StoreInUse

    try:
        return StoreInUse.read(place), ""
    except (RedlineError, OSError, sqlite3.Error) as error:
        return None, str(error)
