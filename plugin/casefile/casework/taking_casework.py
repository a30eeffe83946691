"""Taking in what the back office holds of an assessment: a piece that nobody has changed here follows it, one that was changed stays."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ...domain.casework.kept_record import CaseworkRecord, KeptRecord
from ...domain.casework.recommendation import Recommendation
from ...domain.held_record import HeldRecord
from ...domain.three_way import compare
from ..conflicts.compared_pieces import end_piece_conflict, note_piece_conflict, replaces, take_merged, who_wrote
from ..conflicts.told_in_conflict import ToldInConflict, told_in_conflict
from ..outbox.outbox import outbox_of
from ..trail.act import Act, note_change
from .casework import adopt_casework, drop_casework
from .casework_kinds import kind_of
from .casework_rows import casework_of
from .casework_sides import RECOMMENDATION, compare_sides, is_piece, values_here, values_there
from .held_records import forget, held_records, keep_held
from .sending_casework import send_anew
from .told_casework import told_record
from .told_recommendation import told_recommendation


def take_casework(
    act: Act,
    application_uuid: str,
    records: Sequence[HeldRecord],
    whole: Iterable[str],
    gone: Iterable[HeldRecord] = (),
    *,
    shown: bool = False,
) -> tuple[str, ...]:
    """Bring the casework here up to what was read; ``whole`` are the kinds of which everything was read, so that the rest is gone;
    ``gone`` are single ones that were asked for and are there no more.

    What both sides have changed is compared field by field: changes of different fields both stand, of the same field they are a conflict,
    and then nothing is touched. An act that is no such piece goes on what the officer saw, not on what was read since, unless that is
    ``shown`` now. Gives the kinds that have changed; what is read for the first time is no change.
    """
    taking = _Taking(act, application_uuid, shown=shown)
    for record in sorted(records, key=_place):
        taking.take(record)
    taking.forget_all_but({(record.kind, record.number) for record in records}, frozenset(whole))
    for each in gone:
        taking.gone(each)
    for changed in dict.fromkeys(taking.anew):
        send_anew(act, application_uuid, changed)
    if taking.changed:
        note_change(act, application_uuid, taking.changed, taking.sequence)
    return tuple(dict.fromkeys(taking.changed))


class _Taking:
    def __init__(self, act: Act, application_uuid: str, *, shown: bool) -> None:
        self._act = act
        self._uuid = application_uuid
        self._held = {(each.kind, each.number): each for each in held_records(act.connection, application_uuid)}
        self._linked = {each.record_uuid for each in self._held.values()}
        self._read = {kind for kind, _ in self._held}
        self._mine = {each.uuid: each for each in casework_of(act.connection, application_uuid)}
        waiting = outbox_of(act.connection, application_uuid)
        self._waiting = {each.record_uuid for each in waiting}
        self._rests_on_seen = {each.record_uuid for each in waiting if not each.may_have_arrived} if not shown else set()
        self._sending = {each.record_uuid for each in waiting if each.may_have_arrived}
        self._may_have_arrived = {each.record_kind for each in waiting if each.may_have_arrived}
        self._told = told_in_conflict(act.connection, application_uuid)
        self.changed: list[str] = []
        self.anew: list[tuple[str, str]] = []
        self.sequence = 0

    def take(self, record: HeldRecord) -> None:
        """One record, as it is now."""
        before = self._held.get((record.kind, record.number))
        link = before.record_uuid if before is not None else ""
        theirs = told_record(record.kind, record.content)
        mine = self._mine.get(link) or self._of_key(record.kind, theirs)
        uuid = mine.uuid if mine is not None else link
        twin = None if uuid else self._waiting_twin(record)
        if twin is not None:
            self._keep(record, twin.uuid)
        elif uuid in self._sending or (not uuid and record.kind in self._may_have_arrived):
            # Perhaps what is read is a piece of ours whose answer was lost
            self._keep(record, uuid)
        elif uuid and (theirs is not None or (record.kind == RECOMMENDATION and mine is not None)):
            self._meet(HeldRecord(record.kind, record.number, record.content, uuid), before, mine, theirs)
        elif record.kind == RECOMMENDATION:
            self._keep(record, link or self._recommend(record.content, before, mine))
        elif theirs is not None:
            self._keep(record, self._adopt(theirs, record.content, "", before))
        else:
            self._keep(record, link)

    def forget_all_but(self, there: set[tuple[str, str]], whole: frozenset[str]) -> None:
        """What the back office has no more: a piece that was changed here since is in conflict with that, any other goes here too."""
        for (kind, number), before in self._held.items():
            if kind in whole and (kind, number) not in there:
                self.gone(before)
        for told in self._told.values():
            # Was read once, is in conflict with one that was added here, and is gone again
            if told.kind in whole and (told.kind, told.number) not in there and (told.kind, told.number) not in self._held:
                end_piece_conflict(self._act, self._uuid, told.record)

    def gone(self, before: HeldRecord) -> None:
        """One record that the back office has no more."""
        mine, base = self._mine.get(before.record_uuid), values_there(before.kind, before.content)
        record = (before.kind, before.record_uuid)
        if before.record_uuid in self._sending or base is None or mine is None:
            end_piece_conflict(self._act, self._uuid, record)
            forget(self._act, self._uuid, before.kind, before.number)
            return
        comparison = compare_sides(before.kind, base, values_here(mine.record), None)
        told = ToldInConflict(record, before.kind, before.number, None)
        self._note(before.kind, note_piece_conflict(self._act, self._uuid, told, comparison), before)
        if not comparison.meeting.is_conflict:
            self._note(before.kind, drop_casework(self._act, self._uuid, mine.uuid), before)
            forget(self._act, self._uuid, before.kind, before.number)

    def _meet(self, record: HeldRecord, before: HeldRecord | None, mine: KeptRecord | None, theirs: CaseworkRecord | None) -> None:
        """A record that is a piece here, or was one that the officer has taken away since."""
        base = values_there(record.kind, before.content) if before is not None else None
        here, there = values_here(mine.record if mine is not None else None), values_there(record.kind, record.content)
        comparison = compare_sides(record.kind, base, here, there) if there is not None else compare(None, None, None)
        told = ToldInConflict((record.kind, record.record_uuid), record.kind, record.number, record.content)
        self._note(record.kind, note_piece_conflict(self._act, self._uuid, told, comparison), before)
        if comparison.meeting.is_conflict:
            # What is known stays what it was: nothing is sent over what the back office has
            return
        if record.kind == RECOMMENDATION:
            self._follow(record, before, mine)
        elif mine is not None and theirs is not None and replaces(comparison.meeting):
            self._note(record.kind, take_merged(self._act, self._uuid, mine, record, comparison), before)
            self.anew += [told.record] if mine.uuid in self._waiting else []
        self._keep(record, record.record_uuid)

    def _follow(self, record: HeldRecord, before: HeldRecord | None, mine: KeptRecord | None) -> None:
        if record.record_uuid not in self._waiting:
            self._recommend(record.content, before, mine)

    def _keep(self, record: HeldRecord, uuid: str) -> None:
        if uuid in self._rests_on_seen and (record.kind == RECOMMENDATION or not is_piece(record.kind)):
            return
        keep_held(self._act, self._uuid, HeldRecord(record.kind, record.number, record.content, uuid))

    def _waiting_twin(self, record: HeldRecord) -> KeptRecord | None:
        """A piece here that waits to be added and says the very same: it was added before, and the answer was lost or not believed, or
        came to another copy of this case file.
        """
        there = values_there(record.kind, record.content)
        for each in self._mine.values() if there is not None else ():
            waits = each.uuid in self._waiting and each.uuid not in self._linked and kind_of(each.record) == record.kind
            if waits and values_here(each.record) == there:
                self._linked.add(each.uuid)
                return each
        return None

    def _of_key(self, kind: str, theirs: CaseworkRecord | None) -> KeptRecord | None:
        """Of what an application has once, the one that is here."""
        key = theirs.key if theirs is not None else kind if kind == RECOMMENDATION else ""
        if not key:
            return None
        of = Recommendation if theirs is None else type(theirs)
        return next((each for each in self._mine.values() if isinstance(each.record, of) and each.record.key == key), None)

    def _recommend(self, there: Mapping[str, Any], before: HeldRecord | None, mine: KeptRecord | None) -> str:
        held = mine.record if mine is not None and isinstance(mine.record, Recommendation) else None
        told = told_recommendation(held, before.content if before is not None else None, there)
        if told is None or told == held:
            return ""
        return self._adopt(told, there, mine.uuid if mine is not None else "", before)

    def _adopt(self, record: CaseworkRecord, there: Mapping[str, Any], uuid: str, before: HeldRecord | None) -> str:
        name, sequence = adopt_casework(self._act, self._uuid, record, who_wrote(there), uuid)
        self._note(kind_of(record), sequence, before)
        return name

    def _note(self, kind: str, sequence: int, before: HeldRecord | None) -> None:
        # Of a kind that was never read before, what comes completes the case
        if sequence and (before is not None or kind in self._read):
            self.changed.append(kind)
            self.sequence = sequence


def _place(record: HeldRecord) -> float:
    """Its place among its like; what has none comes last, in the order in which it came."""
    position = record.content.get("position")
    return float(position) if isinstance(position, int) else math.inf
