"""The recommendation here with what the back office says of it: submitted, withdrawn or reviewed elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...boundary.plain_values import as_text
from ...domain.casework.recommendation import Recommendation, RecommendationState

_NONE_YET = Recommendation("", "")


def told_recommendation(mine: Recommendation | None, before: Mapping[str, Any] | None, there: Mapping[str, Any]) -> Recommendation | None:
    """The recommendation as it stands from now on; None where there is none there, and where words here were not sent yet.

    ``before`` is what the back office said last, None where it was not asked before.
    """
    try:
        state = RecommendationState(there.get("status"))
    except ValueError:
        return None
    held = mine or _NONE_YET
    if held.state is RecommendationState.DRAFT and mine is not None and not _is_as_sent(mine, before):
        return None
    # The challenge of the last round stands beside the draft of the next
    reviewed = state is RecommendationState.REVIEWED
    draft = state is RecommendationState.DRAFT
    record = replace(held, **recommendation_words(there), state=state)
    if reviewed:
        record = replace(
            record,
            challenged=there.get("challenged") is True,
            reviewer_comment=as_text(there.get("reviewer_comment")),
            reviewed_by=as_text(there.get("reviewer")),
            reviewed_at=as_text(there.get("reviewed_at")),
        )
    elif not draft or not held.challenged:
        record = replace(record, challenged=None, reviewer_comment="", reviewed_by="", reviewed_at="")
    if draft and held.state is not RecommendationState.DRAFT:
        # It was withdrawn there: what warns the next time wants a reason of its own
        record = replace(record, in_spite="")
    if not draft and held.state is RecommendationState.DRAFT:
        record = replace(record, submitted_by=as_text(there.get("assessor")), submitted_at=as_text(there.get("submitted_at")))
    return record if _tells(record) != _tells(held) or mine is None else mine


def _is_as_sent(mine: Recommendation, before: Mapping[str, Any] | None) -> bool:
    """Whether a draft says what the back office had, so that nothing of it would be lost."""
    words = recommendation_words(before) if before is not None and before.get("status") is not None else recommendation_words({})
    return replace(mine, **words) == mine


def recommendation_words(there: Mapping[str, Any]) -> dict[str, Any]:
    """What the assessor wrote of a recommendation, as the back office holds it, by the fields of ours."""
    committee = there.get("committee")
    told: Mapping[str, Any] = committee if isinstance(committee, Mapping) else {}
    reasons = told.get("reasons")
    return {
        "decision": as_text(there.get("decision")),
        "public_comment": as_text(there.get("public_comment")),
        "assessor_comment": as_text(there.get("assessor_comment")),
        "committee": told.get("recommend") is True,
        "committee_reasons": tuple(map(as_text, reasons)) if isinstance(reasons, list) else (),
    }


def _tells(record: Recommendation) -> Recommendation:
    """Without the moments, which the two sides write each in its own way."""
    return replace(record, submitted_by="", submitted_at="", reviewed_by="", reviewed_at="")
