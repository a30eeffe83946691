"""Whether a record of the back office is as it was known here, and the sentence where it is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..boundary.plain_values import as_text
from ..casefile.casework.sent_pieces import constraint_name
from ..domain.moments import day_of
from ..domain.plain_days import plain_day
from ..domain.plain_lists import listed

#: Who wrote when, and what only stands beside a record, is not what it says.
_BESIDE = frozenset(
    {
        "id",
        "planning_application",
        "created_at",
        "created_by",
        "updated_at",
        "updated_by",
        "application_status",
        "decisions",
        "assessor",
        "submitted_at",
        "reviewer",
        "reviewed_at",
        "checked_at",
        "checked_by",
    }
)
_LONGEST = 300


def difference(known: Mapping[str, Any] | None, there: Mapping[str, Any], sent: Mapping[str, Any] | None = None) -> tuple[str, ...]:
    """The fields in which a record is another than was known.

    Where nothing was known, it is as it should be while nobody has written it, or where it says already what is ``sent``.
    """
    if known is not None:
        return tuple(name for name, value in known.items() if name in there and name not in _BESIDE and there[name] != value)
    written = there.get("updated_at") is not None or (there.get("status") is not None and "decision" in there)
    return tuple(name for name in sent or {} if name in there and there[name] != (sent or {})[name]) if written else ()


def unseen_constraints(known: Iterable[Mapping[str, Any]], there: Iterable[Mapping[str, Any]]) -> str:
    """What an officer is told where the back office has constraints that were not known here; "" where it has none."""
    names = {constraint_name(each) for each in known}
    new = [as_text(each.get("description")) or constraint_name(each) for each in there if constraint_name(each) not in names]
    if not new:
        return ""
    return (
        f"The back office has constraints that you have not seen: {listed(new, 'and')}. Look at them, then say again that all are checked."
    )


def moved_on(words: str, there: Mapping[str, Any], fields: tuple[str, ...]) -> str:
    """What an officer is told; ``words`` is what was to be done."""
    who = as_text(there.get("updated_by")) or as_text(there.get("reviewer")) or as_text(there.get("assessor"))
    day = day_of(as_text(there.get("updated_at")))
    by = f" by {who}" if who else ""
    on = f" on {plain_day(day)}" if day is not None else ""
    told = listed([f"{name.replace('_', ' ')}: {_short(there.get(name))}" for name in fields[:3]], "and")
    return (
        f"The back office has something else than you saw, changed{by}{on} ({told}). Compare the two, then decide again whether to {words}."
    )


def _short(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, dict):
        value = value.get("name") or value
    text = " ".join(str(value).split())
    return f"“{text[:_LONGEST]}…”" if len(text) > _LONGEST else f"“{text}”"
