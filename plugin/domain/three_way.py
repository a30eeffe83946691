"""Comparing a record as it was, as an officer has it and as the back office has it, field by field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Optional

#: The values of a record by field; None where there is no record.
Values = Optional[Mapping[str, Any]]
Same = Callable[[Any, Any], bool]


class Standing(Enum):
    """Who has changed a field since the two sides last agreed."""

    NOBODY = "changed by nobody"
    MINE = "changed here"
    THEIRS = "changed in the back office"
    ALIKE = "changed alike on both sides"
    CONFLICT = "changed on both sides"


class Meeting(Enum):
    """How the two sides of a whole record meet.

    MERGES: each side changed other fields, and both changes can stand. EDIT_DELETE: one side changed it, the other took it away.
    """

    NOTHING = "nobody changed it"
    MINE_ONLY = "changed here only"
    THEIRS_ONLY = "changed in the back office only"
    ALIKE = "changed alike on both sides"
    MERGES = "changed in different fields"
    EDIT_EDIT = "edit against edit"
    EDIT_DELETE = "edit against delete"

    @property
    def is_conflict(self) -> bool:
        """Whether it waits for an officer's word."""
        return self in (Meeting.EDIT_EDIT, Meeting.EDIT_DELETE)


@dataclass(frozen=True)
class ComparedField:
    """One field with its three values; None is a value too (a date that was cleared)."""

    field: str
    base: Any
    mine: Any
    theirs: Any
    standing: Standing


@dataclass(frozen=True)
class Comparison:
    """``fields`` in the order of the fields of mine. ``merged`` has what either side alone has changed; a field in conflict stays mine.

    ``merged`` is None where the record is gone, or where one side edited what the other took away.
    """

    meeting: Meeting
    fields: tuple[ComparedField, ...]
    merged: Values

    @property
    def conflicts(self) -> tuple[ComparedField, ...]:
        return tuple(each for each in self.fields if each.standing is Standing.CONFLICT)


def equal(one: Any, other: Any) -> bool:
    """Whether two JSON values say the same. True is not 1."""
    return type(one) is type(other) and bool(one == other) if isinstance(one, bool) or isinstance(other, bool) else bool(one == other)


def compare(
    base: Values, mine: Values, theirs: Values, same: Mapping[str, Same] | None = None, together: Collection[str] = ()
) -> Comparison:
    """Compare three states of one record; None is a record that is not there.

    ``same`` says by field when two values count as one, where that is not equality (a geometry, to a distance). A field that theirs does
    not speak of stands. Fields that make one statement are ``together``: where both sides have changed any of them, all that differ are in
    conflict. Equal changes are no conflict. An edit against a deletion always is.
    """
    alike = same or {}
    if mine is None or theirs is None:
        return _one_gone(base, mine, theirs, alike)
    fields = [_compared(name, base, mine, theirs, alike) for name in dict.fromkeys([*mine, *theirs])]
    standings = {each.standing for each in fields if each.field in together}
    if {Standing.MINE, Standing.THEIRS} <= standings or Standing.CONFLICT in standings:
        fields = [_drawn_in(each) if each.field in together else each for each in fields]
    merged = {each.field: each.theirs if each.standing is Standing.THEIRS else each.mine for each in fields}
    return Comparison(_meeting({each.standing for each in fields}), tuple(fields), merged)


def clash(base: Values, mine: Values, theirs: Values, same: Mapping[str, Same] | None = None) -> Comparison:
    """What is in conflict where mine is to be put in the place of theirs: every field that differs, whoever has changed it."""
    if mine is None or theirs is None:
        was, here, back = base or {}, mine or {}, theirs or {}
        names = dict.fromkeys([*was, *here, *back])
        gone = tuple(ComparedField(name, was.get(name), here.get(name), back.get(name), Standing.CONFLICT) for name in names)
        return Comparison(Meeting.ALIKE if mine is theirs else Meeting.EDIT_DELETE, () if mine is theirs else gone, None)
    fields = compare({} if base is None else base, mine, theirs, same).fields
    alike = same or {}
    drawn = tuple(each if alike.get(each.field, equal)(each.mine, each.theirs) else _in_conflict(each) for each in fields)
    return Comparison(_meeting({each.standing for each in drawn}), drawn, mine)


def settled(comparison: Comparison, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The record once every field in conflict has the value that was chosen for it; what either side alone has changed stands.

    ValueError names the fields that nobody has decided.
    """
    missing = [each.field for each in comparison.conflicts if each.field not in chosen]
    if missing:
        raise ValueError(f"Nothing was chosen for {', '.join(missing)}.")
    wanted = {each.field: chosen[each.field] for each in comparison.conflicts}
    return {**dict(comparison.merged or {}), **wanted}


def _one_gone(base: Values, mine: Values, theirs: Values, alike: Mapping[str, Same]) -> Comparison:
    there = mine if mine is not None else theirs
    if there is None:
        return Comparison(Meeting.NOTHING if base is None else Meeting.ALIKE, (), None)
    edited = base is not None and any(name in base and not alike.get(name, equal)(base[name], value) for name, value in there.items())
    was, here, back = base or {}, mine or {}, theirs or {}
    standing = _gone_standing(mine, base, edited)
    fields = tuple(ComparedField(name, was.get(name), here.get(name), back.get(name), standing) for name in there)
    if base is None:
        return Comparison(Meeting.MINE_ONLY if mine is not None else Meeting.THEIRS_ONLY, fields, there)
    if edited:
        return Comparison(Meeting.EDIT_DELETE, fields, None)
    return Comparison(Meeting.MINE_ONLY if mine is None else Meeting.THEIRS_ONLY, fields, None)


def _gone_standing(mine: Values, base: Values, edited: bool) -> Standing:
    if edited:
        return Standing.CONFLICT
    # What was added is changed by the side that has it, what was taken away by the side that has it no more
    return Standing.MINE if (mine is not None) is (base is None) else Standing.THEIRS


def _compared(name: str, base: Values, mine: Mapping[str, Any], theirs: Mapping[str, Any], alike: Mapping[str, Same]) -> ComparedField:
    same = alike.get(name, equal)
    known = base is not None and name in base
    was = base[name] if base is not None and known else None
    here = mine.get(name, was)
    there = theirs.get(name, was if known else here)
    mine_changed, theirs_changed = not known or not same(was, here), not known or not same(was, there)
    if mine_changed and theirs_changed:
        standing = Standing.ALIKE if same(here, there) else Standing.CONFLICT
    elif mine_changed:
        standing = Standing.MINE
    else:
        standing = Standing.THEIRS if theirs_changed else Standing.NOBODY
    return ComparedField(name, was, here, there, standing)


def _drawn_in(field: ComparedField) -> ComparedField:
    return _in_conflict(field) if field.standing in (Standing.MINE, Standing.THEIRS) else field


def _in_conflict(field: ComparedField) -> ComparedField:
    return ComparedField(field.field, field.base, field.mine, field.theirs, Standing.CONFLICT)


def _meeting(standings: set[Standing]) -> Meeting:
    if Standing.CONFLICT in standings:
        return Meeting.EDIT_EDIT
    if {Standing.MINE, Standing.THEIRS} <= standings:
        return Meeting.MERGES
    if Standing.MINE in standings:
        return Meeting.MINE_ONLY
    if Standing.THEIRS in standings:
        return Meeting.THEIRS_ONLY
    return Meeting.ALIKE if Standing.ALIKE in standings else Meeting.NOTHING
