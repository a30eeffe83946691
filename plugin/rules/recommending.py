"""What blocks the submission of a recommendation, what warns of it, and what holds up the decision after it.

Source: BOPS's state machine (``submit``: only open requests made after validation block, time extensions apart); article 33 of the
Development Management Procedure Order 2015 (no decision before the periods for comments are over).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..domain.application_facts import ApplicationFacts
from ..domain.boundary_version import LineKind
from ..domain.case import Case
from ..domain.casework.head_of_terms import HeadOfTerms
from ..domain.casework.recommendation import Recommendation
from ..domain.casework.resolution import Resolution
from ..domain.constraint_answer import AnswerKind, answer_to_constraint, answer_to_dataset
from ..domain.errors import RedlineError
from ..domain.finding import Finding, Relation, Screening, strongest
from ..domain.hindrance import Hindrance, Weight
from ..domain.plain_days import plain_day
from ..domain.plain_figures import counted
from ..domain.plain_lists import listed
from ..domain.status import status_words
from ..domain.validation_request import TIME_EXTENSION
from .consultation import earliest_decision
from .decisions import decision, decision_choices, resolution_words
from .open_periods import comment_periods
from .rules import Rules

#: The states in which an assessor can write a decision and submit it; the second is left for the first when the decision is made. BOPS
#: would submit out of a committee too, but takes no draft there: a reviewer sends it back first.
SUBMITTABLE = ("in_assessment", "assessment_in_progress", "to_be_reviewed")
_NAMED = 4
_ANSWERED = (AnswerKind.APPLIES, AnswerKind.DOES_NOT_APPLY)


def recommendation_of(case: Case) -> Recommendation:
    """The recommendation of a case as it is kept; an empty draft where there is none."""
    return next((kept.record for kept in case.casework if isinstance(kept.record, Recommendation)), Recommendation("", ""))


def resolution_of(case: Case) -> Resolution | None:
    """What was resolved on a case, None where nothing was, or where what is written of it is not finished."""
    records = (kept.record for kept in case.casework if isinstance(kept.record, Resolution))
    return next((record for record in records if not record.unfinished), None)


def hindrances(case: Case, facts: ApplicationFacts, rules: Rules, on: date) -> tuple[Hindrance, ...]:
    """Everything that stands in the way of a case's recommendation on a day: what blocks first, then what warns, then what holds up."""
    draft = recommendation_of(case)
    return (*_blocks(case, draft, rules), *_warns(case, facts, rules), *_holds_up(case, draft, facts, rules, on))


def blocking(found: tuple[Hindrance, ...]) -> tuple[Hindrance, ...]:
    """Those that can't be passed over."""
    return tuple(each for each in found if each.weight is Weight.BLOCKS)


def warnings(found: tuple[Hindrance, ...]) -> tuple[Hindrance, ...]:
    """Those that want a reason."""
    return tuple(each for each in found if each.weight is Weight.WARNS)


def _blocks(case: Case, draft: Recommendation, rules: Rules) -> Iterator[Hindrance]:
    if draft.state.is_with_reviewer:
        yield _block("submitted", "The recommendation is submitted. Withdraw it to change it.")
    elif case.status not in SUBMITTABLE:
        yield _block("status", _not_now(case.status))
    yield from _decision(case, draft, rules)
    if not draft.public_comment.strip():
        yield _block("public-comment", "Write the public comment: it says in the report why.")
    if draft.committee and not draft.committee_reasons:
        yield _block("committee-reasons", "Choose why a committee has to decide.")
    open_requests = [each for each in case.validation_requests if each.is_open and each.post_validation and each.type != TIME_EXTENSION]
    if open_requests:
        waiting = (
            f"{counted(len(open_requests), 'request')} to the applicant {'waits' if len(open_requests) == 1 else 'wait'} for an answer"
        )
        words = f"{waiting}: wait for it, or take back what is not needed, on the Validation tab."
        yield _block("open-requests", words)


def _decision(case: Case, draft: Recommendation, rules: Rules) -> Iterator[Hindrance]:
    resolution = resolution_of(case)
    if not decision_choices(case.row.type_code, rules):
        words = "The tables know no decision for this type of application: recommend in the back office."
        yield _block("no-decisions", words)
    elif draft.decision:
        try:
            decision(draft.decision, case.row.type_code, rules)
        except RedlineError as error:
            yield _block("decision", str(error))
    elif resolution is not None:
        words = resolution_words(resolution.code, rules)
        yield _block(
            "resolution",
            f"“{words}” is a resolution and no decision: the application stays undecided. Choose the decision when what it is subject to "
            "is done.",
        )
    else:
        yield _block("decision", "Choose the decision that you recommend.")


def _warns(case: Case, facts: ApplicationFacts, rules: Rules) -> Iterator[Hindrance]:
    yield from _constraints(case)
    yield from _certificate(case, facts, rules)
    if case.conflicts:
        differ = "differs" if len(case.conflicts) == 1 else "differ"
        words = f"{counted(len(case.conflicts), 'record')} {differ} between this case file and the back office: look at the differences."
        yield Hindrance("conflicts", Weight.WARNS, words)


