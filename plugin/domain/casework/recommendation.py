"""What an officer recommends, and what a second person makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class RecommendationState(Enum):
    """Source: the four states of BOPS's recommendation."""

    DRAFT = "assessment_in_progress"
    SUBMITTED = "assessment_complete"
    UNDER_REVIEW = "review_in_progress"
    REVIEWED = "review_complete"


@dataclass(frozen=True)
class Recommendation:
    """``decision`` is a code of the type's own list; ``public_comment`` stands in the report.

    ``committee_reasons`` say why a committee has to decide. ``challenged`` is the reviewer's word on a submitted one, None until it was
    reviewed, with ``reviewer_comment``.
    """

    decision: str
    public_comment: str
    assessor_comment: str = ""
    committee_reasons: tuple[str, ...] = field(default=())
    state: RecommendationState = RecommendationState.DRAFT
    challenged: bool | None = None
    reviewer_comment: str = ""

    @property
    def key(self) -> str:
        return "recommendation"

    @property
    def lacking(self) -> str:
        """A draft may lack anything; what is submitted has a decision and its public reasons, a challenge a comment."""
        if self.state is RecommendationState.DRAFT:
            return ""
        if not self.decision:
            return "Choose the decision that you recommend."
        if not self.public_comment.strip():
            return "Write the public comment: it says in the report why."
        if self.challenged and not self.reviewer_comment.strip():
            return "Say what has to be put right: the assessor reads it."
        return ""
