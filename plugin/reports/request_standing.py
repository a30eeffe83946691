"""How a request for another red line stands, in the words that an officer reads, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from ..domain.adoption import Adoption
from ..domain.amending import amendable, may_take_back
from ..domain.boundary_version import BoundaryOrigin
from ..domain.case import Case
from ..domain.clock import london
from ..domain.identity import Identity
from ..domain.judged_request import JudgedRequest
from ..domain.moments import moment_of
from ..domain.outbox_entry import OutboxEntry, OutboxState
from ..domain.outbox_verbs import CANCEL
from ..domain.plain_days import plain_day
from ..domain.red_line_request import Handling
from ..domain.request_outcome import Outcome
from ..domain.settlement import Settled, Settlement
from ..rules.request_days import RequestDays, letter_days, request_days
from ..rules.rules import Rules
from .adopted_unseen import is_in_force_unaccepted, unseen_words
from .sending_words import state_words

_HANDLINGS = {
    Handling.ACCEPT_AS_DRAWN: "accept as drawn",
    Handling.RECONSULT: "consult again",
    Handling.FRESH_APPLICATION: "ask for a fresh application",
}


class Deed(Enum):
    """What an officer can do about a request; the value is what its button says."""

    SEND = "Preview and send…"
    TRY_AGAIN = "Try again"
    LETTER = "Letter…"
    LETTER_SENT = "Record as sent…"
    REPLY = "Record the reply…"
    ACCEPT = "Accept this line…"
    KEEP = "Keep the earlier line…"
    CANCEL = "Take back…"
    LET_STAND = "Let it stand"
    ASK_AGAIN = "Send again…"


@dataclass(frozen=True)
class RequestStanding:
    """``title`` names the request, ``state`` how it stands, ``urgent`` whether it waits for the officer, ``open`` whether it is not over.

    ``facts`` are sentences that explain, ``warnings`` those that must not be overlooked. ``deeds`` are in the order of their buttons.
    """

    uuid: str
    title: str
    state: str
    days: RequestDays
    facts: tuple[str, ...]
    warnings: tuple[str, ...]
    deeds: tuple[Deed, ...]
    urgent: bool
    open: bool


def request_standings(case: Case, rules: Rules, on: date, identity: Identity) -> list[RequestStanding]:
    """Every request for another red line of a case, the newest first; before them the proposed versions that nobody was asked about.

    The ``uuid`` of such a version is its own. Where ``identity`` may only look at the line, nothing is offered but what takes back, and why
    is said.
    """
    row = case.row
    refusal = amendable(row.status, gone=row.gone, officer=row.officer, identity=identity).refusal
    found = [*_not_asked(case), *(_Standing(case, judged, rules, on).told() for judged in reversed(case.judged_requests))]
    return [_only_looked_at(case, each, refusal, identity) for each in found] if refusal else found


def _only_looked_at(case: Case, standing: RequestStanding, refusal: str, identity: Identity) -> RequestStanding:
    """What waits here to be sent may be taken back at any stage, by whoever has the role."""
    waits = any(each.record_uuid == standing.uuid and not each.may_have_arrived for each in case.outbox)
    kept = {Deed.LET_STAND} if Deed.LET_STAND in standing.deeds else {Deed.CANCEL}
    deeds = tuple(deed for deed in standing.deeds if deed in kept) if waits and not may_take_back(identity) else ()
    return replace(standing, deeds=deeds, facts=(refusal, *standing.facts), urgent=standing.urgent and bool(deeds))


def handling_words(handling: Handling) -> str:
    """What the officer means to do with a change."""
    return _HANDLINGS[handling]


def open_requests(case: Case) -> list[JudgedRequest]:
    """Those that wait for the applicant: a second one beside them asks about another line."""
    return [each for each in case.judged_requests if each.outcome is not None and each.outcome.outcome is Outcome.OPEN]


def _not_asked(case: Case) -> Iterator[RequestStanding]:
    asked = {each.version_uuid for each in case.judged_requests}
    for version in reversed(case.boundary_versions):
        if version.origin is not BoundaryOrigin.PROPOSED or version.current or version.uuid in asked:
            continue
        yield RequestStanding(
            uuid=version.uuid,
            title=f"Version {version.number}: proposed",
            state="nobody was asked yet",
            days=RequestDays((), None, None),
            facts=(f"Reason: {version.reason}", f"Made by {version.author}."),
            warnings=(),
            deeds=(Deed.SEND,),
            urgent=False,
            open=False,
        )


class _Standing:
    def __init__(self, case: Case, judged: JudgedRequest, rules: Rules, on: date) -> None:
        self._case = case
        self._judged = judged
        self._ours, self._theirs = judged.request
        self._outcome = judged.outcome
        self._entry: OutboxEntry | None = next((each for each in case.outbox if each.record_uuid == judged.uuid), None)
        self._settled: Settlement | None = next((each for each in reversed(case.settlements) if each.request_uuid == judged.uuid), None)
        self._numbers = {version.uuid: version.number for version in case.boundary_versions}
        if self._theirs is not None:
            self._days = request_days(self._theirs, rules, on)
        else:
            self._days = letter_days(self._ours) if self._ours is not None else RequestDays((), None, None)

    def told(self) -> RequestStanding:
        warnings = tuple(self._warnings())
        refused = self._entry is not None and self._entry.state.waits_for_officer
        return RequestStanding(
            uuid=self._judged.uuid,
            title=self._title(),
            state=self._state(),
            days=self._days,
            facts=tuple(self._facts()),
            warnings=warnings,
            deeds=tuple(self._deeds()),
            urgent=refused or self._waits or self._unclear,
            open=self._entry is not None or self._is(Outcome.OPEN, Outcome.PENDING) or self._waits or self._unclear,
        )

    @property
    def _waits(self) -> bool:
        """Whether its line waits for the officer's word."""
        return self._settled is None and self._judged.verdict.adoption is Adoption.WAIT

    @property
    def _unclear(self) -> bool:
        """Whether the officer has to find out who agreed."""
        return self._settled is None and self._outcome is not None and self._outcome.leaves_open_who_agreed

    def _is(self, *outcomes: Outcome) -> bool:
        return self._outcome is not None and self._outcome.outcome in outcomes

    def _title(self) -> str:
        number = self._numbers.get(self._judged.version_uuid)
        line = f"Version {number}" if number else "Another line"
        change = self._ours.change if self._ours is not None else self._judged.change
        return f"{line}: {change.value}" if change is not None else line

    def _state(self) -> str:
        entry = self._entry
        if entry is not None and self._theirs is None:
            return state_words(entry)
        if self._outcome is None:
            return "taken back before it was sent"
        return self._outcome.words + self._taking_back()

    def _taking_back(self) -> str:
        if self._entry is None:
            return ""
        return ", not taken back" if self._entry.state.waits_for_officer else ", to be taken back"

    def _facts(self) -> Iterator[str]:
        reason = self._judged.request.reason
        if reason:
            yield f"Reason: {reason}"
        if self._ours is not None:
            grounds = self._ours.grounds
            yield f"Handled as: {handling_words(grounds.handling)}, because {_lowered(grounds.handling_reason)}"
        for each in self._days.dates:
            yield f"{each.name} {plain_day(each.day)}: {each.says}."
        reply = self._judged.request.last_reply(self._case.replies)
        if reply is not None and reply.who:
            with_it = f", with {reply.attachment.name}" if reply.attachment is not None else ""
            who = f"{reply.who} ({reply.capacity}) on {plain_day(reply.replied_on)}{with_it}"
            yield f"Reply by {who}; recorded by {reply.officer}."
        if self._settled is not None:
            yield self._settled_words(self._settled)

    def _settled_words(self, settled: Settlement) -> str:
        at = moment_of(settled.at)
        day = f" on {plain_day(at.astimezone(london()).date())}" if at is not None else ""
        number = self._numbers.get(settled.version_uuid)
        if settled.settled is Settled.KEPT:
            return f"{settled.officer} kept the earlier line{day}: {settled.reason}"
        if number is None:
            return f"The line in force stays: {settled.reason}."
        if settled.settled is Settled.ACCEPTED:
            return f"{settled.officer} put version {number} in force by hand{day}: {settled.reason}"
        return f"Version {number} came into force here{day} by the applicant's yes."

    def _warnings(self) -> Iterator[str]:
        if self._entry is not None and self._entry.last_answer:
            yield self._entry.last_answer
        current = self._case.boundary
        over = self._numbers.get(self._judged.over_uuid)
        if self._waits and is_in_force_unaccepted(self._case, self._judged):
            yield unseen_words(self._case, self._judged)
        elif self._waits and current is not None:
            number = self._numbers.get(self._judged.version_uuid)
            shown = number is not None and self._judged.version_uuid == self._case.shown_version_uuid
            here = f"The back office has version {number} in force" if shown else "It is not in force here"
            yield f"{here}; version {current.number} stays in force here until you accept it: {self._judged.verdict.words}."
        elif self._is(Outcome.OPEN) and current is not None and over is not None and self._judged.over_uuid != current.uuid:
            yield f"It was drawn over version {over}, which is no longer in force: a yes will not be adopted by itself."
        if self._is(Outcome.OPEN) and len(open_requests(self._case)) > 1:
            yield "Another request is open as well: the one that is answered last wins in the back office, whatever line it was drawn over."
        if self._settled is None and self._is(Outcome.SILENT) and self._judged.verdict.adoption is Adoption.ADOPT:
            yield "The back office adopted the line by silence. It takes in no land, so it is in force here too."
        if self._unclear and not self._waits:
            yield "Find out whether the applicant agreed or was silent, and record it."

    def _deeds(self) -> Iterator[Deed]:
        entry, ours, theirs = self._entry, self._ours, self._theirs
        if self._waits:
            yield Deed.ACCEPT
            if not is_in_force_unaccepted(self._case, self._judged):
                yield Deed.KEEP
        if self._unclear or (self._is(Outcome.OPEN) and theirs is None):
            yield Deed.REPLY
        if entry is not None and entry.state is OutboxState.UNSUPPORTED and theirs is None:
            yield Deed.LETTER_SENT
        if entry is not None and entry.state in (OutboxState.WAITING, OutboxState.SENDING, OutboxState.UNSUPPORTED):
            yield Deed.TRY_AGAIN
        if entry is not None and entry.state is OutboxState.REFUSED and theirs is None:
            yield Deed.ASK_AGAIN
        if self._may_be_cancelled():
            yield Deed.CANCEL
        if entry is not None and entry.verb == CANCEL and not entry.may_have_arrived:
            yield Deed.LET_STAND
        if ours is not None:
            yield Deed.LETTER

    def _may_be_cancelled(self) -> bool:
        entry, theirs = self._entry, self._theirs
        # A cancellation that was refused is decided about again: the request is another one by now
        if entry is not None and (entry.verb != CANCEL or entry.state is not OutboxState.REFUSED):
            return theirs is None and not entry.may_have_arrived
        return theirs is not None and theirs.state in {"pending", "open", "closed"} and bool(theirs.back_office_id) and not theirs.gone


def _lowered(text: str) -> str:
    """A sentence as it goes on after "because"."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
