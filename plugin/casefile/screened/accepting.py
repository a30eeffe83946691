"""A generation of constraints comes into use, and the cases that its changes touch show as changed to their officers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ...constraints.changes.touched_sites import touched_sites
from ...constraints.store.generations import current_generation, has_store
from ...constraints.store.prune import keeping_of, prune_unless_building
from ...constraints.store.put_back import put_into_use
from ...domain.clock import Clock
from ...domain.entity_change import DatasetChanges, EntityChange
from ...reports.entity_change_words import change_words
from ..errors import CaseFileError
from ..sites import CaseSite

if TYPE_CHECKING:
    from ..case_file import CaseFile
    from ..reader import CaseFileReader

#: Cases whose sites lie where something changed, each with its changes.
TouchedCases = tuple[tuple[CaseSite, tuple[EntityChange, ...]], ...]


def touched_cases(file: CaseFile, changes: Iterable[DatasetChanges], near_m: float) -> TouchedCases:
    """The cases that have a changed record within a distance (metres), as it was or as it is. Reads beside whoever writes."""
    return touched_of(file.reader(), changes, near_m)


def touched_of(reader: CaseFileReader, changes: Iterable[DatasetChanges], near_m: float) -> TouchedCases:
    """The same by a reader of the case file, which is closed then."""
    try:
        sites = {site.uuid: site for batch in reader.sites() for site in batch}
    finally:
        reader.close()
    touched = touched_sites(changes, {uuid: site.geometry for uuid, site in sites.items()}, near_m)
    return tuple((sites[uuid], told) for uuid, told in touched.items())


def put_into_use_with_cases(folder: Path, generation: str, file: CaseFile | None, touched: TouchedCases) -> None:
    """Put the generation of a store into use, and let the touched cases show as changed, or do neither.

    Raises StoreError where it can't come into use, CaseFileError where the cases can't be noted: then the store uses what it used.
    """
    was = current_generation(folder) if has_store(folder) else ""
    put_into_use(folder, generation)
    if file is not None and touched:
        try:
            file.note_constraints_changed({site.uuid: [change_words(change) for change in changes] for site, changes in touched})
        except CaseFileError as error:
            put_into_use(folder, was)
            raise CaseFileError(f"{error} The store uses {was} as before; put {generation} into use again later.") from error


def accept(folder: Path, generation: str, file: CaseFile | None, touched: TouchedCases, clock: Clock, kept: int = 0) -> None:
    """The same of one that was built to be used from now on: generations that are then too many go. So many are ``kept``, the usual
    number for 0.
    """
    put_into_use_with_cases(folder, generation, file, touched)
    prune_unless_building(folder, clock, keeping_of(kept))
