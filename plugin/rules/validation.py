"""The questions of validation, and what the data, the documents and the officer's eye answer to each.

Source: resources/rules/validation_checks.csv. Law 2: an officer's answer stands above that of the tool, and both stay in sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from ..domain.application_facts import ApplicationFacts
from ..domain.casework.check_answer import CheckAnswer
from ..domain.check import Check, Severity
from ..domain.citation import Citation
from .fault_wording import fault_wording
from .rules import RuleRow, Rules
from .scope import is_known_type
from .type_codes import is_of_types


class AnsweredBy(Enum):
    """Who can answer a question."""

    RED_LINE = "red line"
    DOCUMENTS = "documents"
    FEE = "fee"
    CERTIFICATE = "certificate"
    OFFICER = "officer"


class Verdict(Enum):
    """OPEN is a question that nobody has answered yet."""

    PASSES = "passes"
    FAILS = "fails"
    OPEN = "open"


@dataclass(frozen=True)
class Told:
    """What figures and facts tell of a question. ``fault`` is how it is put to the applicant where it is not in order, ``suggestion`` how
    it is put right, "" for the table's own.
    """

    verdict: Verdict
    evidence: str
    fault: str = ""
    suggestion: str = ""


@dataclass(frozen=True)
class ValidationItem:
    """One question. ``evidence`` says why; ``request`` is the kind of request that mends it, in BOPS's own word.

    ``about`` is the type of document that it is about ("" for none), ``wording`` how it is put to the applicant, ``suggestion`` how it can
    be put right where that is a field of its own; ``first_wording`` is for a document that never came, "" where it is the same.
    ``checks`` are the codes of the checks of the red line that answer it.

    ``told`` is the tool's own verdict, OPEN where it can't tell; ``verdict`` is the officer's where there is one.
    """

    code: str
    question: str
    answered_by: AnsweredBy
    told: Verdict
    verdict: Verdict
    evidence: str
    request: str
    about: str
    wording: str
    suggestion: str
    citation: Citation
    checks: tuple[str, ...] = field(default=())
    first_wording: str = ""

    @property
    def whole_wording(self) -> str:
        """What is wrong and what to do about it, as one text."""
        return f"{self.wording} {self.suggestion}".strip()


def validation_items(
    checks: Iterable[Check] | None,
    facts: ApplicationFacts,
    answers: Iterable[CheckAnswer],
    rules: Rules,
    told: Mapping[AnsweredBy, Told] | None = None,
) -> tuple[ValidationItem, ...]:
    """Every question that is asked of this type of application with its verdict, in the order of the table.

    A question that an officer has answered stays. ``checks`` are those of the red line and of its screening, None where no red line was
    read. ``told`` is what the fee and the certificate say; the questions about them are open without it.
    """
    found = None if checks is None else tuple(checks)
    given = {answer.code: answer for answer in answers}
    spared = {row.code for row in _not_asked(facts, rules)} - given.keys()
    said = told or {}
    return tuple(_item(row, found, facts, given.get(row.code), said) for row in rules.family("validation") if row.code not in spared)


def questions_not_asked(facts: ApplicationFacts, rules: Rules) -> tuple[str, ...]:
    """The questions that do not apply to this type of application, but for those that are asked of a few types alone."""
    return tuple(row.value for row in _not_asked(facts, rules) if not row.details["only_for"])


def _not_asked(facts: ApplicationFacts, rules: Rules) -> tuple[RuleRow, ...]:
    return tuple(row for row in rules.family("validation") if _is_spared(row, facts.type_code, rules))


def _is_spared(row: RuleRow, type_code: str, rules: Rules) -> bool:
    """``only_for`` names the types that alone are asked; ``scope`` a family of rows that say by type whether it concerns them."""
    only_for, scope = row.details["only_for"], row.details["scope"]
    if is_of_types(type_code, row.details["not_for"]) or (only_for and not is_of_types(type_code, only_for)):
        return True
    concerns = rules.most_specific(f"{scope}-of-type", type_code) if scope and is_known_type(type_code, rules) else None
    return concerns is not None and concerns.value == "no"


def question_of(check: str, items: Iterable[ValidationItem]) -> ValidationItem | None:
    """The question that a check of the red line answers, None where no question is about it."""
    return next((item for item in items if check in item.checks), None)


def faults(items: Iterable[ValidationItem]) -> tuple[ValidationItem, ...]:
    """What has to be put right before the application is valid."""
    return tuple(item for item in items if item.verdict is Verdict.FAILS)


def open_questions(items: Iterable[ValidationItem]) -> tuple[ValidationItem, ...]:
    """What still wants an eye."""
    return tuple(item for item in items if item.verdict is Verdict.OPEN)


def _item(
    row: RuleRow, checks: tuple[Check, ...] | None, facts: ApplicationFacts, answer: CheckAnswer | None, said: Mapping[AnsweredBy, Told]
) -> ValidationItem:
    by = AnsweredBy(row.details["answered_by"])
    told = _told(by, row, checks, facts, said)
    verdict, evidence, fault = told.verdict, told.evidence, told.fault
    if answer is not None:
        verdict = Verdict.PASSES if answer.passes else Verdict.FAILS
        fault = answer.note or fault
        evidence = answer.note or evidence
    details = row.details
    return ValidationItem(
        code=row.code,
        question=row.value,
        answered_by=by,
        told=told.verdict,
        verdict=verdict,
        evidence=evidence,
        request=details["request"],
        about=details["about"],
        wording=_worded(details["wording"], fault),
        suggestion=told.suggestion or details["suggestion"],
        citation=row.citation,
        checks=tuple(details["checks"].split("|")) if by is AnsweredBy.RED_LINE else (),
        first_wording=_worded(details["first_wording"], fault),
    )


def _told(by: AnsweredBy, row: RuleRow, checks: tuple[Check, ...] | None, facts: ApplicationFacts, said: Mapping[AnsweredBy, Told]) -> Told:
    if by is AnsweredBy.RED_LINE:
        verdict, evidence = _of_red_line(row, checks)
        return Told(verdict, evidence, fault_wording(_wrong(row, checks)) if verdict is Verdict.FAILS else "")
    if by is AnsweredBy.DOCUMENTS:
        return Told(*_of_documents(row, facts))
    return said.get(by, Told(Verdict.OPEN, ""))


def _of_red_line(row: RuleRow, checks: tuple[Check, ...] | None) -> tuple[Verdict, str]:
    if checks is None:
        return Verdict.OPEN, "The red line has not been read."
    wrong = _wrong(row, checks)
    if wrong:
        return Verdict.FAILS, " ".join(check.message for check in wrong)
    # A line that can't be used tells nothing of its place and its area
    if row.details["needs"] and any(check.severity is Severity.ERROR for check in checks):
        return Verdict.OPEN, "The red line can't be used, so nobody can tell."
    return Verdict.PASSES, ""


def _wrong(row: RuleRow, checks: tuple[Check, ...] | None) -> list[Check]:
    codes = row.details["checks"].split("|")
    return [check for check in checks or () if check.code in codes and check.severity is not Severity.INFORMATION]


def _of_documents(row: RuleRow, facts: ApplicationFacts) -> tuple[Verdict, str]:
    if facts.documents is None:
        return Verdict.OPEN, "Nobody has told which documents came."
    kinds = row.details["documents"].split("|")
    if any(kind in facts.documents for kind in kinds):
        return Verdict.PASSES, ""
    return Verdict.FAILS, "No document is tagged as one."


def _worded(template: str, fault: str) -> str:
    words = template if fault else template.replace(": {fault}", ".")
    return words.format(fault=_ended(fault)).replace("  ", " ").strip()


def _ended(fault: str) -> str:
    return f"{fault.rstrip('. ')}." if fault else ""
