"""Sending what waits in the outbox: each act once, whatever happens; what the back office does not take waits, with the reason."""

from __future__ import annotations

from ..boundary.transformer import Transformer
from ..casefile.case_file import CaseFile
from ..casefile.errors import ActOver
from ..domain.case import Case
from ..domain.clock import Clock
from ..domain.outbox_entry import OutboxEntry, OutboxState
from .act_sending import SENT_VERBS, ActSending
from .asked_to_wait import asked_to_wait, wait_words
from .bops import Bops
from .capabilities import Capabilities
from .errors import BackOfficeError, BadQuestion
from .hold_ups import HoldUps, in_turn, superseded
from .known_capabilities import ask_capabilities, known_capabilities
from .line_as_seen import LineAsSeen
from .moved_on import MovedOn
from .not_done import NotDone
from .officer_api import OfficerApi
from .resting import Resting, resting_of
from .send_report import SendReport
from .turn import turn


def send_waiting(
    client: Bops, case_file: CaseFile, transformer: Transformer, clock: Clock, application_uuid: str | None = None
) -> SendReport:
    """Send every act that waits for this back office, of one case or of all, in their order. ``case_file`` belongs to the calling thread.

    Asks nothing where nothing waits, and takes its turn where another run of this program sends. Raises Cancelled and CaseFileError; what
    was under way then is sent again with the same key, and counts once.
    """
    return _Sending(client, case_file, transformer, clock).run(application_uuid)


class _Sending:
    """One run: what goes, in which order, and what is passed over."""

    def __init__(self, client: Bops, case_file: CaseFile, transformer: Transformer, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._source = client.connection.source
        self._api = OfficerApi(client, clock)
        self._case_file = case_file
        self._report = SendReport()
        self._hold_ups = HoldUps()
        self._not_done = NotDone(case_file, self._source, clock, self._report, self._hold_ups)
        self._said_anew = False
        self._moved = MovedOn(case_file, transformer, clock)
        self._lines = LineAsSeen(self._api, self._moved, transformer, clock)
        self._resting = Resting(client, case_file, transformer, clock)

    def run(self, application_uuid: str | None) -> SendReport:
        if self._waiting(application_uuid) and not self._is_asked_to_wait():
            with turn(self._case_file.path, self._client.cancelled):
                # Another run may have sent it meanwhile
                self._send(self._waiting(application_uuid))
                if self._said_anew and not self._report.unreachable:
                    self._hold_ups.begin_anew()
                    self._send(self._waiting(application_uuid))
        return self._report

    def _is_asked_to_wait(self) -> bool:
        until = asked_to_wait(self._case_file, self._source, self._clock)
        if until is not None:
            self._report.unreachable = wait_words(until)
        return until is not None

    def _acts(self, capabilities: Capabilities) -> ActSending:
        return ActSending(self._api, self._case_file, capabilities, self._lines, self._moved)

    def _waiting(self, application_uuid: str | None) -> list[tuple[OutboxEntry, Case]]:
        """What this back office is to get, in its order, and what holds it up; nothing where nothing can be tried."""
        waiting = in_turn(each for each in self._case_file.outbox(application_uuid) if each.verb in SENT_VERBS)
        acts = self._acts(known_capabilities(self._case_file, self._source) or Capabilities())
        names = dict.fromkeys(each.application_uuid for each in waiting if acts.may_go(each))
        cases = {uuid: case for uuid in names if (case := self._case_file.case(uuid)).source == self._source}
        return [(each, cases[each.application_uuid]) for each in waiting if each.application_uuid in cases]

    def _send(self, waiting: list[tuple[OutboxEntry, Case]]) -> None:
        if not waiting:
            return
        try:
            acts = self._acts(ask_capabilities(self._client, self._case_file, self._clock))
        except BackOfficeError as error:
            self._not_done.unreachable([entry for entry, _ in waiting], error)
            return
        over = {each.uuid for each in superseded(entry for entry, _ in waiting)}
        entries = [entry for entry, _ in waiting if entry.uuid not in over and not acts.unable(entry)]
        shown: set[str] = set()
        for entry, case in waiting:
            shown |= self._show_first(entries, case)
            if entry.uuid in over:
                self._supersede(entry)
            elif entry.uuid in shown or self._report.unreachable:
                pass
            elif not acts.may_go(entry):
                self._hold_ups.hold(entry)
            elif why := self._resting.why(entry) or self._hold_ups.why(entry):
                self._not_done.wait(entry, why)
            else:
                self._one(entry, case, acts)
            if self._report.unreachable:
                break

    def _show_first(self, waiting: list[OutboxEntry], case: Case) -> set[str]:
        """Hold what rests on something else by now; gives the uuids of what is not to be sent in this run."""
        try:
            changed = self._resting.look(waiting, case.uuid)
        except BackOfficeError as error:
            unread = resting_of(waiting, case.uuid)
            for entry in unread:
                self._not_done.failed(entry, case, error)
            return {each.uuid for each in unread}
        for entry, why in changed:
            self._not_done.refuse(entry, case, OutboxState.REFUSED, why, held=True)
        return {entry.uuid for entry, _ in changed}

    def _one(self, entry: OutboxEntry, case: Case, acts: ActSending) -> None:
        try:
            if unable := acts.unable(entry):
                self._not_done.refuse(entry, case, OutboxState.UNSUPPORTED, unable)
            else:
                acts.carry_out(entry, case)
                self._report.sent += 1
        except ActOver:
            # Taken back in the window, or sent by another one, while this run was about it; or said anew with what the back office has
            self._hold_ups.let(entry)
            self._hold_what_is_said_anew(entry)
        except BadQuestion as error:
            self._not_done.refuse(entry, case, OutboxState.REFUSED, str(error))
        except BackOfficeError as error:
            self._not_done.failed(entry, case, error)

    def _hold_what_is_said_anew(self, entry: OutboxEntry) -> None:
        for anew in self._case_file.outbox(entry.application_uuid):
            if (anew.record_kind, anew.record_uuid) == (entry.record_kind, entry.record_uuid) and anew.position > entry.position:
                self._hold_ups.hold(anew)
                self._said_anew = True

    def _supersede(self, entry: OutboxEntry) -> None:
        try:
            self._case_file.move_in_outbox(entry.uuid, OutboxState.WITHDRAWN, "a later act on the same takes its place")
        except ActOver:
            self._hold_ups.let(entry)
