"""What an assessment consists of for the back office: each piece with the act that puts it there, and the act that takes it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..constraints.catalogue import Catalogue
from ..domain.case import Case
from ..domain.casework.assessment_detail import AssessmentDetail
from ..domain.casework.condition import Condition
from ..domain.casework.consideration import Consideration
from ..domain.casework.head_of_terms import HeadOfTerms
from ..domain.casework.informative import Informative
from ..domain.casework.kept_record import KeptRecord
from ..domain.casework.site_visit import SiteVisit
from ..domain.casework.task_progress import TaskProgress
from ..domain.constraint_answer import AnswerKind, answer_to_constraint
from ..domain.finding import Finding, Relation
from ..domain.outbox_verbs import (
    DROP_CONDITION,
    DROP_CONSIDERATION,
    DROP_CONSTRAINT,
    DROP_INFORMATIVE,
    DROP_TERM,
    DROP_VISIT,
    PUT_CONDITION,
    PUT_CONSIDERATION,
    PUT_CONSTRAINT,
    PUT_DETAIL,
    PUT_INFORMATIVE,
    PUT_TASK,
    PUT_TERM,
    PUT_VISIT,
)
from ..domain.task import TaskState
from .casework_kinds import kind_of

#: What takes a piece out again that an act has put there; other pieces are never taken out, only changed.
TAKES_OUT = {
    PUT_CONSTRAINT: DROP_CONSTRAINT,
    PUT_CONSIDERATION: DROP_CONSIDERATION,
    PUT_CONDITION: DROP_CONDITION,
    PUT_INFORMATIVE: DROP_INFORMATIVE,
    PUT_TERM: DROP_TERM,
    PUT_VISIT: DROP_VISIT,
}
PUTS = frozenset({*TAKES_OUT, PUT_DETAIL, PUT_TASK})
CONSTRAINT = "constraint"
_STATES = {TaskState.COMPLETED: "complete", TaskState.NOT_STARTED: "not_started"}
_MET = (Relation.OVERLAPS, Relation.TOUCHES)


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
    order = (PUT_TASK, PUT_DETAIL, PUT_CONSIDERATION, PUT_CONDITION, PUT_INFORMATIVE, PUT_TERM, PUT_VISIT)
    return [*_constraints(case, catalogue), *sorted(written, key=lambda piece: order.index(piece.verb))]


def _piece(kept: KeptRecord) -> Iterator[Piece]:
    record = kept.record
    if isinstance(record, TaskProgress):
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
    elif isinstance(record, SiteVisit):
        yield _of(kept, PUT_VISIT, {"visited_at": record.visited_on.isoformat(), "comment": record.comment})


def _of(kept: KeptRecord, verb: str, data: dict[str, Any], **path: str) -> Piece:
    return Piece(kind_of(kept.record), kept.uuid, verb, data, path)


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
    """Of constraints only those that the officer says apply, one of each type, as BOPS has them."""
    together: dict[str, list[Finding]] = {}
    for finding in case.screening.findings if case.screening is not None else ():
        together.setdefault(finding.entity.constraint, []).append(finding)
    by_type: dict[str, list[Finding]] = {}
    for findings in together.values():
        answer = answer_to_constraint(case.answers, [finding.entity for finding in findings])
        if answer is None or answer.given.kind is not AnswerKind.APPLIES:
            continue
        for finding in findings:
            known = catalogue.dataset(finding.entity.dataset).bops_type
            if known and finding.relation in _MET:
                by_type.setdefault(known, []).append(finding)
    for known, findings in by_type.items():
        entities = [
            {"dataset": each.entity.dataset, "entity": each.entity.number, "reference": each.entity.reference, "name": each.entity.name}
            for each in findings
        ]
        yield Piece(CONSTRAINT, known, PUT_CONSTRAINT, {"type": known, "entities": entities, **_overlap(findings)}, {})


def _overlap(findings: list[Finding]) -> dict[str, Any]:
    """The greatest overlap of one record: records of one constraint lie over one another, and are not added up."""
    most = max(findings, key=lambda each: each.overlap_m2)
    if most.overlap_m2 <= 0:
        return {}
    return {"overlap": {"area_m2": round(most.overlap_m2, 1), "percent": round(min(most.overlap_percent, 100.0), 1)}}