def _constraints(case: Case) -> Iterator[Hindrance]:
    screening = case.screening
    if screening is None:
        words = "The red line in force was not screened: nothing is known of the constraints on it."
        yield Hindrance("not-screened", Weight.WARNS, words)
        return
    unanswered, changed = open_constraints(case, screening)
    if unanswered:
        are = "constraint is" if len(unanswered) == 1 else "constraints are"
        yield Hindrance("unanswered", Weight.WARNS, f"{len(unanswered)} {are} not answered: {_some(unanswered)}.")
    if changed:
        were = "answer was" if len(changed) == 1 else "answers were"
        words = f"{len(changed)} {were} given when the constraint stood otherwise to the site: {_some(changed)}."
        yield Hindrance("look-again", Weight.WARNS, words)
    gaps = unchecked_datasets(case, screening)
    if gaps:
        were = "dataset was" if len(gaps) == 1 else "datasets were"
        yield Hindrance("not-checked", Weight.WARNS, f"{len(gaps)} {were} not checked, or only in part: {_some(gaps)}.")


def unchecked_datasets(case: Case, screening: Screening) -> list[str]:
    """The names of datasets that were not checked, or only in part, and of which nobody has said where they were checked instead."""
    return [
        result.name or result.dataset
        for result in screening.datasets
        if not result.fully_checked and answer_to_dataset(case.answers, result.dataset) is None
    ]


def open_constraints(case: Case, screening: Screening) -> tuple[list[str], list[str]]:
    """The names of constraints that meet the site and have no answer, and of those whose answer was given to another standing."""
    together: dict[str, list[Finding]] = {}
    for finding in screening.findings:
        together.setdefault(finding.entity.constraint, []).append(finding)
    unanswered, changed = [], []
    for findings in together.values():
        relation = strongest(findings).relation
        if relation not in (Relation.OVERLAPS, Relation.TOUCHES):
            continue
        answer = answer_to_constraint(case.answers, [finding.entity for finding in findings])
        name = next((finding.entity.name for finding in findings if finding.entity.name), findings[0].entity.dataset)
        if answer is None or answer.given.kind not in _ANSWERED:
            unanswered.append(name)
        elif answer.given.found is not None and answer.given.found is not relation:
            changed.append(name)
    return unanswered, changed


def _certificate(case: Case, facts: ApplicationFacts, rules: Rules) -> Iterator[Hindrance]:
    asked = rules.most_specific("certificate-of-type", facts.type_code)
    if asked is None or asked.value != "yes":
        return
    if not facts.certificate:
        yield Hindrance("certificate", Weight.WARNS, "Which ownership certificate was given is not known: tell it under Dates.")
    if not _may_have_taken_in_land(case):
        return
    answer = rules.find(f"certificate-answer.{facts.added_land_owners}") if facts.added_land_owners else None
    if answer is None:
        words = "The red line in force takes in land that the submitted one did not: say whose it is, so that the certificate holds."
        yield Hindrance("certificate-land", Weight.WARNS, words)
    elif answer.value not in ("stands", facts.certificate):
        words = f"The red line in force takes in land of others: it needs {answer.details['says']}."
        yield Hindrance("certificate-land", Weight.WARNS, words)


def _may_have_taken_in_land(case: Case) -> bool:
    """Whether the line in force is another than the submitted one, and no request behind it tells that it takes in no land."""
    red = [version for version in case.boundary_versions if version.kind is LineKind.RED]
    line = case.boundary
    if line is None or not red or line.number == red[0].number:
        return False
    changes = [judged.change for judged in case.judged_requests if judged.version_uuid == line.uuid and judged.change is not None]
    return not changes or any(change.takes_in_land for change in changes)


def _holds_up(case: Case, draft: Recommendation, facts: ApplicationFacts, rules: Rules, on: date) -> Iterator[Hindrance]:
    periods = sorted((each for each in comment_periods(case, facts, rules) if each.day >= on), key=lambda each: each.day)
    from_day = earliest_decision(periods)
    if from_day is not None:
        running = "; ".join(f"{each.name} until {plain_day(each.day)}" for each in periods)
        words = f"Comments are taken ({running}): it can be recommended now, and decided from {plain_day(from_day)}."
        yield Hindrance("consultation", Weight.HOLDS_UP, words)
    if draft.decision == "granted" and any(isinstance(kept.record, HeadOfTerms) for kept in case.casework):
        words = "Heads of terms are kept: the notice is issued after the deed, not before."
        yield Hindrance("heads-of-terms", Weight.HOLDS_UP, words)


def _not_now(status: str) -> str:
    if status in ("not_started", "invalidated", "pending"):
        return f"The application is {status_words(status)}: it can be recommended on once it is valid and in assessment."
    if status == "in_committee":
        return f"The application is {status_words(status)}: a reviewer sends it back first, then it can be recommended on anew."
    return f"The application is {status_words(status)}: nothing can be submitted on it now."


def _block(code: str, words: str) -> Hindrance:
    return Hindrance(code, Weight.BLOCKS, words)


def _some(names: list[str]) -> str:
    """The first few by name."""
    distinct = list(dict.fromkeys(names))
    further = len(distinct) - _NAMED
    return listed([*distinct[:_NAMED], *([f"{further} more"] if further > 0 else [])])
