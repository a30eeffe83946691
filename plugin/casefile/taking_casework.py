"""Taking in what the back office holds of an assessment: a piece that nobody has changed here follows it, one that was changed stays."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..boundary.plain_values import as_text
from ..domain.casework.kept_record import CaseworkRecord, KeptRecord
from ..domain.casework.recommendation import Recommendation
from ..domain.held_record import HeldRecord
from ..domain.outbox_entry import OutboxState
from .act import Act, note_change
from .casework import adopt_casework, drop_casework
from .casework_kinds import kind_of
from .casework_rows import casework_of
from .held_records import forget, held_records, keep_held
from .outbox import outbox_of
from .told_casework import taken_over, told_record
from .told_recommendation import told_recommendation

_RECOMMENDATION = "recommendation"


def take_casework(
    act: Act, application_uuid: str, records: Sequence[HeldRecord], whole: Iterable[str], *, shown: bool = False
) -> tuple[str, ...]:
    """Bring the casework here up to what was read; ``whole`` are the kinds of which everything was read, so that the rest is gone.

    Nothing that waits to be sent, and nothing that was changed here since, is touched: sending it tells what differs, so that it goes on
    what the officer saw of it, not on what was read since; unless that is ``shown`` now. Gives the kinds that have changed; what is read
    for the first time is no change.
    """
    taking = _Taking(act, application_uuid, shown=shown)
    for record in sorted(records, key=_place):
        taking.take(record)
    taking.forget_all_but({(record.kind, record.number) for record in records}, frozenset(whole))
    if taking.changed:
        note_change(act, application_uuid, taking.changed, taking.sequence)
    return tuple(dict.fromkeys(taking.changed))


class _Taking:
    def __init__(self, act: Act, application_uuid: str, *, shown: bool) -> None:
        self._act = act
        self._uuid = application_uuid
        self._held = {(each.kind, each.number): each for each in held_records(act.connection, application_uuid)}
        self._read = {kind for kind, _ in self._held}
        self._mine = {each.uuid: each for each in casework_of(act.connection, application_uuid)}
        waiting = outbox_of(act.connection, application_uuid)
        self._waiting = {each.record_uuid for each in waiting}
        self._rests_on_seen = {each.record_uuid for each in waiting if each.state is not OutboxState.SENDING} if not shown else set()
        self._may_have_arrived = {each.record_kind for each in waiting if each.state is OutboxState.SENDING}
        self.changed: list[str] = []
        self.sequence = 0

    def take(self, record: HeldRecord) -> None:
        """One record, as it is now."""
        before = self._held.get((record.kind, record.number))
        link = before.record_uuid if before is not None else ""
        theirs = told_record(record.kind, record.content)
        mine = self._mine.get(link) or self._of_key(record.kind, theirs)
        uuid = mine.uuid if mine is not None else ""
        if uuid in self._waiting or (link and mine is None) or (mine is None and record.kind in self._may_have_arrived):
            # Waits to be sent; or was taken away here; or is perhaps a piece of ours whose answer was lost
            pass
        elif record.kind == _RECOMMENDATION:
            uuid = self._recommend(record.content, before, mine) or uuid
        elif theirs is not None and mine is None:
            uuid = self._adopt(theirs, record.content, "", before)
        elif theirs is not None and mine is not None and self._is_as_told(mine.record, before, theirs):
            self._adopt(taken_over(mine.record, theirs), record.content, mine.uuid, before)
        if not {uuid, link} & self._rests_on_seen:
            keep_held(self._act, self._uuid, HeldRecord(record.kind, record.number, record.content, uuid or link))

    def forget_all_but(self, there: set[tuple[str, str]], whole: frozenset[str]) -> None:
        """What the back office has no more: a piece that was changed here since stays, and is added again when it is sent."""
        for (kind, number), before in self._held.items():
            if kind not in whole or (kind, number) in there:
                continue
            mine = self._mine.get(before.record_uuid)
            last = told_record(kind, before.content)
            if mine is not None and last is not None and mine.uuid not in self._waiting and taken_over(mine.record, last) == mine.record:
                self._note(kind, drop_casework(self._act, self._uuid, mine.uuid), before)
            forget(self._act, self._uuid, kind, number)

    def _of_key(self, kind: str, theirs: CaseworkRecord | None) -> KeptRecord | None:
        """Of what an application has once, the one that is here."""
        key = theirs.key if theirs is not None else kind if kind == _RECOMMENDATION else ""
        if not key:
            return None
        of = Recommendation if theirs is None else type(theirs)
        return next((each for each in self._mine.values() if isinstance(each.record, of) and each.record.key == key), None)

    def _is_as_told(self, mine: CaseworkRecord, before: HeldRecord | None, theirs: CaseworkRecord) -> bool:
        """Whether it says here what the back office said last, so that nothing is lost by following it."""
        last = told_record(before.kind, before.content) if before is not None else None
        return last is not None and taken_over(mine, last) == mine and taken_over(mine, theirs) != mine

    def _recommend(self, there: Mapping[str, Any], before: HeldRecord | None, mine: KeptRecord | None) -> str:
        held = mine.record if mine is not None and isinstance(mine.record, Recommendation) else None
        told = told_recommendation(held, before.content if before is not None else None, there)
        if told is None or told == held:
            return ""
        return self._adopt(told, there, mine.uuid if mine is not None else "", before)

    def _adopt(self, record: CaseworkRecord, there: Mapping[str, Any], uuid: str, before: HeldRecord | None) -> str:
        by = as_text(there.get("updated_by")) or as_text(there.get("reviewer")) or as_text(there.get("assessor"))
        name, sequence = adopt_casework(self._act, self._uuid, record, by, uuid)
        self._note(kind_of(record), sequence, before)
        return name

    def _note(self, kind: str, sequence: int, before: HeldRecord | None) -> None:
        # Of a kind that was never read before, what comes completes the case
        if before is not None or kind in self._read:
            self.changed.append(kind)
            self.sequence = sequence


def _place(record: HeldRecord) -> float:
    """Its place among its like; what has none comes last, in the order in which it came."""
    position = record.content.get("position")
    return float(position) if isinstance(position, int) else math.inf
