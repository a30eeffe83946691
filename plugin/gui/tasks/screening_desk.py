"""Screens cases of the case file and keeps what was found there; for one thread, with a store and a connection of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateTransformContext

from ..environment.profile_of import profile_of
from ..environment.transformer_of import transformer_of
from ..settings import Settings

if TYPE_CHECKING:
    from types import TracebackType

    from ...casefile.case_file import CaseFile
    from ...domain.boundary_version import BoundaryVersion
    from ...domain.clock import Clock


class ScreeningDesk:
    """Opens the store's newest generation; a context manager.

    Raises RedlineError where there is no store that can be read, and where Redline and QGIS would put a site in two places: what is kept
    in the case file would then be of another site than the map shows. ``context`` is the project's, copied on the GUI thread.
    """

    def __init__(self, settings: Settings, clock: Clock, context: QgsCoordinateTransformContext) -> None:
        from ...domain.errors import RedlineError
        from ..environment import transform_check

        self._profile, problem = profile_of(settings)
        problem = problem or transform_check.transform_difference(transformer_of(settings), context)
        if problem:
            raise RedlineError(problem)

        self._settings = settings
        self._clock = clock
        self._store = settings.store_place().open()
        self._snapshots = tuple(self._store.snapshots().values())

    def __enter__(self) -> ScreeningDesk:  # noqa: PYI034  # Self is not in Python 3.9
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._store.close()

    @property
    def generation(self) -> str:
        """Which data this desk screens by."""
        return f"{self._settings.store_place().words}:{self._store.generation}:{self._settings.tolerance:g}:{self._settings.near:g}"

    def screen(self, file: CaseFile, application_uuid: str, reference: str, version: BoundaryVersion) -> None:
        """Screen one version and keep it; the same answer as before is only confirmed. Nothing is done without a line that can be used."""
        from ...constraints.screening.screening import screen_site

        if version.boundary is None:
            return
        reading = replace(version.reading, site=reference)
        screening_settings = self._settings.screening()
        screening = screen_site(reading, self._store, settings=screening_settings, profile=self._profile, clock=self._clock)
        file.record_screening(application_uuid, version.uuid, screening, settings=screening_settings, snapshots=self._snapshots)
