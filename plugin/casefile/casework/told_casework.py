"""What a record of the back office says, as a piece of casework; and what of a piece here goes to the back office at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from ...boundary.plain_values import as_text
from ...domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from ...domain.casework.condition import Condition
from ...domain.casework.consideration import Consideration
from ...domain.casework.consultation import Consultation, ConsultationAnswer
from ...domain.casework.head_of_terms import HeadOfTerms
from ...domain.casework.informative import Informative
from ...domain.casework.kept_record import CaseworkRecord
from ...domain.casework.posted_notice import PostedNotice
from ...domain.casework.press_notice import PressNotice
from ...domain.casework.site_history import SiteHistory
from ...domain.casework.site_visit import SiteVisit
from ...domain.casework.task_progress import TaskProgress
from ...domain.task import TaskState

#: The fields that the back office holds; the others are of this case file alone.
TRAVELS: Mapping[type[CaseworkRecord], tuple[str, ...]] = MappingProxyType(
    {
        TaskProgress: ("state",),
        AssessmentDetail: ("entry", "state"),
        Consideration: ("policy_area", "references", "guidance", "assessment", "conclusion"),
        Condition: ("title", "text", "reason", "standard", "pre_commencement"),
        Informative: ("title", "text"),
        HeadOfTerms: ("title", "text"),
        SiteVisit: ("visited_on", "comment", "easting", "northing", "photographs"),
        SiteHistory: ("reference", "description", "decision", "decided_on", "address", "comment"),
        Consultation: ("name", "answer", "reasons", "note", "asked_on", "reply_days"),
        PostedNotice: ("displayed_on", "where", "easting", "northing", "photographs"),
        PressNotice: ("required", "reasons", "other", "published_on", "newspaper", "note"),
    }
)
_DETAIL_STATES = {"complete": TaskState.COMPLETED, "not_started": TaskState.NOT_STARTED}


def told_record(kind: str, content: Mapping[str, Any]) -> CaseworkRecord | None:
    """The piece of casework that a record says; None where it says none, or nothing that this Redline can read."""
    make = _MAKES.get(kind)
    try:
        return make(content) if make is not None else None
    except (KeyError, TypeError, ValueError):
        return None


def _task(content: Mapping[str, Any]) -> TaskProgress:
    return TaskProgress(str(content["slug"]), TaskState(content["status"]))


def _detail(content: Mapping[str, Any]) -> AssessmentDetail:
    state = _DETAIL_STATES.get(as_text(content["assessment_status"]), TaskState.IN_PROGRESS)
    return AssessmentDetail(DetailCategory(content["category"]), as_text(content["entry"]), state)


def _consideration(content: Mapping[str, Any]) -> Consideration:
    named = [f"{as_text(each.get('code'))} {as_text(each.get('description'))}".strip() for each in content.get("policy_references") or ()]
    guidance = [as_text(each.get("description")) for each in content.get("policy_guidance") or ()]
    texts = (as_text(content.get("assessment")), as_text(content.get("conclusion")))
    return Consideration(as_text(content["policy_area"]), tuple(named), tuple(guidance), *texts)


def _condition(content: Mapping[str, Any]) -> Condition:
    texts = (as_text(content.get("title")), as_text(content["text"]), as_text(content["reason"]))
    return Condition(*texts, standard=content.get("standard") is True, pre_commencement=content.get("pre_commencement") is True)


def _informative(content: Mapping[str, Any]) -> Informative:
    return Informative(as_text(content["title"]), as_text(content["text"]))


def _term(content: Mapping[str, Any]) -> HeadOfTerms:
    return HeadOfTerms(as_text(content["title"]), as_text(content["text"]))


def _visit(content: Mapping[str, Any]) -> SiteVisit:
    return SiteVisit(date.fromisoformat(content["visited_at"]), as_text(content.get("comment")), *_place(content))


def _history(content: Mapping[str, Any]) -> SiteHistory:
    texts = (as_text(content["reference"]), as_text(content["description"]), as_text(content.get("decision")))
    return SiteHistory(*texts, _day(content.get("date")), as_text(content.get("address")), as_text(content.get("comment")))


def _consultation(content: Mapping[str, Any]) -> Consultation:
    name, asked_on = as_text(content["name"]), _day(content.get("consulted_on"))
    answer = ConsultationAnswer.CONSULT
    if content["status"] == "not_required":
        answer = ConsultationAnswer.NOT_NEEDED
    elif content["status"] == "awaiting_response" and asked_on is None:
        answer = ConsultationAnswer.ALREADY
    reasons = tuple(map(as_text, content.get("reasons") or ()))
    body, note = as_text(content.get("code")) or f"own:{name}", as_text(content.get("note"))
    return Consultation(body, name, answer, reasons, note, asked_on=asked_on, reply_days=int(content["reply_days"]))


def _site_notice(content: Mapping[str, Any]) -> PostedNotice:
    return PostedNotice(date.fromisoformat(content["displayed_at"]), as_text(content.get("location_instructions")), *_place(content))


def _press_notice(content: Mapping[str, Any]) -> PressNotice:
    reasons = tuple(map(as_text, content.get("reasons") or ()))
    told = (as_text(content.get("other_reason")), _day(content.get("published_at")), as_text(content.get("newspaper")))
    return PressNotice(content["required"] is True, reasons, *told, as_text(content.get("comment")))


def _place(content: Mapping[str, Any]) -> tuple[float | None, float | None, tuple[str, ...]]:
    """Easting, northing and the names of the photographs."""
    position = content.get("position") or {}
    place = (float(position["easting"]), float(position["northing"])) if position else (None, None)
    return (*place, tuple(map(as_text, content.get("photographs") or ())))


def _day(text: Any) -> date | None:
    return None if text is None else date.fromisoformat(text)


_MAKES: Mapping[str, Callable[[Mapping[str, Any]], CaseworkRecord]] = MappingProxyType(
    {
        "task": _task,
        "assessment_detail": _detail,
        "consideration": _consideration,
        "condition": _condition,
        "informative": _informative,
        "head_of_terms": _term,
        "site_visit": _visit,
        "site_history": _history,
        "consultee": _consultation,
        "site_notice": _site_notice,
        "press_notice": _press_notice,
    }
)
#: Kinds of record of the back office that are pieces of casework here.
TOLD_KINDS = frozenset(_MAKES)
