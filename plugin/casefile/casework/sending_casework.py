"""Putting what has changed of an assessment into the outbox, piece by piece, so that the back office holds what is here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from ...constraints.catalogue import Catalogue
from ...domain.case import Case
from ...domain.held_record import HeldRecord
from ...domain.outbox_entry import OutboxEntry, OutboxState
from ...domain.outbox_verbs import (
    DROP_CONDITION,
    DROP_CONSIDERATION,
    DROP_CONSULTEE,
    DROP_HISTORY,
    DROP_INFORMATIVE,
    DROP_PHOTOGRAPH,
    DROP_PRESS_NOTICE,
    DROP_SITE_NOTICE,
    DROP_TERM,
    DROP_VISIT,
)
from ..outbox.outbox import move, outbox_of, put_in_outbox
from ..trail.act import Act
from ..whole_case import application_row, case_name, whole_case
from .held_records import held_records
from .sent_pieces import CONSTRAINT, PUTS, TAKES_OUT, Piece, constraint_name, pieces_of

_TAKES_OUT = frozenset(TAKES_OUT.values())
#: By the kind of a piece that the back office holds.
_TAKEN_OUT_BY = {
    "consideration": DROP_CONSIDERATION,
    "condition": DROP_CONDITION,
    "informative": DROP_INFORMATIVE,
    "head_of_terms": DROP_TERM,
    "site_visit": DROP_VISIT,
    "site_history": DROP_HISTORY,
    "consultee": DROP_CONSULTEE,
    "site_notice": DROP_SITE_NOTICE,
    "press_notice": DROP_PRESS_NOTICE,
    "photograph": DROP_PHOTOGRAPH,
}


class Step(NamedTuple):
    """One act that is to be queued (None for none), in place of an entry that nobody has tried to send, or that was refused.

    ``again``: the entry that is replaced says the same and left here before; it goes once more, by its own key.
    """

    record: tuple[str, str]
    verb: str
    payload: dict[str, Any] | None
    replaces: OutboxEntry | None = None
    again: bool = False


def send_casework(act: Act, application_uuid: str) -> tuple[str, ...]:
    """Queue every piece that differs from what the back office holds, and take out what is here no more; gives the entries' uuids.

    What waits for the back office and was never tried, and what it refused, is replaced by what is true now.
    """
    return _queue(act, application_uuid, casework_to_send(act.connection, application_uuid, act.on))


def send_constraints(act: Act, application_uuid: str) -> tuple[str, ...]:
    """The same of the constraints alone."""
    steps = casework_to_send(act.connection, application_uuid, act.on)
    return _queue(act, application_uuid, [step for step in steps if step.record[0] == CONSTRAINT])


def send_anew(act: Act, application_uuid: str, record: tuple[str, str]) -> tuple[str, ...]:
    """The same of one piece (its kind and uuid), in place of what waits of it."""
    steps = casework_to_send(act.connection, application_uuid, act.on)
    return _queue(act, application_uuid, [step for step in steps if step.record == record])


def _queue(act: Act, application_uuid: str, steps: Iterable[Step]) -> tuple[str, ...]:
    made = []
    for step in steps:
        if step.replaces is not None and step.again:
            move(act, step.replaces.uuid, OutboxState.WAITING, "")
            made.append(step.replaces.uuid)
            continue
        if step.replaces is not None:
            move(act, step.replaces.uuid, OutboxState.WITHDRAWN, "replaced by what is true now")
        if step.payload is not None:
            made.append(put_in_outbox(act, application_uuid, step.record, step.verb, step.payload))
    if made:
        act.trail.add(application_uuid, "assessment sent", "application", application_uuid, after={"outbox": made})
    return tuple(made)


def casework_to_send(connection: sqlite3.Connection, application_uuid: str, on: date) -> list[Step]:
    """What sending the assessment would do now, step by step; nothing is written."""
    case = whole_case(connection, application_uuid, on)
    pieces = pieces_of(case, Catalogue.load())
    plan = _Plan(connection, case)
    kept = {(piece.kind, piece.name) for piece in pieces}
    # A photograph goes before what it was taken of
    out = sorted(plan.take_out_but(kept), key=lambda step: step.verb != DROP_PHOTOGRAPH)
    return [*(step for piece in pieces for step in plan.put(piece)), *out]


class _Plan:
    """What the outbox was told of each piece, last, and what the back office holds of it."""

    def __init__(self, connection: sqlite3.Connection, case: Case) -> None:
        self._name = case_name(application_row(connection, case.uuid))
        self._told = [
            entry
            for entry in outbox_of(connection, case.uuid, over=True)
            if entry.state is not OutboxState.WITHDRAWN and entry.verb in PUTS | _TAKES_OUT
        ]
        self._last = {(entry.record_kind, entry.record_uuid): entry for entry in self._told}
        held = held_records(connection, case.uuid)
        self._held = {(each.kind, name): each.content for each in held if (name := _name_of(each))}

    def put(self, piece: Piece) -> Iterator[Step]:
        record = (piece.kind, piece.name)
        payload: dict[str, Any] = {"case": self._name, "data": piece.data, "path": piece.path}
        last, held = self._last.get(record), self._held.get(record)
        same = last is not None and last.verb == piece.verb and dict(last.payload) == payload
        if same and last is not None and (last.state.is_open or (last.state is OutboxState.SENT and held is None)):
            return
        may_arrive = last is not None and last.may_have_arrived
        there = held is not None and not may_arrive and _says(held, piece.data)
        replaced = _replaceable(last)
        if not there or replaced is not None:
            again = same and not there and replaced is not None and replaced.attempts > 0
            yield Step(record, piece.verb, None if there else payload, replaced, again)

    def take_out_but(self, kept: set[tuple[str, str]]) -> Iterator[Step]:
        for record, entry in self._last.items():
            if record in kept:
                continue
            if entry.verb in _TAKES_OUT:
                yield from self._take_out_anew(record, entry)
            elif entry.verb in TAKES_OUT:
                replaced = _replaceable(entry)
                stays = self._stays(record) or (replaced is not None and not self._was_sent(entry))
                if replaced is not None or not stays:
                    payload = None if stays else self._taking_out(record, entry.payload["data"])
                    yield Step(record, TAKES_OUT[entry.verb], payload, replaced)
        for record, content in self._held.items():
            # What was read from the back office was put there by nobody here
            if record not in kept and record not in self._last and record[0] in _TAKEN_OUT_BY:
                yield Step(record, _TAKEN_OUT_BY[record[0]], self._taking_out(record, content))

    def _take_out_anew(self, record: tuple[str, str], entry: OutboxEntry) -> Iterator[Step]:
        """A removal that was refused rests on what is held now; what is there no more, or has to stay, is taken out by nobody."""
        over = self._stays(record) or (entry.state is OutboxState.REFUSED and record not in self._held)
        if _replaceable(entry) is not None and (over or entry.state is OutboxState.REFUSED):
            yield Step(record, entry.verb, None if over else self._taking_out(record, {}), entry)

    def _stays(self, record: tuple[str, str]) -> bool:
        """Whether it is a constraint that came with the application: the back office lets nobody take that out."""
        return self._held.get(record, {}).get("identified") is True

    def _taking_out(self, record: tuple[str, str], seen: Mapping[str, Any]) -> dict[str, Any]:
        return {"case": self._name, "data": {}, "path": {}, "seen": dict(self._held.get(record, seen))}

    def _was_sent(self, entry: OutboxEntry) -> bool:
        """Whether an earlier act has brought the piece to the back office."""
        sent = (each for each in self._told if each.state is OutboxState.SENT)
        return any(each.record_uuid == entry.record_uuid and each.verb == entry.verb for each in sent)


def _name_of(held: HeldRecord) -> str:
    """What a record is called here; of constraints there is one of each type, whoever has put it there. "" for what is not ours."""
    return held.record_uuid or (constraint_name(held.content) if held.kind == CONSTRAINT else "")


def _replaceable(entry: OutboxEntry | None) -> OutboxEntry | None:
    """The entry, where nobody has tried to send it or it was refused."""
    return entry if entry is not None and not entry.may_have_arrived and not entry.state.is_over else None


def _says(held: Mapping[str, Any], data: Mapping[str, Any]) -> bool:
    """Whether the back office holds what would be sent; without a place in an order any place will do."""
    return all(held.get(name) == value or (name == "position" and held.get(name) is None) for name, value in data.items())
