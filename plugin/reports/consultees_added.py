"""Whom the constraints that are about to be sent bring into consultation, so that the officer knows it before they go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..domain.case import Case
from ..domain.casework.consultation import Consultation, ConsultationAnswer
from ..domain.instruction import Instruction
from ..domain.plain_lists import listed
from .assessed_site import AssessedSite
from .consultees_of_case import SUGGESTED, consultees_of_case


def consultees_added(
    case: Case, assessed: AssessedSite, constraints: Iterable[Mapping[str, Any]], instructions: Sequence[Instruction] = ()
) -> tuple[str, ...]:
    """The names of the bodies that the rules suggest because of ``constraints``, as they are sent, and for nothing else.

    Who was consulted already is not added any more, nor is who need not be, as the officer has said.
    """
    sent = {(each["dataset"], each["entity"], each["reference"]) for content in constraints for each in content.get("entities", ())}
    findings = [
        finding for finding in assessed.site.findings if (finding.entity.dataset, finding.entity.number, finding.entity.reference) in sent
    ]
    unanswered = replace(case, casework=())
    with_them, without = (
        consultees_of_case(unanswered, assessed._replace(site=replace(assessed.site, findings=found)), instructions)
        for found in (findings, ())
    )
    anyway = {line.body for line in without.lines if line.group == SUGGESTED}
    settled = {each.record.body for each in case.casework if isinstance(each.record, Consultation) and _is_settled(each.record)}
    suggested = (line for line in with_them.lines if line.group == SUGGESTED)
    return tuple(line.name for line in suggested if line.body not in anyway | settled)


def added_words(names: Sequence[str]) -> str:
    """The same as a sentence."""
    if not names:
        return "The constraints that are sent bring no further consultee."
    suggests = f"the rules suggest {listed(names)}"
    return f"With the constraints that are sent the back office may ask further consultees: {suggests}. See Assess, Consultees."


def _is_settled(consultation: Consultation) -> bool:
    return consultation.answer is not ConsultationAnswer.CONSULT or consultation.asked_on is not None
