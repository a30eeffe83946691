"""What becomes of an act that was not done: it waits for the next run, or for the officer, and holds up what comes after it."""

from __future__ import annotations

from dataclasses import replace

from ..casefile.case_file import CaseFile
from ..domain.case import Case
from ..domain.clock import Clock
from ..domain.outbox_entry import OutboxEntry, OutboxState
from .asked_to_wait import ask_to_wait
from .errors import OUT_OF_REACH, BackOfficeError, OrderRefused, Trouble
from .hold_ups import HoldUps
from .send_report import SendReport

#: After these every other act would meet the same.
_ENDING = OUT_OF_REACH | {Trouble.NOT_KNOWN, Trouble.BUSY}
#: What it is known by that an act was not done, and how it waits for the officer then.
_REFUSALS = {
    Trouble.PERMISSION: OutboxState.UNSUPPORTED,
    Trouble.FORBIDDEN: OutboxState.REFUSED,
    Trouble.REFUSED: OutboxState.REFUSED,
    Trouble.NOT_FOUND: OutboxState.REFUSED,
    Trouble.NOT_JSON: OutboxState.REFUSED,
}
#: Who may not do it learns nothing of an earlier attempt.
_NO_ANSWER_TO_THE_KEY = frozenset({Trouble.PERMISSION, Trouble.FORBIDDEN})


class NotDone:
    """Notes it in the case file and in the report of one run to one back office (``source``)."""

    def __init__(self, case_file: CaseFile, source: str, clock: Clock, report: SendReport, hold_ups: HoldUps) -> None:
        self._case_file = case_file
        self._source = source
        self._clock = clock
        self._report = report
        self._hold_ups = hold_ups

    def failed(self, entry: OutboxEntry, case: Case, error: BackOfficeError) -> None:
        """It met an error, which says whether it can have arrived; the run may end with it."""
        self._note_wait(error)
        answers_the_key = isinstance(error, OrderRefused) and error.trouble not in _NO_ANSWER_TO_THE_KEY
        refused = OutboxState.REFUSED if answers_the_key else _REFUSALS.get(error.trouble)
        if refused is not None and (answers_the_key or error.is_refusal):
            self.refuse(entry, case, refused, str(error), known=answers_the_key)
        else:
            self.wait(entry, str(error), begun=error.trouble is Trouble.NOT_KNOWN_WHETHER)
        if _ends_the_run(error):
            self._report.unreachable = str(error)

    def unreachable(self, entries: list[OutboxEntry], error: BackOfficeError) -> None:
        """The back office did not even say what it takes: nothing is tried."""
        self._note_wait(error)
        self._report.unreachable = str(error)
        for entry in entries:
            if entry.state.is_open:
                self.wait(entry, str(error))

    def refuse(self, entry: OutboxEntry, case: Case, state: OutboxState, why: str, *, known: bool = False, held: bool = False) -> None:
        """The officer decides what follows; not of an act that may have arrived, unless its own key was answered (``known``)."""
        if entry.may_have_arrived and not known:
            self.wait(entry, why)
            return
        self._hold_ups.hold(replace(entry, state=state))
        self._case_file.move_in_outbox(entry.uuid, state, why, held=held)
        told = f"{case.reference} was not sent: {why}"
        if told not in self._report.refused:
            self._report.refused.append(told)

    def wait(self, entry: OutboxEntry, why: str, *, begun: bool = False) -> None:
        """The next run tries again, by the same key; ``begun``: from this run on the act may have arrived."""
        self._hold_ups.hold(entry)
        if begun or entry.may_have_arrived:
            self._case_file.note_in_outbox(entry.uuid, why)
        else:
            self._case_file.move_in_outbox(entry.uuid, OutboxState.WAITING, why)
        self._report.waiting.append(why)

    def _note_wait(self, error: BackOfficeError) -> None:
        if error.retry_after:
            ask_to_wait(self._case_file, self._source, self._clock, error.retry_after)


def _ends_the_run(error: BackOfficeError) -> bool:
    cause = error.__cause__ if error.trouble is Trouble.NOT_KNOWN_WHETHER else error
    if error.retry_after:
        return True
    return isinstance(cause, BackOfficeError) and cause.trouble in _ENDING and not (cause.trouble is Trouble.NOT_JSON and cause.is_refusal)
