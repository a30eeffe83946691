"""The sorts of pieces that the Assess tab keeps lists of: what each is called, which fields it has, which standard ones there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ...domain.casework.condition import Condition
from ...domain.casework.consideration import Consideration
from ...domain.casework.head_of_terms import HeadOfTerms
from ...domain.casework.informative import Informative
from ...domain.casework.kept_record import CaseworkRecord
from ...domain.casework.posted_notice import PostedNotice
from ...domain.casework.site_history import SiteHistory
from ...domain.casework.site_visit import SiteVisit
from ...domain.plain_days import plain_day
from ...rules.standard_texts import (
    CONDITIONS,
    INFORMATIVES,
    POLICY_AREAS,
    TERMS,
    standard_conditions,
    standard_heads_of_terms,
    standard_informatives,
)
from .record_form import Field, FieldKind

_TITLED = (Field("title", "Title"), Field("text", "Text", FieldKind.TEXT, 4))


@dataclass(frozen=True)
class RecordSort:
    """``new`` makes an empty one on a day, ``belongs`` says which pieces are of this sort, ``title`` what a piece is called in the list.

    ``standard`` reads the authority's own from a folder (None: those of Redline), ``table`` is the name of their table.
    """

    called: str
    none: str
    new: Callable[[date], CaseworkRecord]
    belongs: Callable[[CaseworkRecord], bool]
    title: Callable[[CaseworkRecord], str]
    fields: Sequence[Field]
    table: str = ""
    standard: Callable[[Path | None], Sequence[CaseworkRecord]] | None = None
    figures: bool = field(default=False)
    ordered: bool = field(default=True)


def _titled(record: CaseworkRecord) -> str:
    return str(getattr(record, "title", "")) or str(getattr(record, "text", "")).split("\n", 1)[0]


def _dated(record: CaseworkRecord, day: str, words: str) -> str:
    said = str(getattr(record, words, "")).split("\n", 1)[0]
    return f"{plain_day(getattr(record, day))}{f': {said}' if said else ''}"


def _area(record: CaseworkRecord) -> str:
    if not isinstance(record, Consideration):
        return ""
    return f"{record.policy_area} ({'; '.join(record.references)})" if record.references else record.policy_area


def _condition_fields() -> tuple[Field, ...]:
    return (
        Field("title", "Title"),
        Field("text", "Condition, as it stands on the notice", FieldKind.TEXT, 4),
        Field("reason", "Reason", FieldKind.TEXT, 2),
        Field("pre_commencement", "Before work begins: the applicant has to agree to it", FieldKind.CHECK),
    )


def _standard_conditions(folder: Path | None) -> Sequence[Condition]:
    return [each for each in standard_conditions(folder) if not each.pre_commencement]


def _is_condition(record: CaseworkRecord, *, early: bool) -> bool:
    return isinstance(record, Condition) and record.pre_commencement is early


def as_edited(record: CaseworkRecord, before: CaseworkRecord) -> CaseworkRecord:
    """A condition that was written anew is none of the authority's standard ones any more."""
    if not isinstance(record, Condition) or not isinstance(before, Condition):
        return record
    same = (record.title, record.text, record.reason) == (before.title, before.text, before.reason)
    return record if same or not record.standard else replace(record, standard=False)


SORTS = {
    "considerations": RecordSort(
        "consideration",
        "Nothing is weighed yet. “Add” begins with an area of policy.",
        lambda _on: Consideration(""),
        lambda record: isinstance(record, Consideration),
        _area,
        (
            Field("policy_area", "Policy area", FieldKind.CHOICE),
            Field("references", "Policies", FieldKind.LIST),
            Field("guidance", "Guidance", FieldKind.LIST),
            Field("assessment", "Assessment", FieldKind.TEXT, 5),
            Field("conclusion", "Conclusion", FieldKind.TEXT, 2),
        ),
        POLICY_AREAS,
        figures=True,
    ),
    "conditions": RecordSort(
        "condition",
        "No conditions yet. “Standard…” has those of the authority.",
        lambda _on: Condition("", "", ""),
        lambda record: _is_condition(record, early=False),
        _titled,
        _condition_fields(),
        CONDITIONS,
        _standard_conditions,
    ),
    # Where no permission is granted nobody has to agree beforehand (Town and Country Planning Act 1990 s100ZA): there is one list
    "all_conditions": RecordSort(
        "condition",
        "No conditions yet. “Standard…” has those of the authority.",
        lambda _on: Condition("", "", ""),
        lambda record: isinstance(record, Condition),
        _titled,
        _condition_fields()[:-1],
        CONDITIONS,
        _standard_conditions,
    ),
    "pre_commencement": RecordSort(
        "condition before work begins",
        "No conditions that have to be met before work begins. The applicant has to agree to each of them.",
        lambda _on: Condition("", "", "", pre_commencement=True),
        lambda record: _is_condition(record, early=True),
        _titled,
        _condition_fields(),
        CONDITIONS,
        lambda folder: [each for each in standard_conditions(folder) if each.pre_commencement],
    ),
    "informatives": RecordSort(
        "informative",
        "No informatives yet. They bind nobody.",
        lambda _on: Informative("", ""),
        lambda record: isinstance(record, Informative),
        _titled,
        _TITLED,
        INFORMATIVES,
        standard_informatives,
    ),
    "heads_of_terms": RecordSort(
        "head of terms",
        "No heads of terms yet. With them a grant is a resolution until the agreement is made.",
        lambda _on: HeadOfTerms("", ""),
        lambda record: isinstance(record, HeadOfTerms),
        _titled,
        _TITLED,
        TERMS,
        standard_heads_of_terms,
    ),
    "site_history": RecordSort(
        "earlier application",
        "No earlier application is noted. The register has what was decided on this land before.",
        lambda _on: SiteHistory("", ""),
        lambda record: isinstance(record, SiteHistory),
        lambda record: f"{getattr(record, 'reference', '')}: {getattr(record, 'description', '')}".split("\n", 1)[0],
        (
            Field("reference", "Reference"),
            Field("description", "What was applied for", FieldKind.TEXT, 2),
            Field("decision", "Decision"),
            Field("decided_on", "Decided on", FieldKind.DAY),
            Field("address", "Address"),
            Field("comment", "What it means for this application", FieldKind.TEXT, 2),
        ),
        ordered=False,
    ),
    "site_visits": RecordSort(
        "site visit",
        "No visit yet.",
        SiteVisit,
        lambda record: isinstance(record, SiteVisit),
        lambda record: _dated(record, "visited_on", "comment"),
        (
            Field("visited_on", "Visited on", FieldKind.DATE),
            Field("comment", "What you saw", FieldKind.TEXT, 4),
            Field("easting", "Where you stood", FieldKind.PLACE),
            Field("photographs", "Photographs", FieldKind.PHOTOGRAPHS),
        ),
        ordered=False,
    ),
    "site_notice": RecordSort(
        "site notice",
        "No notice is up yet. Print it, put it up, then record where.",
        PostedNotice,
        lambda record: isinstance(record, PostedNotice),
        lambda record: _dated(record, "displayed_on", "where"),
        (
            Field("displayed_on", "Displayed on", FieldKind.DATE),
            Field("where", "Where it hangs", FieldKind.LINE),
            Field("easting", "On the map", FieldKind.PLACE),
            Field("photographs", "Photographs", FieldKind.PHOTOGRAPHS),
        ),
        ordered=False,
    ),
}
