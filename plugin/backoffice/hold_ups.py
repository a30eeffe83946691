"""What waits behind what: acts on one record go in their order, and what builds on a case's other acts goes after them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from types import MappingProxyType

from ..domain.outbox_entry import OutboxEntry, OutboxState
from ..domain.outbox_verbs import (
    ASK,
    CANCEL,
    CHANGE,
    CHECK_BOUNDARY,
    CHECK_CONSTRAINTS,
    DROP_CONSTRAINT,
    DROP_PHOTOGRAPH,
    INVALIDATE,
    PUT_CONSTRAINT,
    PUT_PHOTOGRAPH,
    RECOMMEND,
    REQUEST,
    REVIEW,
    SUBMIT,
    VALIDATE,
    WITHDRAW_RECOMMENDATION,
    verb_words,
)
from .routes import DROPS, PUTS, ROUTES, VERBS

_SAME_RECORD = "An earlier act on the same request is still waiting; it goes first."
#: A photograph that can't be sent keeps nothing back.
_PHOTOGRAPHS = frozenset({PUT_PHOTOGRAPH, DROP_PHOTOGRAPH})
_ASSESSMENT = (
    frozenset({*PUTS, *DROPS, *(verb for verb, route in ROUTES.items() if route.kind in {"task", "assessment_detail"})}) - _PHOTOGRAPHS
)
#: What an act builds on: it would say something else without them.
_BUILDS_ON: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        INVALIDATE: frozenset({ASK, CANCEL, CHANGE, REQUEST}),
        VALIDATE: frozenset({ASK, CANCEL, CHANGE, REQUEST, INVALIDATE}),
        CHECK_CONSTRAINTS: frozenset({PUT_CONSTRAINT, DROP_CONSTRAINT}),
        RECOMMEND: _ASSESSMENT,
        SUBMIT: frozenset({*_ASSESSMENT, RECOMMEND}),
    }
)
#: A submission says nothing in the place of the words that it submits: each gives way to a later one of its own kind only.
_OF_A_ROUND = frozenset({RECOMMEND, SUBMIT})
#: After these another round of recommending begins.
_ENDS_A_ROUND = frozenset({REVIEW, WITHDRAW_RECOMMENDATION})
_WRITTEN_ANEW = frozenset({*PUTS, *_OF_A_ROUND, CHECK_BOUNDARY, CHECK_CONSTRAINTS})
#: What a back office does not take at all keeps nothing of an assessment from it that it would take.
_SPARED = frozenset({OutboxState.UNSUPPORTED})


class HoldUps:
    """The acts that stand in the way of later ones, in one run."""

    def __init__(self) -> None:
        self._held: dict[str, OutboxEntry] = {}

    def begin_anew(self) -> None:
        """What was held may go now."""
        self._held.clear()

    def hold(self, entry: OutboxEntry) -> None:
        """It was not done, and is not over."""
        self._held[entry.uuid] = entry

    def let(self, entry: OutboxEntry) -> None:
        """It is over."""
        self._held.pop(entry.uuid, None)

    def why(self, entry: OutboxEntry) -> str:
        """What an act waits for, as a sentence; "" where it may go."""
        for other in self._held.values():
            if other.record_uuid == entry.record_uuid and other.record_kind == entry.record_kind:
                return _SAME_RECORD
            if entry.verb in _PHOTOGRAPHS and other.record_uuid == (entry.payload.get("path") or {}).get("record"):
                return f"What it shows goes first, and waits: {verb_words(other.verb)}."
            if other.application_uuid == entry.application_uuid and other.verb in _BUILDS_ON.get(entry.verb, frozenset()):
                spared = other.verb in _ASSESSMENT and other.state in _SPARED
                if not spared:
                    return f"An earlier act on this case goes first, and waits: {verb_words(other.verb)}."
        return ""


def in_turn(waiting: Iterable[OutboxEntry]) -> list[OutboxEntry]:
    """In the order in which they were made, but what a recommendation builds on before it, be it made anew while that waits."""
    ordered: list[OutboxEntry] = []
    for _, entries in groupby(waiting, lambda entry: entry.application_uuid):
        after: list[OutboxEntry] = []
        for entry in entries:
            may_be_there = entry.may_have_arrived
            if entry.verb in _ENDS_A_ROUND:
                ordered += [*after, entry]
                after = []
            elif entry.verb not in _ASSESSMENT and (after or (entry.verb in _OF_A_ROUND and not may_be_there)):
                after.append(entry)
            else:
                ordered.append(entry)
        ordered += after
    return ordered


def superseded(waiting: Iterable[OutboxEntry]) -> list[OutboxEntry]:
    """Acts of casework that were refused, or never tried, and that a later one on the same record takes the place of."""
    later: dict[tuple[str, str, str], set[str]] = {}
    found: list[OutboxEntry] = []
    for entry in reversed(list(waiting)):
        if entry.verb not in VERBS:
            continue
        after = later.setdefault((entry.application_uuid, entry.record_kind, entry.record_uuid), set())
        refused = entry.state.waits_for_officer
        untried = entry.state is OutboxState.WAITING and not entry.attempts and entry.verb in _WRITTEN_ANEW
        replaced = entry.verb in after if entry.verb in _OF_A_ROUND else bool(after)
        if replaced and (refused or untried):
            found.append(entry)
        if entry.verb in _ENDS_A_ROUND:
            after -= _OF_A_ROUND
        after.add(entry.verb)
    return found
