"""When what was assessed can only be read.

Source: BOPS's own flow: an assessor changes nothing while the recommendation is with the reviewer, unless it is withdrawn first.
"""

from __future__ import annotations

from ..domain.case import Case
from ..domain.status import is_closed, status_words
from .recommending import recommendation_of

_WITH_REVIEWER = "The recommendation is with the reviewer: withdraw it under Decide to change what was assessed."
_CLOSED = "The application is {status}: what was assessed can only be read."


def assessment_lock(case: Case) -> str:
    """Why texts, considerations, conditions and the like of a case can't be changed, "" where they can."""
    if is_closed(case.status):
        return _CLOSED.format(status=status_words(case.status))
    return _WITH_REVIEWER if recommendation_of(case).state.is_with_reviewer else ""
