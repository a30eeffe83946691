"""The three sides of a piece of casework, each as JSON values by field: what the back office had, what is here, what it has now."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ...boundary.plain_values import as_text
from ...domain.casework.kept_record import CaseworkRecord
from ...domain.casework.recommendation import Recommendation, RecommendationState
from ...domain.three_way import Comparison, Values, compare
from .casework_kinds import content_of, kind_of, record_of
from .told_casework import TOLD_KINDS, TRAVELS, told_record
from .told_recommendation import recommendation_words

RECOMMENDATION = "recommendation"
#: What the assessor writes of a recommendation.
WORDS = ("decision", "public_comment", "assessor_comment", "committee", "committee_reasons")
_REVIEW = ("challenged", "reviewer_comment")
#: Fields of a kind that make one statement: half of one beside half of another says what nobody has decided.
_TOGETHER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {RECOMMENDATION: (*WORDS, "state", *_REVIEW), "site_visit": ("visited_on", "comment", "easting", "northing")}
)


def is_piece(kind: str) -> bool:
    """Whether a kind is a piece of casework that goes to the back office and comes back from it."""
    return kind == RECOMMENDATION or kind in TOLD_KINDS


def values_here(record: CaseworkRecord | None) -> Values:
    """What of a piece goes to the back office; None for none."""
    if record is None:
        return None
    content = content_of(record)
    if isinstance(record, Recommendation):
        reviewed = record.state is RecommendationState.REVIEWED
        review = {"challenged": record.challenged if reviewed else None, "reviewer_comment": record.reviewer_comment if reviewed else ""}
        return {**{name: content[name] for name in WORDS}, "state": record.state.value, **review}
    return {name: content[name] for name in TRAVELS[type(record)]}


def values_there(kind: str, content: Mapping[str, Any] | None) -> Values:
    """What the back office says of a piece, in the fields of ours; None where it says none, or nothing that this Redline can read."""
    if content is None:
        return None
    if kind == RECOMMENDATION:
        return _recommendation(content)
    told = told_record(kind, content)
    return None if told is None else values_here(told)


def compare_sides(kind: str, base: Values, mine: Values, theirs: Values) -> Comparison:
    """Compare the sides of a piece of a kind."""
    return compare(base, mine, theirs, together=_TOGETHER.get(kind, ()))


def record_with(kind: str, mine: CaseworkRecord | None, there: Mapping[str, Any] | None, values: Mapping[str, Any]) -> CaseworkRecord:
    """The piece that says ``values``; what the back office does not hold is that of the piece here."""
    held = mine if mine is not None else told_record(kind, there or {})
    if held is None:
        return record_of(kind, values)
    return record_of(kind_of(held), {**content_of(held), **values})


def _recommendation(content: Mapping[str, Any]) -> Values:
    state = content.get("status")
    if state not in {each.value for each in RecommendationState}:
        return None
    reviewed = state == RecommendationState.REVIEWED.value
    words = {name: list(value) if isinstance(value, tuple) else value for name, value in recommendation_words(content).items()}
    comment = as_text(content.get("reviewer_comment")) if reviewed else ""
    return {**words, "state": state, "challenged": (content.get("challenged") is True) if reviewed else None, "reviewer_comment": comment}
