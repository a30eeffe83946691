"""Refreshes a store from the platform beside the window, and compares what came with what is in use."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import pyqtSignal

from ...constraints.local_layers.local_choice import LocalChoice
from ..settings import Settings
from .sentence_task import SentenceTask

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...casefile.screened.accepting import TouchedCases
    from ...constraints.refresh.refreshed import Refreshed
    from ...domain.clock import Clock
    from ...domain.entity_change import DatasetChanges


@dataclass(frozen=True)
class Review:
    """What an officer of the GIS team looks at before a yes. ``touched`` are the cases where something changed, each with its changes; not
    ``cases_known``, where there is no case file."""

    refreshed: Refreshed
    changes: tuple[DatasetChanges, ...]
    touched: TouchedCases
    cases_known: bool = True


class RefreshTask(SentenceTask):
    """``came`` tells dataset, records that came, and of how many; ``reviewed`` brings a Review; ``failed`` a sentence, or "";
    ``heard`` each line of the log."""

    came = pyqtSignal(str, int, int)
    reviewed = pyqtSignal(object)
    heard = pyqtSignal(object)

    def __init__(
        self,
        settings: Settings,
        authority: str,
        datasets: Sequence[str],
        clock: Clock,
        file: CaseFile | None,
        allow_fewer: Collection[str] = (),
        from_files: bool = False,
        local: LocalChoice | None = None,
    ) -> None:
        """The council's own layers of ``local`` are read with them; without an ``authority`` nothing else is."""
        super().__init__("refreshing constraint data", "The refresh stopped; the log under Python says why. The store is as it was.")
        self._settings = settings
        self._authority = authority
        self._datasets = tuple(datasets)
        self._clock = clock
        self._file = file
        self._allow_fewer = frozenset(allow_fewer)
        self._from_files = from_files
        self._local = local
        self._feedback = QgsFeedback()
        self._review: Review | None = None

    def cancel(self) -> None:
        self._feedback.cancel()
        super().cancel()

    def bring(self) -> None:
        self.reviewed.emit(self._review)

    def work(self) -> None:
        refreshed = self._refreshed()
        changes = self._changes(refreshed)
        self._review = self._review_of(refreshed, changes)

    def _refreshed(self) -> Refreshed:
        from ...constraints.catalogue import Catalogue
        from ...constraints.local_layers.read_layers import LayersReader
        from ...constraints.local_layers.refresh_layers import refresh_layers
        from ...constraints.platform.asker import Asker
        from ...constraints.platform.platform_settings import settings_for
        from ...constraints.platform.refresh import refresh
        from ..environment.transformer_of import transformer_of
        from ..network.platform_web import QgisPlatformWeb

        folder, local = Path(self._settings.store), self._local
        transformer, catalogue = transformer_of(self._settings), Catalogue.load()
        reader = LayersReader(folder, local.layers, local.opener, transformer, self._allow_fewer, self._told) if local is not None else None
        if local is not None and reader is not None and not self._authority:
            return refresh_layers(
                reader,
                clock=self._clock,
                catalogue=catalogue,
                without=local.leaving,
                declared=local.declared,
                heard=self.heard.emit,
            )
        settings = settings_for(self._settings.platform_url, self._settings.platform_files)
        web = QgisPlatformWeb(self._feedback, settings)
        return refresh(
            folder,
            self._authority,
            self._datasets,
            Asker(web, settings, web.wait),
            transformer=transformer,
            clock=self._clock,
            catalogue=catalogue,
            allow_fewer=self._allow_fewer,
            from_files=self._from_files,
            told=self.came.emit,
            heard=self.heard.emit,
            local=reader.read if reader is not None else None,
        )

    def _told(self, dataset: str, done: int, total: int) -> None:
        self.stop_if_asked()
        self.came.emit(dataset, done, total)

    def _changes(self, refreshed: Refreshed) -> tuple[DatasetChanges, ...]:
        from ...constraints.changes.compare_generations import changes_between
        from ...domain.clock import today
        from ...rules.rules import Rules

        if not (refreshed.before and refreshed.generation):
            return ()
        rules = Rules(today(self._clock))
        return changes_between(
            Path(self._settings.store), refreshed.before, refreshed.generation, rules, lambda _slug: self.stop_if_asked()
        )

    def _review_of(self, refreshed: Refreshed, changes: tuple[DatasetChanges, ...]) -> Review:
        """With the cases of the file that the window has open, or of the one that it would open."""
        from ...casefile.read_only import read_only
        from ...casefile.screened.accepting import touched_of

        path = self._settings.case_file_path()
        if self._file is None and not path.is_file():
            return Review(refreshed, changes, (), cases_known=False)
        reader = self._file.reader() if self._file is not None else read_only(path, self._clock)
        return Review(refreshed, changes, touched_of(reader, changes, self._settings.near))
