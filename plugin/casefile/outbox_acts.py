"""The acts on what waits to be sent: once more, taken back, done by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from . import waiting_acts
from .writer import CaseFileWriter


class OutboxActs(CaseFileWriter):
    """Part of CaseFile. ActOver for an act that is over by now, CaseFileError where it can't be done; nothing is changed then."""

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
