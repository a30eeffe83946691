"""Screens one batch of sites after the other, and puts what was found into the form of the file: in whichever process that happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import numpy as np

from ...boundary.many.site_batch import SiteBatch
from ...constraints.catalogue import Catalogue
from ...constraints.open_store import open_store
from ...constraints.profile import Profile
from ...constraints.screening.many_sites import ManySites
from ...constraints.screening.many_states import ManyStatesOf
from ...constraints.screening.screening import ENGINE
from ...domain.clock import Clock, timestamp, today
from ...domain.settings import ScreeningSettings
from ...reports.many_table import many_table
from .many_sink import ManyForm

if TYPE_CHECKING:
    from typing_extensions import Self


@dataclass(frozen=True)
class ManyOptions:
    """How to screen many sites; it travels to other processes.

    ``store`` is a folder or the address of a team's PostGIS; ``generation`` is the one that answers, whatever the pointer says by then.
    ``on`` is the date that constraints are judged on (None: what the rules say).
    """

    store: Path | str
    generation: str
    settings: ScreeningSettings
    profile: Profile
    clock: Clock
    on: date | None = None
    with_depth: bool = False

    @property
    def recipe(self) -> tuple[object, ...]:
        """What decides the answers; the day included, since what is in force today need not be tomorrow."""
        return str(self.store), self.generation, self.settings, repr(self.profile), self.on, today(self.clock), self.with_depth


@dataclass(frozen=True)
class MadeBatch:
    """A batch in the file's own form, how many sites it has, and at how many of them something was not checked."""

    made: Any
    sites: int
    not_checked: int


class BatchScreening:
    """One process's part of a run: a store of its own, opened once. A context manager."""

    def __init__(self, options: ManyOptions, form: ManyForm) -> None:
        self._form = form
        self._clock = options.clock
        self._store = open_store(options.store, options.generation)
        catalogue = Catalogue.load().with_local(self._store.snapshots())
        self._many = ManySites(
            self._store,
            settings=options.settings,
            catalogue=catalogue,
            clock=options.clock,
            on=options.on,
            with_depth=options.with_depth,
            with_overlap=form.with_overlap,
        )
        self._states = ManyStatesOf(self._store, options.settings, options.profile, catalogue, options.clock)
        self._snapshots = {slug: snapshot.identifier for slug, snapshot in self._store.snapshots().items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def screened(self, batch: SiteBatch) -> MadeBatch:
        """Screen a batch. What can't be screened is "not checked", with the reason."""
        found = self._many.screen(batch)
        states = self._states.of(batch, found)
        table = many_table(batch, found, states, self._snapshots, timestamp(self._clock), ENGINE)
        fully = np.array([result.fully_checked for result in states.results], dtype=np.bool_)[states.of_site].all(axis=1)
        checked = fully if states.of_site.shape[1] else np.zeros(len(batch), dtype=np.bool_)
        return MadeBatch(self._form.made(table), len(batch), int((~checked).sum()))
