"""The acts on conflicts: they are noted, compared again, and settled by an officer's word."""

from __future__ import annotations

from collections.abc import Sequence

from ...domain.conflict import Settling
from ...domain.reading import SiteReading
from ...domain.three_way import Values
from ..pulled.take_boundary import BoundaryTaking
from ..requests.settling import settle_requests
from ..writer import CaseFileWriter
from . import overtaken_acts, settle_conflicts
from .told_in_conflict import ToldInConflict


class ConflictActs(CaseFileWriter):
    """Part of CaseFile, which says what an act is."""

    def note_act_conflict(self, outbox_uuid: str, told: ToldInConflict, base: Values, mine: Values, theirs: Values) -> None:
        """An act of the outbox would go over what the back office has (``told``); the sides are what differs, by field."""
        with self._act() as act:
            overtaken_acts.note_act_conflict(act, outbox_uuid, told, base, mine, theirs)

    def note_line_there(self, application_uuid: str, reading: SiteReading) -> None:
        """The red line that the back office has in force, met when a request was to be sent that was drawn over another one."""
        with self._act() as act:
            boundaries = BoundaryTaking(act)
            boundaries.compare(application_uuid, reading)
            boundaries.write()
            settle_requests(act, application_uuid)
            overtaken_acts.note_line_conflicts(act, application_uuid)

    def compare_conflicts(self, application_uuid: str) -> None:
        """Compare what is in conflict in a case with what is here by now: it may have been written further."""
        with self._act() as act:
            settle_conflicts.compare_conflicts(act, application_uuid)

    def settle_conflicts(self, application_uuid: str, settlings: Sequence[Settling]) -> None:
        """Settle records by an officer's choices, all of them or none; what is to be sent over the back office's version is queued.

        ConflictMoved where one was changed since the officer saw it; CaseFileError says what is missing.
        """
        with self._act() as act:
            settle_conflicts.settle_conflicts(act, self.identity, application_uuid, settlings)
