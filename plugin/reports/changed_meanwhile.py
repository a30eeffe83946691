"""What a back office has changed since an officer acted, one sentence for each matter: shown before the act goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..domain.changed_meanwhile import ChangedMeanwhile, FieldChanged, RecordsChanged
from ..domain.outbox_verbs import verb_words
from ..domain.plain_figures import counted
from ..domain.plain_lists import listed
from ..domain.status import status_words
from .wording import day_words

_NAMES = {
    "status": "status",
    "appeal": "appeal",
    "decision": "decision",
    "type_code": "type of application",
    "description": "description",
    "address": "address",
    "valid_on": "day of validity",
    "expiry_date": "expiry date",
    "consultation_end": "end of the consultation",
}
_DAYS = frozenset({"valid_on", "expiry_date", "consultation_end"})
_RECORDS = {
    "representation": ("representation", "representations"),
    "validation_request": ("request to the applicant", "requests to the applicant"),
    "document": ("document", "documents"),
}
_LONGEST = 160


def held_words(verb: str, changed: Sequence[str]) -> str:
    """Why an act waits that rests on something else by now."""
    told = " ".join(changed)
    why = f"Not sent yet: what it rests on has changed since you chose to {verb_words(verb)}."
    return f"{why} {told} Look at it, then send it all the same, or take it back."


def changed_sentences(changed: ChangedMeanwhile) -> tuple[str, ...]:
    """Most weighty first; empty where nothing has changed."""
    return tuple(_sentences(changed))


def _sentences(changed: ChangedMeanwhile) -> Iterator[str]:
    if changed.gone:
        yield "The back office no longer has this case."
    for each in changed.fields:
        yield _field(each)
    for records in changed.records:
        yield _records(records)
    if changed.lines:
        versions = listed([f"version {number}" for number in changed.lines], "and")
        yield f"The red line was changed: {versions}."
    if changed.pieces:
        were = "was" if changed.pieces == 1 else "were"
        yield f"{counted(changed.pieces, 'piece')} of the assessment {were} written anew in the back office."


def _field(changed: FieldChanged) -> str:
    if changed.field == "shown_constraints":
        before, after = _items(changed.before), _items(changed.after)
        added, removed = [each for each in after if each not in before], [each for each in before if each not in after]
        parts = [*([f"now also {listed(added, 'and')}"] if added else []), *([f"no longer {listed(removed, 'and')}"] if removed else [])]
        return f"The constraints that the back office shows have changed: {', '.join(parts) or 'their order'}."
    now, was = _value(changed.field, changed.after), _value(changed.field, changed.before)
    return f"The {_NAMES[changed.field]} is now {now} (it was {was})."


def _value(name: str, value: Any) -> str:
    if not value:
        return "empty"
    if name in _DAYS:
        return day_words(str(value))
    if name == "status":
        return f"“{status_words(str(value))}”"
    text = str(value.get("text", "")) if isinstance(value, dict) else str(value)
    return f"“{text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + '…'}”"


def _items(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _records(records: RecordsChanged) -> str:
    names = _RECORDS[records.kind]
    parts = [f"{counted(records.came, *names)} came"] if records.came else []
    for number, singular, plural in ((records.changed, "was changed", "were changed"), (records.gone, "is gone", "are gone")):
        if number:
            parts.append(f"{counted(number, *names)} {singular if number == 1 else plural}")
    return f"{', '.join(parts)}."
