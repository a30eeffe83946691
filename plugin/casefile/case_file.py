"""The officer's case file: one SQLite file on a local disk, changed by acts that stand or fall whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..domain.clock import Clock
from ..domain.dataset import Snapshot
from ..domain.finding import Screening
from ..domain.identity import Identity
from ..domain.settings import ScreeningSettings
from ..domain.told_fact import FactValue
from . import acts, export
from .casework.casework_acts import CaseworkActs
from .conflicts.conflict_acts import ConflictActs
from .file import settings
from .file.connection import PATIENCE, connected, connected_for_reading, open_for_writing
from .file.copies import copy_aside
from .file.migrations import Migrations
from .file.transaction import sentences
from .lines.line_acts import LineActs
from .outbox.outbox_acts import OutboxActs
from .personal.personal_acts import PersonalActs
from .pulled import told_facts
from .pulled.pulled_acts import PulledActs
from .reader import CaseFileReader
from .requests.request_acts import RequestActs
from .screened.screening_rows import write_screening
from .validation_acts import ValidationActs


class CaseFile(PulledActs, LineActs, RequestActs, ValidationActs, CaseworkActs, OutboxActs, ConflictActs, PersonalActs):
    """Questions (see CaseFileReader) and acts; most acts stand in the classes that this is built on, by what they are about.

    An act is one transaction: the edit, its line in the outbox and its line in the audit trail are on the disk when the call returns, or
    nothing of them is. Every act may raise CaseFileError, and CaseFileBusy when another window writes for longer than the patience lasts.
    The file belongs to the thread that opened it; a task writes by ``for_this_thread`` and reads by ``reader``.
    """

    @staticmethod
    def open(path: Path, *, clock: Clock, identity: Identity, patience: float = PATIENCE, migrations: Migrations | None = None) -> CaseFile:
        """Open the file at ``path``: made if there is none, migrated (after a copy) if it is older.

        CaseFileError, and the file left as it is, when the folder is a network or a synchronised one, when the file is damaged, from a
        newer Redline or not a case file. ``patience`` is how long an act waits for another window, in seconds.
        """
        connection = open_for_writing(path, clock, migrations or Migrations.shipped(), patience)
        return CaseFile(connection, path, clock, identity, patience)

    def for_this_thread(self) -> CaseFile:
        """The same file for the thread that calls this, which closes it: acts of two threads wait for each other, so keep them short."""
        return CaseFile(connected(self.path, self._patience), self.path, self.clock, self.identity, self._patience)

    def reader(self) -> CaseFileReader:
        """The same file for reading in the thread that calls this, which closes it; it waits for nobody."""
        return CaseFileReader(connected_for_reading(self.path, self._patience), self.path, self.clock)

    def look_at(self, application_uuid: str) -> None:
        """The officer sees the case as it stands now; writes only where there is something new to see."""
        with sentences(self.path):
            news = acts.has_news(self._connection, application_uuid)
        if news:
            with self._act() as act:
                acts.look_at(act, application_uuid)

    def note_constraints_changed(self, changes: Mapping[str, Sequence[str]]) -> None:
        """Let cases (by uuid) show as changed, because constraints about their sites were; each with a sentence for each change."""
        with self._act() as act:
            for uuid, told in changes.items():
                acts.note_constraints_changed(act, uuid, told)

    def record_screening(
        self,
        application_uuid: str,
        boundary_version_uuid: str,
        screening: Screening,
        *,
        settings: ScreeningSettings | None = None,
        snapshots: Iterable[Snapshot] = (),
    ) -> str:
        """Keep a screening of one version, and with ``snapshots`` how old its data is; gives the screening's uuid."""
        with self._act() as act:
            return write_screening(act, application_uuid, boundary_version_uuid, screening, settings, snapshots)

    def edit(
        self, application_uuid: str, verb: str, changes: Mapping[str, Any], *, payload: Mapping[str, Any] | None = None, reason: str = ""
    ) -> str:
        """An officer's change of fields (JSON values by field); what the back office is to get is ``payload``, or else the changes.

        None clears a date. Gives the uuid of the outbox entry, which is the idempotency key.
        """
        with self._act() as act:
            return acts.edit(act, application_uuid, verb, changes, dict(changes) if payload is None else payload, reason)

    def tell_facts(self, application_uuid: str, facts: Mapping[str, FactValue | None], reason: str) -> None:
        """What the officer tells of an application, by the fields of ApplicationFacts; None takes back what an officer told before.

        It stands above what the submission tells. RedlineError without a reason, or for a value that a fact can't have.
        """
        with self._act() as act:
            told_facts.tell_facts(act, application_uuid, facts, reason)

    def write_setting(self, name: str, value: str) -> None:
        """Change a setting that belongs to this file."""
        with self._act() as act:
            settings.write_setting(act, name, value)

    def copy_aside(self, why: str = "pull") -> Path:
        """Copy the file as it stands into the folder "copies" beside it; ten are kept."""
        return copy_aside(self._connection, self.path, self.clock, why)

    def export_geopackage(self, path: Path) -> Path:
        """Write a GeoPackage for others, without personal data; StoreError when it can't be written."""
        with sentences(self.path):
            return export.export_geopackage(self._connection, path, self.clock)
