"""The questions that a case file answers, on a connection that belongs to one thread."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ..domain.act_time import ActTime
from ..domain.audit_entry import AuditEntry
from ..domain.boundary_version import BoundaryVersion
from ..domain.case import Case, CaseChoices, CaseQuery, CaseRow, KnownCase
from ..domain.changed_meanwhile import ChangedMeanwhile
from ..domain.clock import Clock, today
from ..domain.conflict import Conflict
from ..domain.dataset import Snapshot
from ..domain.draft import Draft, DraftSummary
from ..domain.finding import Screening
from ..domain.held_record import HeldRecord
from ..domain.outbox_entry import OutboxEntry
from ..domain.placed_application import PlacedApplication
from ..domain.pull_state import PulledPage, PullState
from ..domain.retention import Retention
from ..domain.their_entry import TheirEntry
from ..domain.trail_seal import TrailSeal
from . import case_list
from .casework import casework_trail, held_records, sending_casework
from .casework.casework_rows import CaseworkOfCase, casework_of_kind
from .conflicts import conflicts
from .errors import CaseFileError
from .file import settings
from .file.transaction import one_view, sentences
from .lines import drafts
from .lines.boundary_rows import versions_of
from .outbox import outbox
from .personal.closed_cases import ClosedCase, cases_past_keeping
from .placed_applications import placed_applications
from .pulled import pulls
from .requests import red_line_requests
from .screened.screening_rows import screening_of
from .screened.snapshot_rows import snapshots_of
from .sites import CaseSite, site_batches
from .trail import audit, seals, their_trail
from .trail.act_times import act_times
from .trail.changed_meanwhile import changed_meanwhile
from .whole_case import whole_case

if TYPE_CHECKING:
    from typing_extensions import Self

    from ..boundary.transformer import Transformer
    from .casework.sending_casework import Step

_BY_NAME = """
SELECT uuid FROM application WHERE superseded_by IS NULL AND (reference = ?1 OR full_reference = ?1
  OR EXISTS (SELECT 1 FROM json_each(previous_references) WHERE value = ?1))
