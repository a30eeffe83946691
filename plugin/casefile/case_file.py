"""The officer's case file: one SQLite file on a local disk, changed by acts that stand or fall whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.boundary_version import BoundaryOrigin, LineKind
from ..domain.case import CaseChange, PulledCase, PulledDetails, TakeInReport
from ..domain.clock import Clock, today
from ..domain.dataset import Snapshot
from ..domain.draft import DraftStep, UnfinishedShape
from ..domain.finding import Screening
from ..domain.held_record import HeldRecord
from ..domain.identity import Identity
from ..domain.outbox_entry import OutboxState
from ..domain.pull_state import PulledPage, PullState
from ..domain.reading import SiteReading
from ..domain.red_line_request import Grounds
from ..domain.settings import ScreeningSettings
from ..domain.told_fact import FactValue
from ..domain.validation_request import ValidationRequest
from ..rules.rules import Rules
from . import acts, export
from .casework import held_records, taking_casework
from .casework.casework_acts import CaseworkActs
from .casework.photographs import erase_photographs, photographs_folder
from .conflicts.conflict_acts import ConflictActs
from .file import settings
from .file.connection import PATIENCE, connected, connected_for_reading, open_for_writing
from .file.copies import copy_aside
from .file.migrations import Migrations
from .file.transaction import sentences
from .lines import drafts, proposing, repairing, restoring
from .outbox import outbox
from .outbox.outbox_acts import OutboxActs
from .personal import exports
from .personal.exports import Released
from .personal.purge import PurgeReport, purge
from .personal.subject import subject_of
from .pulled import pulls, told_facts
from .pulled.take_in import TakeIn
from .reader import CaseFileReader
from .requests import asking, replying, taking_back, taking_requests
from .requests.replying import ReplyToRecord
from .screened.screening_rows import write_screening
from .trail import erasure
from .validation_acts import ValidationActs

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ..boundary.transformer import Transformer


class CaseFile(CaseworkActs, ValidationActs, OutboxActs, ConflictActs):
    """Questions (see CaseFileReader) and acts (see also CaseworkActs, ValidationActs, OutboxActs, ConflictActs).

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

    def take_in(
        self, cases: Iterable[PulledCase], source: str, *, reached: PullState | None = None, page: PulledPage | None = None
    ) -> TakeInReport:
        """Bring cases up to what a back office said: new, changed and unchanged by content.

        Another red line becomes another version. A record with an act waiting in the outbox is never overwritten: what differs becomes a
        conflict. ``source`` names the back office and the authority, always alike. Where a pull stands after these cases (``reached``) and
        the page that they came on are remembered in the same act.
        """
        with self._act() as act:
            report = TakeIn(act, source).take(cases)
            if page is not None:
                pulls.keep_page(act, page)
            if reached is not None:
                pulls.save_pull_state(act, reached)
            return report

    def record_details(self, application_uuid: str, details: PulledDetails) -> CaseChange:
        """Keep what was read of one case: documents, requests, representations, designations; contacts only once it was looked at."""
        with self._act() as act:
            return acts.record_details(act, application_uuid, details)

    def restore_earlier_line(self, application_uuid: str, request_uuid: str, reading: SiteReading) -> bool:
        """Keep the line that a request tells of as the one before a line in force that nobody agreed to; whether anything came of it."""
        with self._act() as act:
            return restoring.restore_earlier_line(act, application_uuid, request_uuid, reading)

    def mark_gone(self, application_uuid: str) -> None:
        """The back office has the case no more (the caller is sure of it); it stays here, marked."""
        with self._act() as act:
            acts.mark_gone(act, application_uuid)

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

    def add_boundary_version(
        self,
        application_uuid: str,
        reading: SiteReading,
        origin: BoundaryOrigin,
        reason: str,
        *,
        kind: LineKind = LineKind.RED,
        in_force: bool = False,
    ) -> str:
        """A new version by the officer's hand; gives its uuid."""
        with self._act() as act:
            return acts.add_boundary_version(act, application_uuid, reading, origin, reason, kind, in_force)

    def confirm_repair(self, application_uuid: str, version_uuid: str) -> str:
        """The officer's yes to the repair that is offered for the version in force: a new version, in force; gives its uuid.

        CaseFileError where the line may only be looked at, or is another one by now.
        """
        with self._act() as act:
            return repairing.confirm_repair(act, self.identity, application_uuid, version_uuid)

    def begin_draft(self, application_uuid: str, geometry: BaseGeometry, said: str) -> None:
        """Begin to amend the line in force, whose shape as drawing begins is ``geometry`` (EPSG:27700); ``said`` calls it by its version.

        CaseFileError where the case's state or the officer's role does not allow it. Another officer's case is told in the trail.
        """
        with self._act() as act:
            drafts.begin_draft(act, self.identity, application_uuid, geometry, said)

    def add_draft_step(self, application_uuid: str, number: int, step: DraftStep) -> None:
        """Keep one change of a draft as its step ``number``; CaseFileError where another window has drawn on it meanwhile."""
        with self._act() as act:
            drafts.add_step(act, application_uuid, number, step)

    def keep_unfinished(self, application_uuid: str, shape: UnfinishedShape | None) -> None:
        """Keep the corners of a shape that is being drawn, None where it was given up; the next step of the draft takes its place."""
        with self._act() as act:
            drafts.keep_unfinished(act, application_uuid, shape)

    def move_in_draft(self, application_uuid: str, before: int, position: int) -> None:
        """Undo or redo: show another step of the draft."""
        with self._act() as act:
            drafts.move_to_step(act, application_uuid, before, position)

    def rebase_draft(self, application_uuid: str) -> None:
        """Compare a draft with the line that is in force now; what is drawn stays."""
        with self._act() as act:
            drafts.rebase(act, application_uuid)

    def discard_draft(self, application_uuid: str) -> None:
        """Give a draft up."""
        with self._act() as act:
            drafts.discard(act, application_uuid)

    def propose(self, application_uuid: str, reading: SiteReading, reason: str) -> str:
        """Save the draft, read as ``reading``, as a numbered proposed version with author, time and reason; gives its uuid.

        NotProposed names the field that is wrong.
        """
        with self._act() as act:
            return proposing.propose(act, self.identity, application_uuid, reading, reason, Rules(today(self.clock)))

    def ask_with_draft(
        self, application_uuid: str, reading: SiteReading, grounds: Grounds, new_geojson: Mapping[str, Any]
    ) -> tuple[str, str, str]:
        """Save the draft, read as ``reading``, as a proposed version and put the question to the applicant into the outbox, in one act.

        ``new_geojson`` is the line in WGS84, as it is to be sent. Gives the uuids of the version, the request and the outbox entry.
        NotProposed and NotAsked name the field that is wrong; nothing is changed then.
        """
        with self._act() as act:
            rules = Rules(today(self.clock))
            return asking.ask_with_draft(act, self.identity, application_uuid, reading, grounds, new_geojson, rules)

    def ask_with_version(
        self, application_uuid: str, version_uuid: str, grounds: Grounds, new_geojson: Mapping[str, Any], *, instead_of: str = ""
    ) -> tuple[str, str, str]:
        """The same for a line that was saved before; ``instead_of`` is a request for it that was refused, and is taken back with this."""
        with self._act() as act:
            rules = Rules(today(self.clock))
            return asking.ask_with_version(act, self.identity, application_uuid, version_uuid, grounds, new_geojson, rules, instead_of)

    def cancel_request(self, application_uuid: str, request_uuid: str, reason: str) -> str:
        """Take a request back: at once where nobody has seen it, else by the outbox, whose entry's uuid is given ("" without one)."""
        with self._act() as act:
            return taking_back.cancel_request(act, self.identity, application_uuid, request_uuid, reason)

    def let_stand(self, application_uuid: str, request_uuid: str) -> None:
        """Leave a request as it is that was to be taken back; NotAsked where that may have reached the back office."""
        with self._act() as act:
            taking_back.let_stand(act, self.identity, application_uuid, request_uuid)

    def try_again(self, application_uuid: str, request_uuid: str) -> None:
        """Send what the back office did not take once more, with the next run."""
        with self._act() as act:
            taking_back.try_again(act, self.identity, application_uuid, request_uuid)

    def sent_as_letter(self, application_uuid: str, request_uuid: str, sent_on: date) -> None:
        """The request went out as a letter on a day; it no longer waits in the outbox."""
        with self._act() as act:
            asking.sent_as_letter(act, self.identity, application_uuid, request_uuid, sent_on, today(self.clock))

    def record_reply(self, application_uuid: str, request_uuid: str, told: ReplyToRecord) -> str:
        """Write down a reply that came by letter, or what the back office leaves open; a yes puts its line in force."""
        with self._act() as act:
            return replying.record_reply(act, self.identity, application_uuid, request_uuid, told, today(self.clock))

    def accept_line(self, application_uuid: str, request_uuid: str, reason: str) -> None:
        """Put a line in force by hand that waits for an officer."""
        with self._act() as act:
            replying.accept_line(act, self.identity, application_uuid, request_uuid, reason)

    def keep_line(self, application_uuid: str, request_uuid: str, reason: str) -> None:
        """Keep the earlier line in force, whatever the back office has."""
        with self._act() as act:
            replying.keep_line(act, self.identity, application_uuid, request_uuid, reason)

    def request_taken(self, outbox_uuid: str, told: ValidationRequest, answer: str) -> None:
        """The back office has done what an act in the outbox asked for; ``told`` is the request as it has it now."""
        with self._act() as act:
            taking_requests.request_taken(act, outbox_uuid, told, answer)

    def act_taken(self, outbox_uuid: str, held: HeldRecord | None, answer: str, gone: tuple[str, str] | None = None) -> None:
        """The back office has done an act of casework: ``held`` is what it has then, ``gone`` what it has no more."""
        with self._act() as act:
            held_records.act_taken(act, outbox_uuid, held, answer, gone)

    def take_casework(
        self,
        application_uuid: str,
        records: Sequence[HeldRecord],
        whole: Iterable[str] = (),
        gone: Iterable[HeldRecord] = (),
        *,
        shown: bool = False,
    ) -> tuple[str, ...]:
        """What the back office holds of casework, as just read; all of it of the kinds in ``whole``; ``gone`` is there no more.

        Changes of both sides are compared: what can't stand beside each other is a conflict, and stays as it is. What waits goes on what
        was known before, unless the officer is ``shown`` what is there now. Gives the kinds that have changed.
        """
        with self._act() as act:
            return taking_casework.take_casework(act, application_uuid, records, whole, gone, shown=shown)

    def request_told(self, application_uuid: str, told: ValidationRequest) -> None:
        """Keep what the back office said of one request."""
        with self._act() as act:
            taking_requests.request_told(act, application_uuid, told)

    def note_in_outbox(self, outbox_uuid: str, answer: str) -> None:
        """Why an act that may have arrived is not known to have: it stays as it is and is sent again."""
        with self._act() as act:
            outbox.note(act, outbox_uuid, answer)

    def begin_attempt(self, outbox_uuid: str) -> None:
        """An act is about to be sent, and may have arrived from now on; ActOver where another window has sent it or taken it back."""
        with self._act() as act:
            outbox.attempt(act, outbox_uuid)

    def move_in_outbox(self, outbox_uuid: str, state: OutboxState, answer: str = "", *, held: bool = False) -> None:
        """Note what became of an act that waits, as a sentence; ``held`` as in OutboxEntry. ActOver as above."""
        with self._act() as act:
            outbox.move(act, outbox_uuid, state, answer, held=held)

    def save_pull_state(self, state: PullState, *, confirmed: bool = False) -> None:
        """Remember where a pull stands; ``confirmed``: the back office has every case of its source that is not gone."""
        with self._act() as act:
            pulls.save_pull_state(act, state)
            if confirmed:
                pulls.confirm_cases(act, state.source)

    def write_setting(self, name: str, value: str) -> None:
        """Change a setting that belongs to this file."""
        with self._act() as act:
            settings.write_setting(act, name, value)

    def erase(self, application_uuid: str, why: str) -> None:
        """Erase what is personal in one case, its photographs too; the audit trail keeps its chain. Copies made before: see ``purge``.

        CaseFileError names photographs that could not be deleted; all else is erased then.
        """
        with self._act() as act:
            names = erasure.erase(act, application_uuid, why)
        erase_photographs(photographs_folder(self.path), names)

    def purge(self, application_uuids: Sequence[str], why: str) -> PurgeReport:
        """The same for several cases, one act a case, and then in every copy, in the log and in what lies half written beside the file."""
        return purge(self, self._connection, application_uuids, why)

    def export_redacted(self, application_uuid: str, path: Path, transformer: Transformer) -> Released:
        """Write one case without personal data into a zip, for a request for information; the trail says that it was. CaseFileError."""
        with sentences(self.path):
            written = exports.export_redacted(self._connection, application_uuid, path, transformer, self.clock)
        with self._act() as act:
            act.trail.add(application_uuid, "exported without personal data", "application", application_uuid)
        return written

    def export_subject(self, words: Sequence[str], path: Path, transformer: Transformer) -> Released:
        """Write everything about one person (names, e-mail and postal addresses, telephone numbers) into a zip; CaseFileError.

        The trail of each case that holds something says so, and not who asked.
        """
        with sentences(self.path):
            written = exports.export_subject(self._connection, self.path, subject_of(words), path, transformer, self.clock)
        with self._act() as act:
            for uuid in written.cases:
                act.trail.add(uuid, "exported for the person whom it is about", "application", uuid)
        return written

    def copy_aside(self, why: str = "pull") -> Path:
        """Copy the file as it stands into the folder "copies" beside it; ten are kept."""
        return copy_aside(self._connection, self.path, self.clock, why)

    def export_geopackage(self, path: Path) -> Path:
        """Write a GeoPackage for others, without personal data; StoreError when it can't be written."""
        with sentences(self.path):
            return export.export_geopackage(self._connection, path, self.clock)
