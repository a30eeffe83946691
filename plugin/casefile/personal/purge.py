"""Erasing what is personal in cases so that it is gone: from the file, its log, its copies, and what lies beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..file.transaction import sentences
from .copies_erased import CopyErased, CopyFate, erase_in_copies
from .leftovers import remove_leftovers
from .nothing_left import leave_nothing_behind

if TYPE_CHECKING:
    import sqlite3

    from .personal_acts import PersonalActs

_ERASED = "SELECT application_uuid, max(sequence) FROM audit WHERE verb = 'personal data erased' GROUP BY application_uuid"


@dataclass(frozen=True)
class PurgeReport:
    """``erased`` are the uuids of the cases; ``undone`` has a sentence for each thing that could not be finished, with what to do."""

    erased: tuple[str, ...]
    copies: tuple[CopyErased, ...]
    undone: tuple[str, ...]


def purge(file: PersonalActs, connection: sqlite3.Connection, application_uuids: Sequence[str], why: str) -> PurgeReport:
    """Erase what is personal in these cases, one act a case; then in every copy made before, then what Redline left half written.

    What an earlier purge could not finish in the copies is finished by this one, whatever cases it names. Letters, reports and sheets that
    an officer saved elsewhere are the officer's files and stay.
    """
    for uuid in application_uuids:
        file.erase(uuid, why)
    with sentences(file.path):
        erased = {str(uuid): int(sequence) for uuid, sequence in connection.execute(_ERASED)}
    copies = erase_in_copies(file.path, erased, why, file.clock, file.identity)
    left = remove_leftovers(file.path, file.clock)
    in_the_way = leave_nothing_behind(connection, file.path)
    undone = [each.reason for each in copies if each.fate is CopyFate.LEFT]
    undone += [f"{path} could not be deleted: close the windows that show it, then purge again." for path in left]
    return PurgeReport(tuple(application_uuids), copies, (*undone, *([in_the_way] if in_the_way else ())))