ORDER BY gone_at IS NOT NULL, reference <> ?1 LIMIT 1
"""

_RAW_ANSWER = "SELECT text FROM raw_answer WHERE application_uuid = ? AND kind = ?"


class CaseFileReader:
    """Answers questions; each sees the file as the last finished act left it, and none waits for an act.

    It belongs to the thread that made it: another one takes a reader of its own.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self._owned = connection
        self._thread = threading.get_ident()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def _connection(self) -> sqlite3.Connection:
        if threading.get_ident() != self._thread:
            raise CaseFileError(
                f"{self.path.name} was opened by another thread. A task reads by a `reader()` of its own, and writes by its own "
                "`for_this_thread()`."
            )
        return self._owned

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def cases(self, query: CaseQuery | None = None) -> list[CaseRow]:
        """The list of cases in the order in which something falls due; those with nothing due come last."""
        with sentences(self.path):
            return case_list.case_rows(self._connection, query or CaseQuery(), today(self.clock))

    def choices(self) -> CaseChoices:
        """What there is to filter by."""
        with sentences(self.path):
            return case_list.case_choices(self._connection)

    def row(self, application_uuid: str) -> CaseRow | None:
        """One line of the list, whatever the case's state; None without such a case."""
        with sentences(self.path):
            return case_list.one_row(self._connection, application_uuid, today(self.clock))

    def find(self, reference: str) -> str | None:
        """The uuid of the case with a reference (short, full, or one that it had before), else None."""
        with sentences(self.path):
            found = self._connection.execute(_BY_NAME, (reference,)).fetchone()
        return None if found is None else str(found[0])

    def case(self, application_uuid: str) -> Case:
        """Everything of one case; CaseNotThere without it."""
        with one_view(self._connection, self.path):
            return whole_case(self._connection, application_uuid, today(self.clock))

    def raw_answer(self, application_uuid: str, kind: str) -> str:
        """An answer of the back office as it came, of a case that was opened; "" without one, and where it was erased."""
        with sentences(self.path):
            found = self._connection.execute(_RAW_ANSWER, (application_uuid, kind)).fetchone()
        return "" if found is None else str(found[0])

    def held_records(self, application_uuid: str) -> list[HeldRecord]:
        """What the back office holds of a case's casework, as it told it last."""
        with sentences(self.path):
            return held_records.held_records(self._connection, application_uuid)

    def boundary_versions(self, application_uuid: str) -> list[BoundaryVersion]:
        """The versions of a case's red and blue lines, oldest first; their readings bear no application."""
        with sentences(self.path):
            return versions_of(self._connection, application_uuid, None)

    def draft(self, application_uuid: str) -> Draft | None:
        """The line that is being drawn for a case, with its steps; None where none is."""
        with one_view(self._connection, self.path):
            return drafts.draft_of(self._connection, application_uuid)

    def drafts(self) -> list[DraftSummary]:
        """Every line that is being drawn, the one that was drawn on last first."""
        with sentences(self.path):
            return drafts.drafts(self._connection)

    def snapshots(self, boundary_version_uuid: str) -> dict[str, Snapshot]:
        """By dataset, the data that the latest screening of a version rests on."""
        with sentences(self.path):
            return snapshots_of(self._connection, boundary_version_uuid)

    def casework_of_kind(self, kind: str) -> tuple[CaseworkOfCase, ...]:
        """The pieces of casework of one kind ("wrong_constraint") of all cases."""
        with sentences(self.path):
            return casework_of_kind(self._connection, kind)

    def screening(self, boundary_version_uuid: str) -> Screening | None:
        """The latest screening of a version, None while there is none."""
        with one_view(self._connection, self.path):
            return screening_of(self._connection, boundary_version_uuid)

    def sites(self, uuids: Sequence[str] | None = None, size: int = 300) -> Iterator[list[CaseSite]]:
        """The red lines in force of the named cases, or of all, in batches."""
        with sentences(self.path):
            yield from site_batches(self._connection, uuids, size)

    def placed_applications(self, transformer: Transformer) -> list[PlacedApplication]:
        """Every application that the back office still has, open and closed, with its red line or the point of its address."""
        with sentences(self.path):
            return list(placed_applications(self._connection, self.path.name, transformer))

    def history(self, application_uuid: str) -> list[AuditEntry]:
        """Who did what to a case, oldest first; of casework in its words, of which the trail itself has digests."""
        with sentences(self.path):
            entries = audit.history(self._connection, application_uuid)
            return casework_trail.with_words(entries, casework_trail.wordings(self._connection, application_uuid))

    def their_history(self, application_uuid: str) -> list[TheirEntry]:
        """What the back office's own trail says of a case that was opened, as it was read last, oldest first."""
        with sentences(self.path):
            return their_trail.their_history(self._connection, application_uuid)

    def verify_audit(self) -> list[str]:
        """A sentence for each place where the audit trail is not what was written; empty when it holds."""
        with one_view(self._connection, self.path):
            return list(audit.breaks(self._connection))

    def audit_head(self) -> tuple[int, str]:
        """The number and the digest of the last entry of the trail, to deposit with the back office."""
        with sentences(self.path):
            return audit.head(self._connection)

    def audit_digest(self, sequence: int) -> str:
        """The digest of an entry of the trail, "" where there is no such entry."""
        with sentences(self.path):
            return seals.digest_of(self._connection, sequence)

    def last_seal(self) -> TrailSeal | None:
        """The newest head of the trail that was deposited with a back office; None where none was."""
        with sentences(self.path):
            return seals.last_seal(self._connection)

    def conflicts(self, application_uuid: str | None = None) -> list[Conflict]:
        """What waits for an officer's word, of one case or of all."""
        with sentences(self.path):
            return conflicts.open_conflicts(self._connection, application_uuid)

    def outbox(self, application_uuid: str | None = None, *, over: bool = False) -> list[OutboxEntry]:
        """Acts that wait to be sent, in order; those that are over only when asked for."""
        with sentences(self.path):
            return outbox.outbox_of(self._connection, application_uuid, over=over)

    def changed_meanwhile(self, application_uuid: str, outbox_uuid: str) -> ChangedMeanwhile:
        """What the back office has changed of a case since the officer acted, or was last shown what had changed."""
        with one_view(self._connection, self.path):
            return changed_meanwhile(self._connection, application_uuid, outbox_uuid)

    def count_waiting(self) -> int:
        """How many acts of all cases wait to be sent."""
        with sentences(self.path):
            return outbox.count_waiting(self._connection)

    def casework_to_send(self, application_uuid: str) -> list[Step]:
        """What sending the assessment of a case would do now."""
        with one_view(self._connection, self.path):
            return sending_casework.casework_to_send(self._connection, application_uuid, today(self.clock))

    def attachment(self, reply_uuid: str) -> bytes | None:
        """The file that came with a recorded reply; None without one."""
        with sentences(self.path):
            return red_line_requests.attachment_of(self._connection, reply_uuid)

    def pull_state(self, source: str) -> PullState:
        """How far the pull from a source has come; an empty state where there was none."""
        with sentences(self.path):
            return pulls.pull_state(self._connection, source)

    def pulled_page(self, source: str, walk: str, number: int) -> PulledPage | None:
        """What is remembered of a page of a long answer; None for one that was never taken in."""
        with sentences(self.path):
            return pulls.pulled_page(self._connection, source, walk, number)

    def known_cases(self, source: str) -> list[KnownCase]:
        """What a pull needs to know of the cases of a source, gone ones too."""
        with one_view(self._connection, self.path):
            return pulls.known_cases(self._connection, source)

    def cases_past_keeping(self, retention: Retention) -> tuple[ClosedCase, ...]:
        """Closed cases whose personal data is past its retention today, with what would be erased and what holds it back."""
        with one_view(self._connection, self.path):
            return cases_past_keeping(self._connection, retention, today(self.clock))

    def act_times(self) -> tuple[ActTime, ...]:
        """How long acts took, whoever did them, as far as both their ends are known."""
        with one_view(self._connection, self.path):
            return tuple(act_times(self._connection))

    def setting(self, name: str, default: str = "") -> str:
        """A setting that belongs to this file."""
        with sentences(self.path):
            return settings.setting(self._connection, name, default)
