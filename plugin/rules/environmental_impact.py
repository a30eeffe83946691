"""Whether a screening opinion on environmental impact is needed.

Source: the Town and Country Planning (Environmental Impact Assessment) Regulations 2017, SI 2017/571, Schedule 2
(resources/rules/environmental_impact.csv). In a sensitive area the thresholds don't count.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..domain.application_facts import ApplicationFacts
from ..domain.dataset import kind_of
from ..domain.rule_result import RuleResult, Standing, Topic
from .attributes import layers, named
from .category import is_minerals_or_waste
from .result_of_rows import result_of_rows
from .rules import RuleRow, Rules
from .scope import out_of_scope
from .site import Sight, Site
from .threshold import Verdict, area_verdict, count_verdict

_SUBJECT = "environmental-impact"
_TITLE = "Environmental impact: screening opinion"


def environmental_impact(facts: ApplicationFacts, site: Site, rules: Rules) -> RuleResult:
    """Whether the council has to say if an environmental impact assessment is needed, for a site as drawn."""
    outside = out_of_scope(_SUBJECT, _TITLE, Topic.ENVIRONMENTAL_IMPACT, facts, rules)
    if outside is not None:
        return outside
    if facts.environmental_statement:
        return _result(Standing.DOES_NOT_APPLY, "an environmental statement comes with it", [rules.row("environmental-impact.statement")])
    if is_minerals_or_waste(facts, rules) and not facts.development:
        row = rules.row("environmental-impact.minerals-or-waste")
        return _result(Standing.UNKNOWN, "not known", [row], (), "the threshold of its kind, which is not in the table")
    sensitive = {row.code.split(".", 1)[1]: row for row in rules.family("environmental-impact-sensitive")}
    sight = site.overlapping(tuple(sensitive))
    if sight.found:
        rows = [sensitive[kind_of(finding.entity.dataset)] for finding in sight.found]
        doubt = "whether it is a kind of development that Schedule 2 names: in a sensitive area its size does not matter"
        return _result(Standing.APPLIES, "needed", rows, (f"In a sensitive area: {named(sight.found)}.",), doubt)
    verdicts = list(_verdicts(facts, site, rules))
    reached = [verdict for verdict in verdicts if verdict.reached]
    settled = any(verdict.certain for verdict in reached)
    doubts = [] if settled else [verdict.doubt for verdict in verdicts if verdict.doubt]
    if not reached:
        doubts += _unseen(sight)
    telling = [verdict.row for verdict in (reached or verdicts)]
    reasons = tuple(f"{verdict.words[:1].upper()}{verdict.words[1:]}." for verdict in (reached or verdicts))
    if reached:
        return _result(Standing.APPLIES, "needed", telling, reasons, *doubts)
    standing = Standing.UNKNOWN if sight.blind else Standing.DOES_NOT_APPLY
    return _result(standing, "not known" if sight.blind else "not needed", telling, reasons, *doubts)


def _verdicts(facts: ApplicationFacts, site: Site, rules: Rules) -> Iterator[Verdict]:
    if facts.development:
        yield area_verdict(rules.row(f"{_SUBJECT}.{facts.development}"), site.area)
        return
    if facts.dwellings is not None:
        yield count_verdict(rules.row(f"{_SUBJECT}.urban-dwellings"), facts.dwellings, "dwellings")
    if not facts.residential and not facts.dwellings:
        yield _if_unsaid(area_verdict(rules.row(f"{_SUBJECT}.urban-area"), site.area), facts)
    yield area_verdict(rules.row(f"{_SUBJECT}.urban-whole"), site.area)


def _if_unsaid(verdict: Verdict, facts: ApplicationFacts) -> Verdict:
    """The hectare counts for what is not dwellings alone; where nobody has said which it is, that has to be confirmed."""
    if facts.residential is not None or not verdict.reached:
        return verdict
    doubt = verdict.doubt or f"whether it is for dwellings: {verdict.words}, which counts for other development"
    return Verdict(verdict.row, verdict.reached, verdict.words, doubt)


def _unseen(sight: Sight) -> list[str]:
    touching = [f"whether the site is in a sensitive area: {named(sight.touching)} touches the line"] if sight.touching else []
    blind = [f"{layers(sorted(sight.blind))} could not be checked, and in a sensitive area the size does not matter"] if sight.blind else []
    return touching + blind


def _result(standing: Standing, answer: str, rows: list[RuleRow], reasons: tuple[str, ...] = (), *doubts: str) -> RuleResult:
    warns = standing is Standing.APPLIES
    return result_of_rows(Topic.ENVIRONMENTAL_IMPACT, _SUBJECT, _TITLE, standing, answer, rows, reasons, *doubts, warns=warns)
