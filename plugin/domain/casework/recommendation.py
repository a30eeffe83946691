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

    @property
    def is_with_reviewer(self) -> bool:
        """Whether it has been submitted and nobody has said yes or no to it yet."""
        return self in (RecommendationState.SUBMITTED, RecommendationState.UNDER_REVIEW)


@dataclass(frozen=True)
class Recommendation:
    """``decision`` is a code of the type's own list; ``public_comment`` stands in the report.

    ``committee`` says that a committee has to decide, ``committee_reasons`` why. ``warned`` are the sentences of which the assessor was
    warned when it was submitted, ``in_spite`` is the reason that was given for submitting all the same; ``submitted_by`` and
    ``submitted_at`` (ISO 8601 in UTC) say by whom and when. ``challenged`` is the reviewer's word, None until it was reviewed, with
    ``reviewer_comment``, ``reviewed_by`` and ``reviewed_at``; after a challenge it stays beside the draft until that is submitted again.
    """

    decision: str
    public_comment: str
    assessor_comment: str = ""
    committee_reasons: tuple[str, ...] = field(default=())
    state: RecommendationState = RecommendationState.DRAFT
    challenged: bool | None = None
    reviewer_comment: str = ""
    committee: bool = False
    warned: tuple[str, ...] = field(default=())
    in_spite: str = ""
    submitted_by: str = ""
    submitted_at: str = ""
    reviewed_by: str = ""
    reviewed_at: str = ""

    @property
    def key(self) -> str:
        return "recommendation"

    @property
    def passed_over(self) -> tuple[str, ...]:
        """What the assessor was warned of and submitted all the same; of a draft, which was withdrawn or is written anew, nothing."""
        return () if self.state is RecommendationState.DRAFT else self.warned

    @property
    def lacking(self) -> str:
        """A draft may lack anything; what is submitted has a decision and its public reasons, a challenge a comment."""
        if self.state is RecommendationState.DRAFT:
            return ""
        if not self.decision:
            return "Choose the decision that you recommend."
        if not self.public_comment.strip():
            return "Write the public comment: it says in the report why."
        if self.committee and not self.committee_reasons:
            return "Say why a committee has to decide: choose a reason at least."
        if self.warned and not self.in_spite.strip():
            return "Say why you submit it in spite of what is warned of: the reviewer and the file need the reason."
        if self.challenged and not self.reviewer_comment.strip():
            return "Say what has to be put right: the assessor reads it."
        return ""
