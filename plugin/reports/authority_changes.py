"""Whether a change of the red line takes the site over the border of the authority, or back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..domain.check import Check, Severity
from ..domain.consequence import Consequence, Movement
from ..domain.rule_result import Topic
from ..rules.rules import Rules

_WITHIN = "within it"
_WORDS = {
    "outside-authority": "outside it",
    "across-the-border": "across it",
    "touches-the-border": "touches it",
}


def authority_changes(before: Sequence[Check], after: Sequence[Check], rules: Rules) -> Iterator[Consequence]:
    """At most one line: how the two lines stand to the authority's border, by their checks; none where both lie within it."""
    was, becomes = _border(before), _border(after)
    if was is None and becomes is None:
        return
    row = rules.find("boundary.other-authority")
    yield Consequence(
        topic=Topic.AUTHORITY,
        code="authority",
        title="Border of the authority",
        before=_WORDS[was.code] if was is not None else _WITHIN,
        after=_WORDS[becomes.code] if becomes is not None else _WITHIN,
        movement=_movement(was, becomes),
        citations=(row.citation,) if row is not None else (),
        reasons=(becomes.message,) if becomes is not None else (),
        warns=becomes is not None and becomes.severity is not Severity.INFORMATION,
    )


def _border(checks: Sequence[Check]) -> Check | None:
    return next((check for check in checks if check.code in _WORDS), None)


def _movement(was: Check | None, becomes: Check | None) -> Movement:
    if was is None:
        return Movement.GAINED
    if becomes is None:
        return Movement.LOST
    return Movement.SAME if was == becomes else Movement.CHANGED
