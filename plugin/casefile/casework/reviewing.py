"""The review of a recommendation by a second person."""

from __future__ import annotations

from dataclasses import replace

from ...domain.casework.recommendation import Recommendation, RecommendationState
from ...domain.identity import Identity
from ...domain.outbox_entry import OutboxState
from ...domain.outbox_verbs import REVIEW, verb_words
from ...rules.reviewing import why_not_reviewed
from ..errors import NotRecommended
from ..outbox.outbox import move, put_in_outbox
from ..trail.act import Act
from ..whole_case import application_row, case_name, whole_case
from .casework import keep_casework
from .drafting import keep_review_draft
from .recommending import RECOMMENDATION, kept_recommendation


def review_recommendation(act: Act, identity: Identity, application_uuid: str, comment: str, seen: int, *, challenged: bool) -> str:
    """Accept a submitted recommendation, or challenge it with a comment; gives the uuid of the outbox entry.

    NotRecommended for one's own, for who is no reviewer, where nothing is submitted, and for a challenge without a comment.
    """
    case = whole_case(act.connection, application_uuid, act.on)
    kept = kept_recommendation(case)
    refusal = why_not_reviewed(case, identity)
    if refusal or kept is None or not isinstance(kept.record, Recommendation):
        raise NotRecommended("review", refusal)
    record = replace(
        kept.record,
        state=RecommendationState.REVIEWED,
        challenged=challenged,
        reviewer_comment=comment.strip(),
        reviewed_by=act.officer_name,
        reviewed_at=act.at,
    )
    if record.lacking:
        raise NotRecommended("comment", record.lacking)
    keep_casework(act, application_uuid, record, seen=seen)
    keep_review_draft(act, application_uuid, "")
    data = {"challenged": challenged, "reviewer_comment": record.reviewer_comment}
    payload = {"case": case_name(application_row(act.connection, application_uuid)), "data": data, "path": {}}
    outbox = put_in_outbox(act, application_uuid, (RECOMMENDATION, kept.uuid), REVIEW, payload)
    act.trail.add(application_uuid, verb_words(REVIEW), RECOMMENDATION, kept.uuid, after={"challenged": challenged, "outbox": outbox})
    return outbox


def take_back_review(act: Act, application_uuid: str, outbox_uuid: str) -> None:
    """Undo a review that has not reached the back office: the recommendation waits for a reviewer again."""
    kept = kept_recommendation(whole_case(act.connection, application_uuid, act.on))
    if kept is None or not isinstance(kept.record, Recommendation):
        raise NotRecommended("review", "There is no recommendation any more whose review could be taken back.")
    move(act, outbox_uuid, OutboxState.WITHDRAWN, f"taken back by {act.officer_name}")
    if kept.record.state is RecommendationState.REVIEWED:
        record = replace(
            kept.record, state=RecommendationState.SUBMITTED, challenged=None, reviewer_comment="", reviewed_by="", reviewed_at=""
        )
        keep_casework(act, application_uuid, record, seen=kept.revision)
