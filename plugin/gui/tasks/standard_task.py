"""Checks a layer against the national standard beside the window, and writes it as the platform takes it where a folder is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import pyqtSignal

from ..settings import Settings
from .sentence_task import SentenceTask

if TYPE_CHECKING:
    from datetime import date

    from ...boundary.transformer import Transformer
    from ...constraints.standard.check import Known, StandardReport
    from ...constraints.standard.column_mapping import ColumnMapping
    from ...constraints.standard.mend import RowFix
    from ...constraints.standard.publish import Published
    from ...constraints.standard.standard import Standard
    from ...constraints.standard.standard_table import StandardTable
    from ...constraints.store.stored_record import StoredRecord
    from ...domain.clock import Clock
    from ..layers.layer_aside import LayerAside


@dataclass(frozen=True)
class StandardWork:
    """What is asked for. Either ``layer``, ``path`` or the dataset ``stored`` of the store is read; ``file`` is the file behind it, if any.

    ``related`` is by dataset; with ``in_store`` the constraint store tells what the other layers do not. ``folder`` is where an export
    goes, None for a check alone.
    """

    layer: LayerAside | None
    path: Path | None
    file: Path | None
    dataset: str
    mapping: ColumnMapping
    related: Mapping[str, LayerAside] = field(default_factory=dict)
    boundary: LayerAside | None = None
    in_store: bool = False
    folder: Path | None = None
    stored: str = ""


@dataclass(frozen=True)
class StandardResult:
    """``report`` is of the layer, or of what was written where it was ``published``. ``fixes`` are those that a check found safe.

    ``features`` are the ids of the rows' features, none for a file of Redline's own readers; ``notes`` sentences on what was assumed and
    what was looked up.
    """

    table: StandardTable
    report: StandardReport
    fixes: tuple[RowFix, ...]
    features: tuple[int, ...]
    notes: tuple[str, ...]
    published: Published | None = None


class StandardTask(SentenceTask):
    """``done`` brings a StandardResult, ``failed`` a sentence, "" where it was stopped."""

    done = pyqtSignal(object)

    def __init__(self, work: StandardWork, settings: Settings, clock: Clock) -> None:
        doing = "checking" if work.folder is None else "exporting"
        super().__init__(
            f"{doing} a layer by the national standard", "The check stopped; the log under Python says why. Nothing was changed."
        )
        self._work = work
        self._settings = settings
        self._clock = clock
        self._feedback = QgsFeedback()
        self._feedback.progressChanged.connect(lambda percent: self.setProgress(percent / 2))
        self._result: StandardResult | None = None

    def cancel(self) -> None:
        self._feedback.cancel()
        super().cancel()

    def work(self) -> None:
        self._result = self._done()

    def bring(self) -> None:
        self.done.emit(self._result)

    def _done(self) -> StandardResult:
        from ...constraints.standard.mend import mended
        from ...constraints.standard.publish import publish
        from ...constraints.standard.standard import standard_for
        from ...domain.clock import today
        from ..environment.transformer_of import transformer_of

        on, transformer = today(self._clock), transformer_of(self._settings)
        standard = standard_for(self._work.dataset, on)
        table = self._table(standard, transformer)
        known, notes = self._known(standard, transformer)
        features = tuple(self._work.layer.read) if self._work.layer is not None else ()
        if self._work.folder is None:
            report = self._check(table, on, known)
            return StandardResult(table, report, mended(table, on)[1], features, (*table.notes, *notes))
        published = publish(table, self._work.folder, transformer, on, known, source=self._work.file, told=self._later)
        return StandardResult(table, published.report, (), features, (*table.notes, *notes), published)

    def _table(self, standard: Standard, transformer: Transformer) -> StandardTable:
        from ...constraints.standard.standard_table import read_table
        from ...domain.errors import UnreadableFile
        from ..layers.standard_layers import table_of_layer

        if self._work.layer is not None:
            return table_of_layer(self._work.layer, standard, self._work.mapping, transformer, self._feedback)
        if self._work.stored:
            return self._stored(standard, transformer)
        if self._work.path is None:
            raise UnreadableFile("No layer was chosen.")
        return read_table(self._work.path, standard, self._work.mapping, transformer, told=self._sooner)

    def _stored(self, standard: Standard, transformer: Transformer) -> StandardTable:
        from ...constraints.records.record_place import NATIONAL_GRID
        from ...constraints.standard.stored_table import stored_table

        with self._settings.store_place().open() as store:
            records = self._before_each(store.records(self._work.stored))
            table = stored_table(records, standard, self._work.mapping, transformer.to_wgs84)
        # A store keeps its shapes on the National Grid: what is written has been turned
        return table if self._work.folder is None else replace(table, systems=frozenset({NATIONAL_GRID}))

    def _check(self, table: StandardTable, on: date, known: Known) -> StandardReport:
        from ...constraints.readiness.standing_of import checked_in_store
        from ...constraints.standard.check import check_standard

        if not self._work.stored:
            return check_standard(table, on, known, self._later)
        with self._settings.store_place().open() as store:
            return checked_in_store(store, self._work.stored, table, on, known, self._later)

    def _before_each(self, records: Iterable[StoredRecord]) -> Iterator[StoredRecord]:
        for record in records:
            self.stop_if_asked()
            yield record

    def _known(self, standard: Standard, transformer: Transformer) -> tuple[Known, list[str]]:
        from ...constraints.standard.check import Known
        from ..layers.standard_layers import known_from_layers, known_from_store

        given = known_from_layers(self._work.related, self._work.boundary, transformer)
        if not self._work.in_store:
            return given, []
        stored, note = known_from_store(self._settings, standard, self._clock)
        references = {**stored.references, **given.references}
        return Known(references, given.ground if given.ground is not None else stored.ground), [note] if note else []

    def _sooner(self, share: float) -> None:
        self._feedback.setProgress(100.0 * share)
        self.stop_if_asked()

    def _later(self, share: float) -> None:
        self.setProgress(50.0 + 50.0 * share)
        self.stop_if_asked()
