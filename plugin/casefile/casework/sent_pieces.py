"""What an assessment consists of for the back office: each piece with the act that puts it there, and the act that takes it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from ...constraints.catalogue import Catalogue
from ...domain.case import Case
from ...domain.casework.assessment_detail import AssessmentDetail
from ...domain.casework.condition import Condition
from ...domain.casework.consideration import Consideration
from ...domain.casework.consultation import Consultation, ConsultationAnswer
from ...domain.casework.head_of_terms import HeadOfTerms
from ...domain.casework.informative import Informative
from ...domain.casework.kept_record import KeptRecord
from ...domain.casework.posted_notice import PostedNotice
from ...domain.casework.press_notice import PressNotice
from ...domain.casework.site_history import SiteHistory
from ...domain.casework.site_visit import SiteVisit
from ...domain.casework.task_progress import TaskProgress
from ...domain.constraint_answer import AnswerKind, answer_to_constraint
from ...domain.finding import Finding
from ...domain.outbox_verbs import (
    DROP_CONDITION,
    DROP_CONSIDERATION,
    DROP_CONSTRAINT,
    DROP_CONSULTEE,
    DROP_HISTORY,
    DROP_INFORMATIVE,
    DROP_PHOTOGRAPH,
    DROP_PRESS_NOTICE,
    DROP_SITE_NOTICE,
    DROP_TERM,
    DROP_VISIT,
    PUT_CONDITION,
    PUT_CONSIDERATION,
    PUT_CONSTRAINT,
    PUT_CONSULTEE,
    PUT_DETAIL,
    PUT_HISTORY,
    PUT_INFORMATIVE,
    PUT_PHOTOGRAPH,
    PUT_PRESS_NOTICE,
    PUT_SITE_NOTICE,
    PUT_TASK,
    PUT_TERM,
    PUT_VISIT,
)
from ...domain.task import OWN_TASKS, TaskState
from .casework_kinds import kind_of

#: What takes a piece out again that an act has put there; other pieces are never taken out, only changed.
TAKES_OUT = {
    PUT_CONSTRAINT: DROP_CONSTRAINT,
    PUT_CONSIDERATION: DROP_CONSIDERATION,
    PUT_CONDITION: DROP_CONDITION,
    PUT_INFORMATIVE: DROP_INFORMATIVE,
    PUT_TERM: DROP_TERM,
    PUT_VISIT: DROP_VISIT,
    PUT_HISTORY: DROP_HISTORY,
    PUT_CONSULTEE: DROP_CONSULTEE,
    PUT_SITE_NOTICE: DROP_SITE_NOTICE,
    PUT_PRESS_NOTICE: DROP_PRESS_NOTICE,
    PUT_PHOTOGRAPH: DROP_PHOTOGRAPH,
}
PUTS = frozenset({*TAKES_OUT, PUT_DETAIL, PUT_TASK})
CONSTRAINT = "constraint"
PHOTOGRAPH = "photograph"
#: What the officer API calls a kind that is called something else here.
_CALLED = {"consultation": "consultee", "posted_notice": "site_notice"}
#: The type of a constraint for which BOPS has none: the authority's own words say what it is.
OTHER = "other"
_ORDER = (
    PUT_TASK,
    PUT_DETAIL,
    PUT_CONSIDERATION,
    PUT_CONDITION,
    PUT_INFORMATIVE,
    PUT_TERM,
    PUT_HISTORY,
    PUT_CONSULTEE,
    PUT_SITE_NOTICE,
    PUT_PRESS_NOTICE,
    PUT_VISIT,
    PUT_PHOTOGRAPH,
)
_STATES = {TaskState.COMPLETED: "complete", TaskState.NOT_STARTED: "not_started"}


class Piece(NamedTuple):
    """``kind`` and ``name`` tell which record it is, ``path`` what the address names, ``data`` what is sent."""

    kind: str
    name: str
    verb: str
    data: dict[str, Any]
    path: dict[str, str]


def pieces_of(case: Case, catalogue: Catalogue) -> list[Piece]:
    """Every piece of a case in the order in which it is sent: constraints that apply, tasks, texts, considerations, conditions, ..."""
    written = [piece for kept in case.casework for piece in _piece(kept)]
    return [*_constraints(case, catalogue), *sorted(written, key=lambda piece: _ORDER.index(piece.verb))]


def _piece(kept: KeptRecord) -> Iterator[Piece]:
    record = kept.record
    if isinstance(record, TaskProgress):
        if record.code.startswith(OWN_TASKS):
            return
        yield _of(kept, PUT_TASK, {"status": record.state.value}, slug=record.code)
    elif isinstance(record, AssessmentDetail):
        state = _STATES.get(record.state, "in_progress")
        yield _of(kept, PUT_DETAIL, {"entry": record.entry, "assessment_status": state}, category=record.category.value)
    elif isinstance(record, Consideration):
        yield _of(kept, PUT_CONSIDERATION, _consideration(record, kept.position))
    elif isinstance(record, Condition):
        told = {"title": record.title, "text": record.text, "reason": record.reason, "standard": record.standard}
        yield _of(kept, PUT_CONDITION, {**told, "pre_commencement": record.pre_commencement, "position": kept.position})
    elif isinstance(record, (Informative, HeadOfTerms)):
        verb = PUT_INFORMATIVE if isinstance(record, Informative) else PUT_TERM
        yield _of(kept, verb, {"title": record.title, "text": record.text, "position": kept.position})
    else:
        yield from _evidence(kept)


def _evidence(kept: KeptRecord) -> Iterator[Piece]:
    """What was seen, what was decided before, whom one asks, and where it was announced: with the photographs of it."""
    record = kept.record
    if isinstance(record, SiteVisit):
        yield _of(kept, PUT_VISIT, {"visited_at": record.visited_on.isoformat(), "comment": record.comment, **_place(record)})
    elif isinstance(record, PostedNotice):
        told = {"displayed_at": record.displayed_on.isoformat(), "location_instructions": record.where}
        yield _of(kept, PUT_SITE_NOTICE, {**told, **_place(record)})
    elif isinstance(record, SiteHistory):
        texts = {"reference": record.reference, "description": record.description, "comment": record.comment}
        maybe = {"decision": record.decision or None, "date": _day(record.decided_on), "address": record.address or None}
        yield _of(kept, PUT_HISTORY, {**texts, **maybe})
    elif isinstance(record, Consultation):
        yield _of(kept, PUT_CONSULTEE, _consultee(record))
    elif isinstance(record, PressNotice):
        why = {"required": record.required, "reasons": list(record.reasons), "other_reason": record.other}
        place = {"published_at": _day(record.published_on), "newspaper": record.newspaper or None}
        yield _of(kept, PUT_PRESS_NOTICE, {**why, **place, "comment": record.note})
    if isinstance(record, (SiteVisit, PostedNotice)):
        for name in record.photographs:
            yield Piece(PHOTOGRAPH, f"{kept.uuid}/{name}", PUT_PHOTOGRAPH, {"name": name}, {"of": _kind(kept), "record": kept.uuid})


def _place(record: SiteVisit | PostedNotice) -> dict[str, Any]:
    there = record.easting is not None and record.northing is not None
    position = {"easting": record.easting, "northing": record.northing} if there else None
    return {"position": position, "photographs": list(record.photographs)}


def _consultee(record: Consultation) -> dict[str, Any]:
    asked = record.answer is ConsultationAnswer.ALREADY or record.asked_on is not None
    status = "not_required" if record.answer is ConsultationAnswer.NOT_NEEDED else "awaiting_response" if asked else "not_consulted"
    told = {"name": record.name, "code": record.body, "status": status, "reasons": list(record.reasons), "note": record.note}
    return {**told, "consulted_on": _day(record.asked_on), "reply_days": record.reply_days}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _of(kept: KeptRecord, verb: str, data: dict[str, Any], **path: str) -> Piece:
    return Piece(_kind(kept), kept.uuid, verb, data, path)


def _kind(kept: KeptRecord) -> str:
    kind = kind_of(kept.record)
    return _CALLED.get(kind, kind)


def _consideration(record: Consideration, position: int) -> dict[str, Any]:
    return {
        "policy_area": record.policy_area,
        "policy_references": [_reference(words) for words in record.references],
        "policy_guidance": [{"description": words} for words in record.guidance],
        "assessment": record.assessment,
        "conclusion": record.conclusion,
        "position": position,
    }


def _reference(words: str) -> dict[str, str]:
    """A policy as BOPS holds it: "P14 Design quality" is its code and what it is about."""
    code, _, about = words.partition(" ")
    return {"code": code, "description": about} if any(letter.isdigit() for letter in code) else {"code": "", "description": words}


def _constraints(case: Case, catalogue: Catalogue) -> Iterator[Piece]:
    """Of constraints only those that the officer says apply, one of each type; where BOPS has none, of each dataset."""
    together: dict[str, list[Finding]] = {}
    for finding in case.screening.findings if case.screening is not None else ():
        together.setdefault(finding.entity.constraint, []).append(finding)
    by_type: dict[tuple[str, str], list[Finding]] = {}
    for findings in together.values():
        answer = answer_to_constraint(case.answers, [finding.entity for finding in findings])
        if answer is None or answer.given.kind is not AnswerKind.APPLIES:
            continue
        for finding in findings:
            dataset = catalogue.dataset(finding.entity.dataset)
            if finding.relation.meets:
                by_type.setdefault((dataset.bops_type or OTHER, "" if dataset.bops_type else dataset.name), []).append(finding)
    for (known, called), findings in by_type.items():
        entities = [
            {"dataset": each.entity.dataset, "entity": each.entity.number, "reference": each.entity.reference, "name": each.entity.name}
            for each in findings
        ]
        data = {"type": known, **({"description": called} if called else {}), "entities": entities, **_overlap(findings)}
        yield Piece(CONSTRAINT, constraint_name(data), PUT_CONSTRAINT, data, {})


def constraint_name(content: Mapping[str, Any]) -> str:
    """What tells one constraint of an application from another: its type; of those without one, their words too."""
    kind = str(content.get("type") or "")
    return f"{OTHER}: {content.get('description') or ''}" if kind == OTHER else kind


def _overlap(findings: list[Finding]) -> dict[str, Any]:
    """The greatest overlap of one record: records of one constraint lie over one another, and are not added up."""
    most = max(findings, key=lambda each: each.overlap_m2)
    if most.overlap_m2 <= 0:
        return {}
    return {"overlap": {"area_m2": round(most.overlap_m2, 1), "percent": round(min(most.overlap_percent, 100.0), 1)}}
