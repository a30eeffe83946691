"""Everything that the rules say of one site and one application, in the order in which an officer reads it."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.application_facts import ApplicationFacts
from ..domain.rule_result import RuleResult
from .biodiversity import biodiversity
from .category import category_result, development_category
from .consultee_conditions import Circumstances
from .consultees import Instruction, consultees
from .determination import determination_period, determination_result
from .environmental_impact import environmental_impact
from .fees import fee, fee_result
from .flood_risk import flood_risk
from .publicity import publicity
from .rules import Rules
from .site import Site


def site_results(facts: ApplicationFacts, site: Site, rules: Rules, instructions: Sequence[Instruction] = ()) -> tuple[RuleResult, ...]:
    """Category, period, fee, environmental impact, flood risk, biodiversity, publicity and consultees of a site as drawn.

    ``instructions`` are what bodies have told the council not to ask them about.
    """
    category = development_category(facts, site.area, rules)
    return (
        category_result(category),
        determination_result(facts, determination_period(facts, category, rules), rules),
        fee_result(fee(facts, site.area, category, rules)),
        environmental_impact(facts, site, rules),
        flood_risk(facts, site, rules),
        biodiversity(facts, site, category, rules),
        *publicity(facts, site, category, rules),
        *consultees(Circumstances(facts, site.area, category, rules), site, instructions),
    )
