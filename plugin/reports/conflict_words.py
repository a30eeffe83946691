"""What a conflict says in words: what it is about, what each side has, and how each differs from what there was before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from ..domain.conflict import Conflict, ConflictKind
from ..domain.plain_days import plain_day
from .plain_text import plain_text
from .word_differences import difference_words

_RECORDS: Mapping[str, str] = MappingProxyType(
    {
        "application": "The application",
        "boundary": "The red line",
        "red_line_request": "The red line",
        "told_request": "A request to the applicant",
        "validity": "Valid or invalid",
        "case_officer": "Whose case it is",
        "assessment_detail": "Part of the assessment",
        "head_of_terms": "Head of terms",
        "site_visit": "Site visit",
        "validation_request": "A request to the applicant",
    }
)
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "boundary": "Red line",
        "entry": "Text",
        "state": "State",
        "visited_on": "Day of the visit",
        "pre_commencement": "Before work begins",
        "standard": "Standard wording",
        "policy_area": "Policy area",
        "public_comment": "Public comment",
        "assessor_comment": "Comment for the reviewer",
        "committee": "A committee decides",
        "committee_reasons": "Reasons for the committee",
        "challenged": "Challenged",
        "reviewer_comment": "Reviewer's comment",
        "officer": "Case officer",
        "": "All of it",
    }
)
#: Fields that hold one of a few codes; any other word is an officer's own, which may be worded anew.
_CODES = frozenset({"state", "decision", "status", "type", "officer", "visited_on", "reference"})
#: Kinds of which the title of a record is one of its own fields.
_TITLES = ("title", "policy_area", "category", "slug", "code", "visited_on", "type")
GONE = "Taken out."
LINE = "boundary"


def record_words(conflicts: tuple[Conflict, ...], title: str = "") -> str:
    """What is in conflict, such as: Condition: Materials. ``title`` is what the record is called here."""
    kind = conflicts[0].record_kind
    name = title or next((str(value) for each in conflicts for value in _titles(each)), "")
    words = _RECORDS.get(kind) or kind.replace("_", " ").capitalize()
    return f"{words}: {plain_text(name)}" if name else words


def field_words(field: str) -> str:
    """What a field is called."""
    return _FIELDS.get(field) or field.replace("_", " ").capitalize()


def standing_words(conflict: Conflict) -> str:
    """Who has changed a field, such as: changed on both sides."""
    if conflict.kind is ConflictKind.THEIRS_ONLY:
        return "changed in the back office only: it is taken as it is there"
    if conflict.kind is ConflictKind.EDIT_DELETE:
        return "taken out here, changed in the back office" if conflict.mine is None else "changed here, taken out in the back office"
    return "changed on both sides" if conflict.base not in (conflict.mine, conflict.theirs) else "the two differ"


def value_words(field: str, value: Any) -> str:
    """One side of a field as people read it; "" for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Mapping):
        return "\n".join(
            f"{field_words(str(name))}: {value_words(str(name), each)}" for name, each in value.items() if each not in (None, "", [])
        )
    if isinstance(value, (list, tuple)):
        return "\n".join(" ".join(value_words("", each).splitlines()) for each in value)
    text = str(value)
    if field in _CODES:
        return _coded(text)
    return text


def side_words(conflict: Conflict, value: Any) -> str:
    """The same for one side of a conflict, where a whole record may be gone."""
    return GONE if conflict.kind is ConflictKind.EDIT_DELETE and value is None else value_words(conflict.field, value)


def change_words(conflict: Conflict, value: Any) -> str:
    """How one side differs from what there was before."""
    if conflict.kind is ConflictKind.EDIT_DELETE and value is None:
        return GONE
    return difference_words(*(side_words(conflict, each) for each in (conflict.base, value)))


def may_be_worded_anew(conflict: Conflict) -> bool:
    """Whether a third wording can be given: of an officer's text, not of codes, days, yes and no, or lines."""
    texts = all(each is None or isinstance(each, str) for each in (conflict.mine, conflict.theirs))
    is_text = isinstance(conflict.mine, str) or isinstance(conflict.theirs, str)
    return texts and is_text and conflict.field not in _CODES and conflict.field != LINE and conflict.record_kind not in _NOT_WORDED


_NOT_WORDED = frozenset({"application", "validity", "case_officer", "constraint", "red_line_request"})


def _titles(conflict: Conflict) -> list[Any]:
    if conflict.field in _TITLES:
        return [each for each in (conflict.base, conflict.mine, conflict.theirs) if each]
    records = [each for each in (conflict.mine, conflict.theirs, conflict.base) if isinstance(each, Mapping)]
    return [record[name] for record in records for name in _TITLES if record.get(name)]


def _coded(text: str) -> str:
    try:
        return plain_day(date.fromisoformat(text))
    except ValueError:
        words = text.replace("_", " ").replace("-", " ")
        return words[:1].upper() + words[1:]
