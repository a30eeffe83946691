"""What a recommendation or a review rests on is read again before it goes out; what has changed is for the officer to see first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..boundary.transformer import Transformer
from ..casefile.case_file import CaseFile
from ..domain.clock import Clock
from ..domain.outbox_entry import OutboxEntry, OutboxState
from ..domain.outbox_verbs import RECOMMEND, REVIEW, SUBMIT
from ..reports.changed_meanwhile import changed_sentences, held_words
from .bops import Bops
from .refresh import refresh_case

#: Whoever decides about these rests on the case as it was then.
RESTING = frozenset({SUBMIT, REVIEW})


class Resting:
    """The acts of one run that wait for the officer's yes."""

    def __init__(self, client: Bops, case_file: CaseFile, transformer: Transformer, clock: Clock) -> None:
        self._client = client
        self._case_file = case_file
        self._transformer = transformer
        self._clock = clock
        self._read: set[str] = set()
        self._records: set[str] = set()

    def look(self, waiting: Sequence[OutboxEntry], application_uuid: str) -> list[tuple[OutboxEntry, str]]:
        """Read a case again where a recommendation or a review of it waits that nobody has tried to send; once in a run.

        Gives the acts that rest on something else by now, each with what has changed. Raises BackOfficeError and Cancelled.
        """
        self._records |= {each.record_uuid for each in waiting if each.verb == SUBMIT and each.state is OutboxState.REFUSED}
        resting = resting_of(waiting, application_uuid)
        if not resting or application_uuid in self._read:
            return []
        self._read.add(application_uuid)
        self._records |= {each.record_uuid for each in resting}
        refresh_case(self._client, self._case_file, self._transformer, self._clock, application_uuid)
        found = [(each, why) for each in resting if (why := self._why(each))]
        self._records -= {each.record_uuid for each in resting} - {each.record_uuid for each, _ in found}
        return found

    def why(self, entry: OutboxEntry) -> str:
        """Why the words of a recommendation wait: nothing of it goes out before its submission does; "" where they may go."""
        held = entry.verb == RECOMMEND and entry.record_uuid in self._records and not entry.may_have_arrived
        return "It goes with the submission, which waits." if held else ""

    def _why(self, entry: OutboxEntry) -> str:
        changed = changed_sentences(self._case_file.changed_meanwhile(entry.application_uuid, entry.uuid))
        return held_words(entry.verb, changed) if changed else ""


def resting_of(waiting: Iterable[OutboxEntry], application_uuid: str) -> list[OutboxEntry]:
    """The acts on a case that rest on how it stands; not those that may have arrived, of which only the key tells."""
    of_case = (each for each in waiting if each.application_uuid == application_uuid)
    return [each for each in of_case if each.verb in RESTING and each.state is OutboxState.WAITING]
