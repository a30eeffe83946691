"""A case that is ready to be recommended on, for the tests of the recommendation."""

from __future__ import annotations

from typing import Any

from plugin.casefile.case_file import CaseFile
from plugin.domain.case import Case
from plugin.domain.case_facts import facts_of_case
from plugin.domain.casework.recommendation import Recommendation
from plugin.domain.constraint_answer import AnsweredRecord, AnswerKind, GivenAnswer
from plugin.domain.finding import Screening
from plugin.domain.identity import Identity, Role
from plugin.domain.validation_request import RED_LINE_CHANGE, ValidationRequest
from plugin.rules.recommending import hindrances
from plugin.rules.rules import Rules
from tests.unit.casefile.examples import SOURCE, finding, pulled, screening, site

HELEN = Identity("Helen Marsh", "helen@council.example", Role.REVIEWER)
GRANT = Recommendation("granted", "It complies with policy P14.")


def ready(case_file: CaseFile, **changes: Any) -> str:
    """A case in assessment whose constraint is answered and whose certificate is known."""
    uuid = case_file.take_in([pulled(**changes)], SOURCE).uuids[0]
    if changes.get("site", site()) is not None:
        record_screening(case_file, uuid, screening(finding(), unchecked=0))
    answer(case_file, uuid)
    case_file.tell_facts(uuid, {"certificate": "a"}, "as the form says")
    return uuid


def record_screening(case_file: CaseFile, uuid: str, found: Screening) -> None:
    case_file.record_screening(uuid, case_file.boundary_versions(uuid)[-1].uuid, found)


def answer(case_file: CaseFile, uuid: str, kind: AnswerKind = AnswerKind.APPLIES, number: int = 1, reason: str = "") -> None:
    found = finding(number=number)
    records = (AnsweredRecord.of(found.entity),)
    case_file.answer_constraint(uuid, GivenAnswer("conservation-area", kind, records, reason=reason, found=found.relation))


def request(state: str = "open", kind: str = RED_LINE_CHANGE, *, post_validation: bool = True) -> ValidationRequest:
    return ValidationRequest(kind, state, "2026-11-20T10:00:00Z", post_validation=post_validation)


def codes(case_file: CaseFile, uuid: str, weight: str = "") -> list[str]:
    """The codes of what stands in the way."""
    case = case_file.case(uuid)
    on = case_file.clock.now().date()
    found = hindrances(case, facts_of_case(case), Rules(on), on)
    return [each.code for each in found if not weight or each.weight.name == weight]


def held(case: Case) -> tuple[Recommendation, int]:
    """The recommendation of a case with its revision."""
    (kept,) = [each for each in case.casework if isinstance(each.record, Recommendation)]
    assert isinstance(kept.record, Recommendation)
    return kept.record, kept.revision
