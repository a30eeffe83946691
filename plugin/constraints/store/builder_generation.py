"""One new generation of a store: begun or gone on with, filled unit by unit, put into use at the end."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import shapely

from ...domain.errors import StoreError
from ..geopackage.geopackage import GeoPackageWriter
from ..records.record_place import WGS84
from .builder_authority import SETTING, settle_authority
from .builder_carry import PreviousGeneration
from .builder_coverage import write_coverage
from .builder_ledger import DatasetFigures, Ledger, clear_pieces, go_on_or_clear
from .builder_unit import Making, UnitLoader
from .builder_units import SharedDataset, Unit, joined
from .generation_writer import GenerationWriter
from .generations import current_generation, generation_path, has_store, new_generation, point_to
from .local_files import DECLARED
from .local_store import LocalStore

#: A crash costs at most the datasets of so many seconds, and the one of so many bytes that was being read.
_SAVED_EVERY = 5.0
_LARGE = 10_000_000
_COUNTS = "SELECT dataset, count - without_geometry FROM main.snapshot"


@dataclass(frozen=True)
class BuiltGeneration:
    """What came of it: the figures of each dataset that was built, those of them that an earlier build had ready, those carried over."""

    name: str
    figures: Mapping[str, DatasetFigures]
    resumed: tuple[str, ...]
    carried: tuple[str, ...]
    remarks: tuple[str, ...]


class GenerationBuild:
    """Builds on the generation in use, if there is one; raises StoreError where that is damaged."""

    def __init__(
        self,
        folder: Path,
        making: Making,
        *,
        given: shapely.Geometry | str | None,
        authority: str | None,
        allow_fewer: bool,
        publish: bool = True,
        without: frozenset[str] = frozenset(),
        declared: str = "",
    ) -> None:
        self._folder = folder
        self._making = making
        self._given = given
        self._authority = authority
        self._allow_fewer = allow_fewer
        self._publish = publish
        self._without = without
        self._declared = declared
        self._previous = generation_path(folder, current_generation(folder)) if has_store(folder) else None
        if self._previous is not None:
            LocalStore(folder).close()

    def run(self, units: Sequence[Unit]) -> BuiltGeneration:
        """Make the generation, and put it into use where that was asked for."""
        while True:
            by_identity = {unit.identity(self._options()): unit for unit in units}
            files = [f"{source.path} {source.member} {source.size}" for unit in units for source in unit.sources]
            name = new_generation(self._folder, self._making.clock, files)
            go_on_or_clear(self._folder, name, by_identity)
            try:
                built = self._make(name, by_identity)
            except SharedDataset as shared:
                units = joined(units, shared.unit, by_identity[shared.finished_by])
                continue
            finally:
                clear_pieces(generation_path(self._folder, name))
            if self._publish:
                point_to(self._folder, name)
            return built

    def _options(self) -> list[object]:
        """What decides, beside the files, what a unit becomes."""
        making = self._making
        accuracy = making.transformer.accuracy_from(WGS84)
        previous = self._previous.name if self._previous is not None else ""
        local = [making.local[slug].terms for slug in sorted(making.local)]
        return [previous, making.dataset, making.most_vertices, accuracy.operation, accuracy.grid, *local]

    def _make(self, name: str, by_identity: Mapping[str, Unit]) -> BuiltGeneration:
        with GeoPackageWriter(generation_path(self._folder, name), self._making.clock, resumable=True) as package:
            generation = GenerationWriter(package)
            ledger = Ledger(generation.connection)
            previous = PreviousGeneration(generation, self._previous) if self._previous is not None else None
            saved = time.monotonic()
            for identity, unit in by_identity.items():
                if ledger.has(identity):
                    continue
                if time.monotonic() - saved >= _SAVED_EVERY or unit.size >= _LARGE:
                    package.checkpoint()
                    saved = time.monotonic()
                with package.step():
                    ledger.add(identity, UnitLoader(generation, ledger, self._making, unit).load())
                    if previous is not None:
                        previous.compare(_counts(generation), allow_fewer=self._allow_fewer)
            package.checkpoint()
            figures = ledger.figures()
            if not figures and not self._without and not self._declared:
                files = ", ".join(source.name for unit in by_identity.values() for source in unit.sources)
                raise StoreError(f"Nothing was found in {files}; the store was left as it was.")
            remarks: tuple[str, ...] = ()
            carried: tuple[str, ...] = ()
            kept, declared = "", self._declared
            if previous is not None:
                remarks = previous.compare(_counts(generation), allow_fewer=self._allow_fewer)
                carried = previous.carry(figures.keys() | self._without)
                kept = previous.setting(SETTING)
                declared = declared or previous.setting(DECLARED)
            if declared:
                generation.add_setting(DECLARED, declared)
            settled = settle_authority(generation, self._authority, kept, self._making.clock.now().date())
            remarks += write_coverage(generation, figures.keys(), self._given, settled, self._making.local)
            ledger.end()
            generation.pieces.write(with_previous=previous is not None)
            if previous is not None:
                previous.release()
        return BuiltGeneration(name, figures, ledger.resumed, carried, remarks)


def _counts(generation: GenerationWriter) -> dict[str, int]:
    """The records with a geometry of each dataset that is finished."""
    return dict(generation.connection.execute(_COUNTS).fetchall())
