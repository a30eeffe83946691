"""The kinds of casework: what each is called in the case file, and how a record becomes JSON and comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any, get_type_hints

from ..domain.casework.assessment_detail import AssessmentDetail
from ..domain.casework.check_answer import CheckAnswer
from ..domain.casework.condition import Condition
from ..domain.casework.consideration import Consideration
from ..domain.casework.drafted_request import DraftedRequest
from ..domain.casework.head_of_terms import HeadOfTerms
from ..domain.casework.informative import Informative
from ..domain.casework.kept_record import CaseworkRecord
from ..domain.casework.recommendation import Recommendation
from ..domain.casework.resolution import Resolution
from ..domain.casework.site_visit import SiteVisit
from ..domain.casework.task_progress import TaskProgress

KINDS: Mapping[str, type[CaseworkRecord]] = {
    "task": TaskProgress,
    "check_answer": CheckAnswer,
    "drafted_request": DraftedRequest,
    "assessment_detail": AssessmentDetail,
    "consideration": Consideration,
    "condition": Condition,
    "informative": Informative,
    "head_of_terms": HeadOfTerms,
    "site_visit": SiteVisit,
    "recommendation": Recommendation,
    "resolution": Resolution,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def kind_of(record: CaseworkRecord) -> str:
    """What the kind of a record is called in the case file."""
    return _NAMES[type(record)]


def content_of(record: CaseworkRecord) -> dict[str, Any]:
    """A record as JSON values."""
    return {each.name: _as_json(getattr(record, each.name)) for each in fields(record)}


def record_of(kind: str, content: Mapping[str, Any]) -> CaseworkRecord:
    """The record of JSON values; what a newer Redline has written beside them is left out."""
    of = KINDS[kind]
    hints = get_type_hints(of)
    built = {each.name: _from_json(content[each.name], hints[each.name]) for each in fields(of) if each.name in content}
    return of(**built)


def _as_json(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def _from_json(value: Any, hint: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if hint is date:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
