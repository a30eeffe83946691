"""One case as the rules of assessment see it: its facts, its line in force with what was found, its category, the rules of its dates."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..domain.application_facts import ApplicationFacts
from ..domain.case import Case
from ..domain.errors import RedlineError
from ..domain.measured_area import MeasuredArea
from ..rules.category import DevelopmentCategory, development_category
from ..rules.rules import Rules
from ..rules.site import Site
from .case_rules import rules_of_case

_NO_LINE = "The case has no red line in force that can be used: whom to tell, and how, hangs on where the site is."
_NOT_SCREENED = "The red line in force has not been screened yet: what applies to it is not known. Screen it first."


class AssessedSite(NamedTuple):
    """``version`` is the number of the line in force."""

    facts: ApplicationFacts
    site: Site
    category: DevelopmentCategory
    rules: Rules
    version: int


def assessed_site(case: Case, facts: ApplicationFacts, on: date, near: float) -> AssessedSite:
    """The case judged ``on`` a day; ``near`` is how far around the line findings were looked for, in metres.

    RedlineError without a line in force that was screened, or where no rule was in force.
    """
    version, screening = case.boundary, case.screening
    if version is None or version.boundary is None:
        raise RedlineError(_NO_LINE)
    if screening is None:
        raise RedlineError(_NOT_SCREENED)
    areas = version.reading.areas
    area = MeasuredArea.of(areas) if areas is not None else MeasuredArea(version.boundary.area_m2, 0)
    rules = rules_of_case(case, facts, on)
    site = Site(
        area,
        screening.findings,
        frozenset(result.dataset for result in screening.datasets if result.fully_checked),
        {result.dataset: result.why for result in screening.datasets if not result.fully_checked},
        near,
    )
    return AssessedSite(facts, site, development_category(facts, area, rules), rules, version.number)
