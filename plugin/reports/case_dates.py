"""Every date of a case by its own name: the statute's, what was agreed, and what the back office says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ..domain.application_facts import ApplicationFacts
from ..domain.case import Case
from ..domain.measured_area import MeasuredArea
from ..domain.moments import day_of
from ..domain.named_date import AgreedExtension, BackOfficeDates, NamedDate
from ..domain.validation_request import TIME_EXTENSION, ValidationRequest
from ..rules.category import DevelopmentCategory, development_category
from ..rules.clock import as_bops_reckons, back_office_dates, named_dates
from ..rules.request_outcome import request_outcome
from ..rules.rules import Rules
from .case_rules import rules_of_case

_BACK_OFFICE = "Back office"
_NO_LINE = "how large the site is: it has no red line that can be measured"


def case_dates(case: Case, facts: ApplicationFacts, on: date) -> tuple[NamedDate, ...]:
    """The dates of a case, judged ``on`` a day (today) until it is decided, then by the day of its decision; none before it was received.

    Raises RedlineError where the tables have no rule for the dates of the case.
    """
    rules = rules_of_case(case, facts, on)
    category = _category(case, facts, rules)
    row = case.row
    given = BackOfficeDates(_BACK_OFFICE, row.valid_on, row.expiry_date, row.target_date, row.consultation_end)
    reckoned = as_bops_reckons(replace(facts, valid_on=row.valid_on or facts.valid_on), rules)
    missing = replace(
        reckoned,
        expiry=None if given.expiry is not None else reckoned.expiry,
        target=None if given.target is not None else reckoned.target,
    )
    return (
        *named_dates(facts, category, rules, agreed_extensions(case.validation_requests, rules), given),
        *back_office_dates(missing, facts, category, rules),
        *_reply(row.reply_due),
    )


def agreed_extensions(requests: Iterable[ValidationRequest], rules: Rules) -> tuple[AgreedExtension, ...]:
    """More time that an applicant was asked for and that was closed with a yes; where the yes may be silence, that is to be confirmed."""
    return tuple(extension for request in requests for extension in _extension(request, rules))


def _extension(request: ValidationRequest, rules: Rules) -> Iterator[AgreedExtension]:
    if request.type != TIME_EXTENSION or request.state != "closed" or not request.approved or request.gone:
        return
    until, agreed_on = day_of(str(request.specific.get("proposed_expiry_date") or "")), day_of(request.closed_at)
    if until is None or agreed_on is None:
        return
    outcome = request_outcome(request, rules)
    doubt = "" if outcome.is_the_applicant_s_yes else f"whether the applicant agreed in writing: {outcome.words}"
    yield AgreedExtension(agreed_on, until, doubt)


def _category(case: Case, facts: ApplicationFacts, rules: Rules) -> DevelopmentCategory:
    areas = case.boundary.reading.areas if case.boundary is not None else None
    if areas is not None:
        return development_category(facts, MeasuredArea.of(areas), rules)
    category = development_category(facts, MeasuredArea(0, 0), rules)
    return replace(category, doubts=(*category.doubts, _NO_LINE), verdicts=())


def _reply(due: date | None) -> Iterator[NamedDate]:
    if due is not None:
        yield NamedDate(f"{_BACK_OFFICE}: reply to a request due", due, "as it was told to the applicant")
