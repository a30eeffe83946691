"""What the rules of assessment need of the window: the settings, the profile, the day."""

from __future__ import annotations

from ...domain.case import Case
from ...domain.case_facts import facts_of_case
from ...domain.clock import today
from ...reports.assessed_site import AssessedSite, assessed_site
from ..case_list.cases_desk import CasesDesk
from ..network.back_office import authority_reference


def assessed(desk: CasesDesk, case: Case) -> AssessedSite:
    """The case as the rules see it today; RedlineError without a screened line in force."""
    settings = desk.settings
    facts = facts_of_case(case, authority_reference(settings))
    return assessed_site(case, facts, today(desk.clock), settings.near)
