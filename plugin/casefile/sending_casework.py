"""Putting what has changed of an assessment into the outbox, piece by piece, so that the back office holds what is here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..constraints.catalogue import Catalogue
from ..domain.case import Case
from ..domain.outbox_entry import OutboxEntry, OutboxState
from ..domain.outbox_verbs import DROP_CONDITION, DROP_CONSIDERATION, DROP_INFORMATIVE, DROP_TERM
from .act import Act
from .held_records import held_records
from .outbox import move, outbox_of, put_in_outbox
from .sent_pieces import PUTS, TAKES_OUT, Piece, pieces_of
from .whole_case import application_row, case_name, whole_case

_TAKES_OUT = frozenset(TAKES_OUT.values())
_ON_THE_WAY = frozenset({OutboxState.WAITING, OutboxState.SENDING})
#: By the kind of a piece that the back office holds.
_TAKEN_OUT_BY = {
    "consideration": DROP_CONSIDERATION,
    "condition": DROP_CONDITION,
    "informative": DROP_INFORMATIVE,
    "head_of_terms": DROP_TERM,
}


def send_casework(act: Act, application_uuid: str) -> tuple[str, ...]:
    """Queue every piece that differs from what the back office holds, and take out what is here no more; gives the entries' uuids.

    What waits for the back office and was never tried, and what it refused, is replaced by what is true now.
    """
    case = whole_case(act.connection, application_uuid, act.on)
    queued = _Queued(act, case)
    pieces = pieces_of(case, Catalogue.load())
    made = [uuid for piece in pieces for uuid in queued.put(piece)]
    made += queued.take_out_but({(piece.kind, piece.name) for piece in pieces})
    if made:
        act.trail.add(application_uuid, "assessment sent", "application", application_uuid, after={"outbox": made})
    return tuple(made)


class _Queued:
    """What the outbox was told of each piece, last, and what the back office holds of it."""

    def __init__(self, act: Act, case: Case) -> None:
        self._act = act
        self._case = case
        self._name = case_name(application_row(act.connection, case.uuid))
        self._last: dict[tuple[str, str], OutboxEntry] = {}
        for entry in outbox_of(act.connection, case.uuid, over=True):
            if entry.state is not OutboxState.WITHDRAWN and entry.verb in PUTS | _TAKES_OUT:
                self._last[(entry.record_kind, entry.record_uuid)] = entry
        held = held_records(act.connection, case.uuid)
        self._held = {(each.kind, each.record_uuid): each.content for each in held if each.record_uuid}

    def put(self, piece: Piece) -> list[str]:
        payload: dict[str, Any] = {"case": self._name, "data": piece.data, "path": piece.path}
        last, held = self._last.get((piece.kind, piece.name)), self._held.get((piece.kind, piece.name))
        same = last is not None and last.verb == piece.verb and dict(last.payload) == payload
        if same and last is not None and (last.state in _ON_THE_WAY or (last.state is OutboxState.SENT and held is None)):
            return []
        self._replace(last)
        may_arrive = last is not None and last.state is OutboxState.SENDING
        if held is not None and not may_arrive and _says(held, piece.data):
            return []
        return [put_in_outbox(self._act, self._case.uuid, (piece.kind, piece.name), piece.verb, payload)]

    def take_out_but(self, kept: set[tuple[str, str]]) -> list[str]:
        gone = [entry for record, entry in self._last.items() if record not in kept and entry.verb in TAKES_OUT]
        made = []
        for entry in gone:
            if self._replace(entry) and not self._was_sent(entry):
                continue
            record = (entry.record_kind, entry.record_uuid)
            made.append(self._take_out(record, TAKES_OUT[entry.verb], self._held.get(record, entry.payload["data"])))
        for record, content in self._held.items():
            # What was read from the back office was put there by nobody here
            if record not in kept and record not in self._last and record[0] in _TAKEN_OUT_BY:
                made.append(self._take_out(record, _TAKEN_OUT_BY[record[0]], content))
        return made

    def _take_out(self, record: tuple[str, str], verb: str, seen: Mapping[str, Any]) -> str:
        payload = {"case": self._name, "data": {}, "path": {}, "seen": dict(seen)}
        return put_in_outbox(self._act, self._case.uuid, record, verb, payload)

    def _replace(self, entry: OutboxEntry | None) -> bool:
        """Take an entry back that nobody has tried to send; whether it was."""
        if entry is None or entry.state not in (OutboxState.WAITING, OutboxState.REFUSED, OutboxState.UNSUPPORTED):
            return False
        move(self._act, entry.uuid, OutboxState.WITHDRAWN, "replaced by what is true now")
        return True

    def _was_sent(self, entry: OutboxEntry) -> bool:
        """Whether an earlier act has brought the piece to the back office."""
        return any(
            each.state is OutboxState.SENT and each.record_uuid == entry.record_uuid and each.verb == entry.verb
            for each in outbox_of(self._act.connection, self._case.uuid, over=True)
        )


def _says(held: Mapping[str, Any], data: Mapping[str, Any]) -> bool:
    """Whether the back office holds what would be sent; without a place in an order any place will do."""
    return all(held.get(name) == value or (name == "position" and held.get(name) is None) for name, value in data.items())
