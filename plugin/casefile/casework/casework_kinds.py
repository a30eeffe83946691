"""The kinds of casework: what each is called in the case file, and how a record becomes JSON and comes back."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from ...domain.casework.assessment_detail import AssessmentDetail
from ...domain.casework.boundary_check import BoundaryCheck
from ...domain.casework.check_answer import CheckAnswer
from ...domain.casework.condition import Condition
from ...domain.casework.consideration import Consideration
from ...domain.casework.constraints_check import ConstraintsCheck
from ...domain.casework.consultation import Consultation
from ...domain.casework.drafted_request import DraftedRequest
from ...domain.casework.head_of_terms import HeadOfTerms
from ...domain.casework.immunity import Immunity
from ...domain.casework.informative import Informative
from ...domain.casework.kept_record import CaseworkRecord
from ...domain.casework.neighbour_record import NeighbourRecord
from ...domain.casework.permitted_development import PermittedDevelopment
from ...domain.casework.posted_notice import PostedNotice
from ...domain.casework.press_notice import PressNotice
from ...domain.casework.recommendation import Recommendation
from ...domain.casework.resolution import Resolution
from ...domain.casework.review_draft import ReviewDraft
from ...domain.casework.site_history import SiteHistory
from ...domain.casework.site_visit import SiteVisit
from ...domain.casework.task_progress import TaskProgress
from ...domain.casework.words_aside import WordsAside
from ...domain.casework.wrong_constraint import WrongConstraint

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
    "consultation": Consultation,
    "neighbours": NeighbourRecord,
    "press_notice": PressNotice,
    "posted_notice": PostedNotice,
    "wrong_constraint": WrongConstraint,
    "permitted_development": PermittedDevelopment,
    "immunity": Immunity,
    "resolution": Resolution,
    "words_aside": WordsAside,
    "review_draft": ReviewDraft,
    "site_history": SiteHistory,
    "boundary_check": BoundaryCheck,
    "constraints_check": ConstraintsCheck,
}
#: Fields of a kind that say where people live: nowhere but in the piece itself, and erasure empties them (resources/casefile/erase.sql).
PERSONAL: Mapping[str, frozenset[str]] = {"neighbours": frozenset({"neighbours"})}
#: Words that are codes, names of officers, or moments; whatever else is written may name people, and the trail has its digest alone.
_CODES: Mapping[str, frozenset[str]] = {
    "task": frozenset({"code"}),
    "check_answer": frozenset({"code"}),
    "drafted_request": frozenset({"type", "checks", "outbox"}),
    "recommendation": frozenset({"decision", "committee_reasons", "submitted_by", "submitted_at", "reviewed_by", "reviewed_at"}),
    "resolution": frozenset({"code"}),
    "consultation": frozenset({"body", "name"}),
    "press_notice": frozenset({"reasons"}),
    "wrong_constraint": frozenset({"dataset", "reference", "name", "snapshot", "reported_by", "reported_at"}),
    "boundary_check": frozenset({"version_uuid"}),
    "constraints_check": frozenset({"version_uuid"}),
}
_TUPLE = "tuple["
_NAMES = {kind: name for name, kind in KINDS.items()}


def _chosen(of: type[CaseworkRecord]) -> frozenset[str]:
    """The fields that hold one of a few choices, or a day: nobody writes into them."""
    names = vars(sys.modules[of.__module__])
    found = ((each.name, names.get(str(each.type).split("|", maxsplit=1)[0].strip())) for each in fields(of))
    return frozenset(name for name, kind in found if isinstance(kind, type) and issubclass(kind, (Enum, date)))


_CHOSEN = {name: _chosen(kind) for name, kind in KINDS.items()}


def kind_of(record: CaseworkRecord) -> str:
    """What the kind of a record is called in the case file."""
    return _NAMES[type(record)]


def content_of(record: CaseworkRecord) -> dict[str, Any]:
    """A record as JSON values."""
    return {each.name: _as_json(getattr(record, each.name)) for each in fields(record)}


def told_plainly(kind: str, name: str, value: Any) -> bool:
    """Whether a field stands in the trail as it is: numbers, days, choices and codes do, what people wrote does not."""
    if value is None or isinstance(value, (bool, int, float)) or value in ("", []):
        return True
    return name in _CODES.get(kind, frozenset()) or name in _CHOSEN[kind]


def record_of(kind: str, content: Mapping[str, Any]) -> CaseworkRecord:
    """The record of JSON values; what a newer Redline has written beside them is left out."""
    built: CaseworkRecord = _built(KINDS[kind], content)
    return built


def _built(of: Any, content: Mapping[str, Any]) -> Any:
    # Annotations are read as they are written: Python 3.9 can't evaluate "date | None"
    names = vars(sys.modules[of.__module__])
    return of(**{each.name: _from_json(content[each.name], str(each.type), names) for each in fields(of) if each.name in content})


def _as_json(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value):
        return {each.name: _as_json(getattr(value, each.name)) for each in fields(value)}
    return [_as_json(each) for each in value] if isinstance(value, tuple) else value


def _from_json(value: Any, hint: str, names: Mapping[str, Any]) -> Any:
    if value is None:
        return None
    of = hint.split("|", maxsplit=1)[0].strip()
    if of.startswith(_TUPLE):
        each_of = of[len(_TUPLE) :].split(",")[0].rstrip("]")
        return tuple(_from_json(each, each_of, names) for each in value)
    kind = names.get(of)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if is_dataclass(kind):
        return _built(kind, value)
    return date.fromisoformat(value) if kind is date else value
