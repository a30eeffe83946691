"""The fee as the tables reckon it, for a register whose back office hides what was paid."""

from __future__ import annotations

from datetime import date

from ...domain.application_facts import ApplicationFacts
from ...domain.case import Case
from ...domain.errors import RedlineError
from ...domain.measured_area import MeasuredArea
from ...rules.category import development_category
from ...rules.fees import fee
from ..case_rules import rules_of_case


def reckoned_fee(case: Case, facts: ApplicationFacts, on: date) -> float | None:
    """In pounds, before exemptions and reductions; None where nobody knows it: no row, or no line whose area it goes by."""
    areas = case.boundary.reading.areas if case.boundary is not None else None
    rules = rules_of_case(case, facts, on)
    area = MeasuredArea.of(areas) if areas is not None else MeasuredArea(0, 0)
    try:
        found = fee(facts, area, development_category(facts, area, rules), rules)
    except RedlineError:  # the tables have no row for this day
        return None
    return None if areas is None and found.units is not None else found.pounds
