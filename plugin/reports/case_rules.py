"""The rules of a case: each judged by its own date, the application's, its validity's or its decision's."""

from __future__ import annotations

from datetime import date

from ..domain.application_facts import ApplicationFacts
from ..domain.case import Case
from ..rules.rules import Rules


def rules_of_case(case: Case, facts: ApplicationFacts, on: date) -> Rules:
    """The rules by which a case is judged ``on`` a day (today) until it is decided, then by the day of its decision."""
    return Rules(facts.applied_on or on, validity=facts.valid_on, decision=case.determined_on or on)
