"""Who may review a recommendation: a second person, never the one who made it. Source: BOPS's separation of assessor and reviewer."""

from __future__ import annotations

from ..domain.case import Case
from ..domain.identity import Identity, Role
from ..domain.status import is_closed, status_words
from .recommending import recommendation_of

_NOTHING = "Nothing is submitted, so there is nothing to review."
_OWN = "You have made this recommendation yourself: another person reviews it."
_NO_REVIEWER = "The back office does not know you as a reviewer: a reviewer accepts or challenges it."


def why_not_reviewed(case: Case, identity: Identity) -> str:
    """Why an officer can't review the recommendation of a case, as a sentence; "" where it can be done."""
    recommendation = recommendation_of(case)
    if is_closed(case.status):
        return f"The application is {status_words(case.status)}: nothing is reviewed on it any more."
    if not recommendation.state.is_with_reviewer:
        return _NOTHING
    if _same_person(recommendation.submitted_by, identity.name):
        return _OWN
    return "" if identity.role is Role.REVIEWER else _NO_REVIEWER


def _same_person(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
