"""Sending what waits in the outbox: each act once, whatever happens; what the back office does not take waits, with the reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from ..boundary.reader import read_boundary
from ..boundary.returned_line import match_returned
from ..boundary.transformer import Transformer
from ..casefile.case_file import CaseFile
from ..casefile.errors import ActOver
from ..casefile.file.json_text import canonical
from ..casefile.requests.changing_requests import same_words
from ..casefile.requests.taking_back import seen_of
from ..domain.boundary import Original
from ..domain.boundary_version import BoundaryVersion
from ..domain.case import Case
from ..domain.clock import Clock, today
from ..domain.outbox_entry import OutboxEntry, OutboxState
from ..domain.outbox_verbs import ASK, CANCEL, CHANGE, CHECK_BOUNDARY
from ..domain.validation_request import RED_LINE_CHANGE, ValidationRequest
from ..rules.rules import Rules
from .asked_to_wait import ask_to_wait, asked_to_wait, wait_words
from .bops import Bops
from .capabilities import Capabilities
from .casework_sending import CaseworkSending
from .errors import OUT_OF_REACH, BackOfficeError, BadQuestion, OrderRefused, Trouble
from .hold_ups import HoldUps, in_turn, superseded
from .known_capabilities import ask_capabilities, known_capabilities
from .moved_on import MovedOn
from .officer_api import HeldRequest, LineInForce, OfficerApi
from .question import NO_VERSION
from .resting import Resting, resting_of
from .routes import VERBS
from .turn import turn

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

_TAKES_NONE = "This back office takes no requests from Redline. Send the letter, then record the day on which it went out."
_NOT_FROM_HERE = (
    "This back office, or this token, takes no requests for another red line from Redline. An administrator can allow it under Admin, "
    "Tokens (validation_request:write); else send the letter, and record the day on which it went out."
)
_NO_CHANGING = "This back office, or this token, takes no changes of requests from Redline. Change the request in the back office itself."
_ANOTHER_LINE = "The back office has another red line than the one that {which}. Read the case again, compare, then send again."
_NO_CANCELLING = "This back office, or this token, takes no cancellation from Redline. Cancel the request in the back office itself."
Seen = TypeVar("Seen")


@dataclass
class SendReport:
    """What became of what waited: ``sent`` acts, and a sentence for each that was refused or waits on.

    ``unreachable`` says why the run ended before everything was tried, "" where it did not; every act that waits has its reason too.
    """

    sent: int = 0
    refused: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    unreachable: str = ""

    @property
    def sentences(self) -> list[str]:
        """What an officer has to hear of: what was refused, and why the rest was not tried."""
        ended = [f"What waits for the back office was not sent: {self.unreachable}"] if self.unreachable else []
        return [*self.refused, *ended]


def send_waiting(
    client: Bops, case_file: CaseFile, transformer: Transformer, clock: Clock, application_uuid: str | None = None
) -> SendReport:
    """Send every act that waits for this back office, of one case or of all, in their order. ``case_file`` belongs to the calling thread.

    Asks nothing where nothing waits, and takes its turn where another run of this program sends. Raises Cancelled and CaseFileError; what
    was under way then is sent again with the same key, and counts once.
    """
    return _Sending(client, case_file, transformer, clock).run(application_uuid)


class _Sending:
    def __init__(self, client: Bops, case_file: CaseFile, transformer: Transformer, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._source = client.connection.source
        self._api = OfficerApi(client, clock)
        self._case_file = case_file
        self._transformer = transformer
        self._rules = Rules(today(clock))
        self._report = SendReport()
        self._hold_ups = HoldUps()
        self._said_anew = False
        self._moved = MovedOn(case_file, transformer, clock)
        self._resting = Resting(client, case_file, transformer, clock)

    def run(self, application_uuid: str | None) -> SendReport:
        if self._waiting(application_uuid) and not self._is_asked_to_wait():
            with turn(self._case_file.path, self._client.cancelled):
                # Another run may have sent it meanwhile
                self._send(self._waiting(application_uuid))
                if self._said_anew and not self._report.unreachable:
                    self._hold_ups = HoldUps()
                    self._send(self._waiting(application_uuid))
        return self._report

    def _is_asked_to_wait(self) -> bool:
        until = asked_to_wait(self._case_file, self._source, self._clock)
        if until is not None:
            self._report.unreachable = wait_words(until)
        return until is not None

    def _note_wait(self, error: BackOfficeError) -> None:
        if error.retry_after:
            ask_to_wait(self._case_file, self._source, self._clock, error.retry_after)

    def _waiting(self, application_uuid: str | None) -> list[tuple[OutboxEntry, Case]]:
        """What this back office is to get, in its order, and what holds it up; nothing where nothing can be tried."""
        waiting = in_turn(each for each in self._case_file.outbox(application_uuid) if each.verb in {ASK, CANCEL, CHANGE, *VERBS})
        known = known_capabilities(self._case_file, self._source) or Capabilities()
        acts = CaseworkSending(self._api, self._case_file, known)
        names = dict.fromkeys(each.application_uuid for each in waiting if _may_go(each, acts))
        cases = {uuid: case for uuid in names if (case := self._case_file.case(uuid)).source == self._source}
        return [(each, cases[each.application_uuid]) for each in waiting if each.application_uuid in cases]

    def _send(self, waiting: list[tuple[OutboxEntry, Case]]) -> None:
        if not waiting:
            return
        try:
            capabilities = ask_capabilities(self._client, self._case_file, self._clock)
        except BackOfficeError as error:
            self._note_wait(error)
            self._report.unreachable = str(error)
            for entry, _ in waiting:
                if entry.state.is_open:
                    self._wait(entry, str(error))
            return
        over = {each.uuid for each in superseded(entry for entry, _ in waiting)}
        acts = CaseworkSending(self._api, self._case_file, capabilities)
        entries = [entry for entry, _ in waiting if entry.uuid not in over and not (entry.verb in VERBS and acts.unable(entry))]
        shown: set[str] = set()
        for entry, case in waiting:
            shown |= self._show_first(entries, case)
            if entry.uuid in over:
                self._supersede(entry)
            elif entry.uuid in shown or self._report.unreachable:
                pass
            elif not _may_go(entry, acts):
                self._hold_ups.hold(entry)
            elif why := self._resting.why(entry) or self._hold_ups.why(entry):
                self._wait(entry, why)
            else:
                self._one(entry, case, capabilities, acts)
            if self._report.unreachable:
                break

    def _show_first(self, waiting: list[OutboxEntry], case: Case) -> set[str]:
        """Hold what rests on something else by now; gives the uuids of what is not to be sent in this run."""
        try:
            changed = self._resting.look(waiting, case.uuid)
        except BackOfficeError as error:
            unread = resting_of(waiting, case.uuid)
            for entry in unread:
                self._failed(entry, case, error)
            return {each.uuid for each in unread}
        for entry, why in changed:
            self._refuse(entry, case, OutboxState.REFUSED, why, held=True)
        return {entry.uuid for entry, _ in changed}

    def _one(self, entry: OutboxEntry, case: Case, capabilities: Capabilities, acts: CaseworkSending) -> None:
        do, unable = self._way(entry, capabilities, acts)
        try:
            if unable:
                self._refuse(entry, case, OutboxState.UNSUPPORTED, unable)
            else:
                do(entry, case)
        except ActOver:
            # Taken back in the window, or sent by another one, while this run was about it; or said anew with what the back office has
            self._hold_ups.let(entry)
            for anew in self._case_file.outbox(entry.application_uuid):
                if (anew.record_kind, anew.record_uuid) == (entry.record_kind, entry.record_uuid) and anew.position > entry.position:
                    self._hold_ups.hold(anew)
                    self._said_anew = True
        except BadQuestion as error:
            self._refuse(entry, case, OutboxState.REFUSED, str(error))
        except BackOfficeError as error:
            self._failed(entry, case, error)

    def _way(
        self, entry: OutboxEntry, capabilities: Capabilities, acts: CaseworkSending
    ) -> tuple[Callable[[OutboxEntry, Case], None], str]:
        """How an act is sent, and why the back office does not take it, "" where it does."""
        if entry.verb in VERBS:
            return lambda entry, case: self._casework(acts, entry, case), acts.unable(entry)
        do, able, unable = {
            ASK: (self._ask, capabilities.can_ask, _NOT_FROM_HERE if capabilities.operations else _TAKES_NONE),
            CANCEL: (self._cancel, capabilities.can_cancel, _NO_CANCELLING),
            CHANGE: (self._change, capabilities.can_change, _NO_CHANGING),
        }[entry.verb]
        return do, "" if able else unable

    def _failed(self, entry: OutboxEntry, case: Case, error: BackOfficeError) -> None:
        self._note_wait(error)
        answers_the_key = isinstance(error, OrderRefused) and error.trouble not in _NO_ANSWER_TO_THE_KEY
        refused = OutboxState.REFUSED if answers_the_key else _REFUSALS.get(error.trouble)
        if refused is not None and (answers_the_key or error.is_refusal):
            self._refuse(entry, case, refused, str(error), known=answers_the_key)
        else:
            self._wait(entry, str(error), begun=error.trouble is Trouble.NOT_KNOWN_WHETHER)
        if _ends_the_run(error):
            self._report.unreachable = str(error)

    def _casework(self, acts: CaseworkSending, entry: OutboxEntry, case: Case) -> None:
        if entry.verb == CHECK_BOUNDARY:
            self._line_as_seen(entry, case, str(entry.payload["over"]), "you looked at")
        acts.carry_out(entry, case)
        self._report.sent += 1

    def _supersede(self, entry: OutboxEntry) -> None:
        try:
            self._case_file.move_in_outbox(entry.uuid, OutboxState.WITHDRAWN, "a later act on the same takes its place")
        except ActOver:
            self._hold_ups.let(entry)

    def _ask(self, entry: OutboxEntry, case: Case) -> None:
        payload = entry.payload
        request = next(each.ours for each in case.asked_requests if each.ours is not None and each.uuid == entry.record_uuid)
        name = str(payload["case"])
        line, moved = self._line_as_seen(entry, case, request.over_uuid, "this was drawn over")
        attributes = {
            key: payload[key] for key in ("new_geojson", "handling", "handling_reason", "ownership_certificate") if key in payload
        }
        data = {"type": RED_LINE_CHANGE, "reason": payload["reason"], "specific_attributes": attributes}
        match = line.etag if line is not None and moved is None else NO_VERSION
        self._do(entry, lambda: self._api.ask_applicant(name, entry.uuid, match, data), moved)

    def _line_as_seen(
        self, entry: OutboxEntry, case: Case, version_uuid: str, which: str
    ) -> tuple[LineInForce | None, Callable[[], OrderRefused] | None]:
        """The back office's red line, and the refusal where it is another than the version that an act hangs on.

        Raises that refusal unless the act was tried before: then only its own key tells. ``which`` says which one the officer meant.
        """
        over = next(each for each in case.boundary_versions if each.uuid == version_uuid)
        line: LineInForce | None = self._seen(entry, lambda: self._api.line_in_force(str(entry.payload["case"])))
        if line is not None and self._is_line(line.geojson, over):
            return line, None

        def moved() -> OrderRefused:
            return self._moved.another_line(entry, case, line, _ANOTHER_LINE.format(which=which))

        if not entry.was_tried:
            raise moved()
        return line, moved

    def _cancel(self, entry: OutboxEntry, _: Case) -> None:
        payload = entry.payload
        name, number = str(payload["case"]), str(payload["request"])
        held: HeldRequest | None = self._seen(entry, lambda: self._api.request(name, number))
        same = held is not None and seen_of(held.request.state, held.request.approved) == payload["seen"]
        moved = None if same or held is None else lambda: self._moved.no_longer(entry, held.request, "whether to take it back")
        if moved is not None and not entry.was_tried:
            raise moved()
        match = held.etag if same and held is not None else NO_VERSION
        self._do(entry, lambda: self._api.cancel(name, number, entry.uuid, match, str(payload["reason"])), moved)

    def _change(self, entry: OutboxEntry, _: Case) -> None:
        payload = entry.payload
        name, number = str(payload["case"]), str(payload["request"])
        held: HeldRequest | None = self._seen(entry, lambda: self._api.request(name, number))
        same = held is not None and held.request.state == "pending" and same_words(held.request, payload["seen"])
        sent = held is not None and held.request.state != "pending"
        became = "" if sent else "somebody else has changed it"
        moved = None if same or held is None else lambda: self._moved.no_longer(entry, held.request, "how to change it", became)
        if moved is not None and not entry.was_tried:
            raise moved()
        match = held.etag if same and held is not None else NO_VERSION
        self._do(entry, lambda: self._api.change(name, number, entry.uuid, match, payload["data"]), moved)

    def _seen(self, entry: OutboxEntry, look: Callable[[], Seen]) -> Seen | None:
        """What an act is about, as it is now; None where it is gone and only the act's own key can tell whether the act was done."""
        try:
            return look()
        except BackOfficeError as error:
            if error.trouble is Trouble.NOT_FOUND and entry.may_have_arrived:
                return None
            raise

    def _do(self, entry: OutboxEntry, order: Callable[[], ValidationRequest], moved: Callable[[], OrderRefused] | None = None) -> None:
        """``moved`` says what is there by now in the words for the officer, where the act's own key had to tell whether it was done."""
        self._case_file.begin_attempt(entry.uuid)
        try:
            told = order()
        except OrderRefused as error:
            if moved is None or error.trouble is not Trouble.MOVED_ON:
                raise
            # Its key is not known there, so it was never done
            raise moved() from error
        self._case_file.request_taken(entry.uuid, told, "taken by the back office")
        self._report.sent += 1

    def _is_line(self, geojson: Any, version: BoundaryVersion) -> bool:
        """Whether the back office's line is a version that is here: by what its text says, else in metres."""
        original = version.original
        if geojson is None or original is None:
            return geojson is None and original is None
        if original.form == "geojson" and canonical(_parsed(original.text)) == canonical(geojson):
            return True
        if version.boundary is None or not isinstance(geojson, Mapping):
            return False
        text = json.dumps(geojson)
        read = read_boundary(geojson, Original(text, "geojson"), self._transformer, self._rules).boundary
        return read is not None and match_returned(version.boundary.geometry, read.geometry, self._rules).unchanged

    def _refuse(self, entry: OutboxEntry, case: Case, state: OutboxState, why: str, *, known: bool = False, held: bool = False) -> None:
        """The officer decides what follows; not of an act that may have arrived, unless its own key was answered (``known``)."""
        if entry.may_have_arrived and not known:
            self._wait(entry, why)
            return
        self._hold_ups.hold(replace(entry, state=state))
        self._case_file.move_in_outbox(entry.uuid, state, why, held=held)
        told = f"{case.reference} was not sent: {why}"
        if told not in self._report.refused:
            self._report.refused.append(told)

    def _wait(self, entry: OutboxEntry, why: str, *, begun: bool = False) -> None:
        """The next run tries again, by the same key; ``begun``: from this run on the act may have arrived."""
        self._hold_ups.hold(entry)
        if begun or entry.may_have_arrived:
            self._case_file.note_in_outbox(entry.uuid, why)
        else:
            self._case_file.move_in_outbox(entry.uuid, OutboxState.WAITING, why)
        self._report.waiting.append(why)


def _may_go(entry: OutboxEntry, acts: CaseworkSending) -> bool:
    """Whether an act can be tried: also one that was never tried, because the back office did not take it then and does now."""
    by_now = entry.state is OutboxState.UNSUPPORTED and not entry.attempts and entry.verb in VERBS
    return entry.state.is_open or (by_now and not acts.unable(entry))


def _ends_the_run(error: BackOfficeError) -> bool:
    cause = error.__cause__ if error.trouble is Trouble.NOT_KNOWN_WHETHER else error
    if error.retry_after:
        return True
    return isinstance(cause, BackOfficeError) and cause.trouble in _ENDING and not (cause.trouble is Trouble.NOT_JSON and cause.is_refusal)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
