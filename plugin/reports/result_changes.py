"""The rules' answers before and after a change of the red line, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..domain.consequence import Consequence, Movement
from ..domain.rule_result import RuleResult, Standing

_NO = "no"


def result_changes(before: Sequence[RuleResult], after: Sequence[RuleResult]) -> Iterator[Consequence]:
    """One line for every question that either side answers; a body that a side does not name is not asked there."""
    was = {result.code: result for result in before}
    will_be = {result.code: result for result in after}
    for code in dict.fromkeys([*will_be, *was]):
        old, new = was.get(code), will_be.get(code)
        telling = _telling(old, new)
        if telling is not None:
            yield _line(code, old, new, telling)


def _telling(old: RuleResult | None, new: RuleResult | None) -> RuleResult | None:
    """The side that has the reasons: the new one, unless nothing but the old one applied."""
    if new is None or (
        old is not None and old.standing is Standing.APPLIES and new.standing is Standing.DOES_NOT_APPLY and not new.reasons
    ):
        return old
    return new


def _line(code: str, old: RuleResult | None, new: RuleResult | None, telling: RuleResult) -> Consequence:
    movement = _movement(old, new)
    confirm = "" if new is None else new.confirm
    if not confirm and old is not None and movement is not Movement.SAME:
        confirm = f"Before the change: {old.confirm[:1].lower()}{old.confirm[1:]}"
    return Consequence(
        topic=telling.topic,
        code=code,
        title=telling.title,
        before=_NO if old is None else old.answer,
        after=_NO if new is None else new.answer,
        movement=movement,
        citations=telling.citations,
        reasons=telling.reasons,
        confirm=confirm,
        warns=movement is not Movement.SAME and any(result is not None and result.warns for result in (old, new)),
    )


def _movement(old: RuleResult | None, new: RuleResult | None) -> Movement:
    standings = {_standing(old), _standing(new)}
    if Standing.UNKNOWN in standings:
        return Movement.UNKNOWN
    if standings == {Standing.APPLIES, Standing.DOES_NOT_APPLY}:
        return Movement.GAINED if _standing(new) is Standing.APPLIES else Movement.LOST
    if old is None or new is None or old.answer == new.answer:
        return Movement.SAME
    return Movement.CHANGED


def _standing(result: RuleResult | None) -> Standing:
    return Standing.DOES_NOT_APPLY if result is None else result.standing
