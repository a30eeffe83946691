"""When what was assessed can only be read.

Source: BOPS's own flow: an assessor changes nothing while the recommendation is with the reviewer, unless it is withdrawn first.
"""

from __future__ import annotations

from ..domain.case import Case
from ..domain.casework.assessment_detail import AssessmentDetail
from ..domain.casework.condition import Condition
from ..domain.casework.consideration import Consideration
from ..domain.casework.head_of_terms import HeadOfTerms
from ..domain.casework.immunity import Immunity
from ..domain.casework.informative import Informative
from ..domain.casework.kept_record import CaseworkRecord
from ..domain.casework.permitted_development import PermittedDevelopment
from ..domain.casework.recommendation import RecommendationState
from ..domain.status import is_closed, status_words
from .recommending import recommendation_of

_WITH_REVIEWER = "The recommendation is with the reviewer: withdraw it under Decide to change what was assessed."
_CLOSED = "The application is {status}: what was assessed can only be read."
_ASSESSED = (AssessmentDetail, Consideration, Condition, Informative, HeadOfTerms, PermittedDevelopment, Immunity)


def is_assessed(kind: type[CaseworkRecord]) -> bool:
    """Whether a kind of piece is what is assessed. Evidence (visits, notices, who was told) and tasks are recorded at any time."""
    return issubclass(kind, _ASSESSED)


def assessment_lock(case: Case) -> str:
    """Why texts, considerations, conditions and the like of a case can't be changed, "" where they can."""
    return lock_words(case.status, recommendation_of(case).state)


def lock_words(status: str, state: RecommendationState) -> str:
    """The same, of the stage of an application and the state of its recommendation."""
    if is_closed(status):
        return _CLOSED.format(status=status_words(status))
    return _WITH_REVIEWER if state.is_with_reviewer else ""
