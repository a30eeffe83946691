"""A piece of casework as the case file keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from .assessment_detail import AssessmentDetail
from .boundary_check import BoundaryCheck
from .check_answer import CheckAnswer
from .condition import Condition
from .consideration import Consideration
from .constraints_check import ConstraintsCheck
from .consultation import Consultation
from .drafted_request import DraftedRequest
from .head_of_terms import HeadOfTerms
from .immunity import Immunity
from .informative import Informative
from .neighbour_record import NeighbourRecord
from .permitted_development import PermittedDevelopment
from .posted_notice import PostedNotice
from .press_notice import PressNotice
from .recommendation import Recommendation
from .resolution import Resolution
from .review_draft import ReviewDraft
from .site_history import SiteHistory
from .site_visit import SiteVisit
from .task_progress import TaskProgress
from .words_aside import WordsAside
from .wrong_constraint import WrongConstraint

CaseworkRecord = Union[
    TaskProgress,
    CheckAnswer,
    DraftedRequest,
    AssessmentDetail,
    Consideration,
    Condition,
    Informative,
    HeadOfTerms,
    SiteVisit,
    Recommendation,
    Resolution,
    Consultation,
    NeighbourRecord,
    PressNotice,
    PostedNotice,
    WrongConstraint,
    PermittedDevelopment,
    Immunity,
    WordsAside,
    ReviewDraft,
    SiteHistory,
    BoundaryCheck,
    ConstraintsCheck,
]


@dataclass(frozen=True)
class KeptRecord:
    """``position`` orders the records of one kind; ``officer`` and ``changed_at`` (ISO 8601 in UTC) are those of the last change.

    ``revision`` counts its changes: whoever changes it says which one he saw.
    """

    uuid: str
    record: CaseworkRecord
    position: int
    officer: str
    changed_at: str
    revision: int
