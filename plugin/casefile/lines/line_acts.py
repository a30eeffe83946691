"""The acts on red and blue lines: versions by an officer's hand, drafts of amended lines, what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...domain.boundary_version import BoundaryOrigin, LineKind
from ...domain.clock import today
from ...domain.draft import DraftStep, UnfinishedShape
from ...domain.reading import SiteReading
from ...rules.rules import Rules
from .. import acts
from ..writer import CaseFileWriter
from . import blue_line, drafts, proposing, repairing, restoring

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class LineActs(CaseFileWriter):
    """Part of CaseFile, which says what an act is. NotProposed names the field that is wrong, and nothing is changed then."""

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

    def restore_earlier_line(self, application_uuid: str, request_uuid: str, reading: SiteReading) -> bool:
        """Keep the line that a request tells of as the one before a line in force that nobody agreed to; whether anything came of it."""
        with self._act() as act:
            return restoring.restore_earlier_line(act, application_uuid, request_uuid, reading)

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

    def keep_blue_line(self, application_uuid: str, reading: SiteReading, reason: str, *, from_file: bool = False) -> str:
        """Keep other land of the applicant as the next version of the blue line; gives its uuid. NotProposed names what is wrong."""
        with self._act() as act:
            return blue_line.keep_blue_line(act, self.identity, application_uuid, reading, reason, from_file=from_file)

    def take_blue_line_away(self, application_uuid: str, reason: str) -> str:
        """The applicant has no other land; gives the uuid of the version that says so."""
        with self._act() as act:
            return blue_line.take_blue_line_away(act, self.identity, application_uuid, reason)
