"""What the figures and the facts of a case tell of the fee and of the ownership certificate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..boundary.compare import compare
from ..domain.application_facts import ApplicationFacts
from ..domain.boundary_version import LineKind
from ..domain.case import Case
from ..domain.errors import RedlineError
from ..domain.measured_area import MeasuredArea
from ..rules.certificate_told import certificate_told
from ..rules.fee_told import fee_told
from ..rules.rules import Rules
from ..rules.validation import AnsweredBy, Told
from .case_rules import rules_of_case


def validation_told(case: Case, facts: ApplicationFacts, on: date) -> Mapping[AnsweredBy, Told]:
    """By who answers; each by the rules of the application's own date."""
    rules = rules_of_case(case, facts, on)
    areas = case.boundary.reading.areas if case.boundary is not None else None
    return {
        AnsweredBy.FEE: fee_told(facts, MeasuredArea.of(areas) if areas is not None else None, rules),
        AnsweredBy.CERTIFICATE: certificate_told(facts, added_since_it_came(case, rules), rules),
    }


def added_since_it_came(case: Case, rules: Rules) -> float:
    """The land in square metres that lies in the line in force and did not lie in the first one; 0 where either can't be used."""
    first = next((each for each in case.boundary_versions if each.kind is LineKind.RED and each.boundary is not None), None)
    now = case.boundary
    if first is None or first.boundary is None or now is None or now.boundary is None or now.uuid == first.uuid:
        return 0.0
    try:
        change = compare(first.boundary.geometry, now.boundary.geometry, rules)
    except RedlineError:
        return 0.0
    return change.added_area.square_metres if change.takes_in_land else 0.0
