"""The acts on what waits to be sent (tried, once more, taken back, done by hand), and on the seal that is deposited with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.outbox_entry import OutboxState
from ...domain.trail_seal import TrailSeal
from ..personal.release import lines_of
from ..trail import seals
from ..writer import CaseFileWriter
from . import outbox, waiting_acts
from .change_pack import ChangePack, change_pack, write_pack

if TYPE_CHECKING:
    from ...boundary.transformer import Transformer
    from ...reports.printed_page import PrintPage


class OutboxActs(CaseFileWriter):
    """Part of CaseFile. ActOver for an act that is over by now, CaseFileError where it can't be done; nothing is changed then."""

    def begin_attempt(self, outbox_uuid: str) -> None:
        """An act is about to be sent, and may have arrived from now on; ActOver where another window has sent it or taken it back."""
        with self._act() as act:
            outbox.attempt(act, outbox_uuid)

    def move_in_outbox(self, outbox_uuid: str, state: OutboxState, answer: str = "", *, held: bool = False) -> None:
        """Note what became of an act that waits, as a sentence; ``held`` as in OutboxEntry. ActOver as above."""
        with self._act() as act:
            outbox.move(act, outbox_uuid, state, answer, held=held)

    def note_in_outbox(self, outbox_uuid: str, answer: str) -> None:
        """Why an act that may have arrived is not known to have: it stays as it is and is sent again."""
        with self._act() as act:
            outbox.note(act, outbox_uuid, answer)

    def send_again(self, outbox_uuid: str, seen: Sequence[str] = ()) -> None:
        """Let an act that waits for the officer go with the next run; ``seen`` is what the officer was shown of what has changed."""
        with self._act() as act:
            waiting_acts.send_again(act, outbox_uuid, seen)

    def take_back(self, outbox_uuid: str) -> None:
        """Take back an act that has not reached the back office."""
        with self._act() as act:
            waiting_acts.take_back(act, outbox_uuid)

    def done_by_hand(self, outbox_uuid: str, done_on: date) -> None:
        """The act was done on a day in the back office itself; it leaves the outbox."""
        with self._act() as act:
            waiting_acts.done_by_hand(act, outbox_uuid, done_on)

    def trail_name(self) -> str:
        """The name under which a back office knows this file's audit trail, given once."""
        with self._act() as act:
            return seals.trail_name(act)

    def rename_trail(self) -> str:
        """The trail is no longer the one that was deposited: it goes on under another name."""
        with self._act() as act:
            return seals.rename_trail(act)

    def keep_seal(self, seal: TrailSeal) -> None:
        """A back office has the head of the trail now."""
        with self._act() as act:
            seals.keep_seal(act, seal)

    def export_changes(
        self, application_uuid: str, path: Path, transformer: Transformer, print_page: PrintPage | None = None
    ) -> ChangePack:
        """Write everything that waits of a case as a pack to be done by hand: into a zip, or into a folder (see ``write_pack``).

        The acts go on waiting, until each is recorded as done by hand. Without ``print_page`` there is no PDF beside its page.
        """
        case = self.case(application_uuid)
        lines = lines_of(self._connection, [application_uuid], transformer)
        pack = change_pack(case, lines, self.clock, self.identity.name, print_page)
        write_pack(pack, path, self.clock.now())
        with self._act() as act:
            after = {"outbox_entries": list(pack.acts)}
            act.trail.add(application_uuid, "changes exported to be made by hand", "application", application_uuid, after=after)
        return pack
