"""Whether a flood risk assessment has to come with an application.

Source: national policy on flood risk as councils' validation lists give it (resources/rules/flood_risk.csv).
"""

from __future__ import annotations

from ..domain.application_facts import ApplicationFacts
from ..domain.finding import Finding
from ..domain.plain_lists import listed
from ..domain.rule_result import RuleResult, Standing, Topic
from .attributes import attribute
from .result_of_rows import result_of_rows
from .rules import RuleRow, Rules
from .scope import out_of_scope
from .site import Site
from .supplied import supplied_words
from .threshold import area_verdict

_SUBJECT = "flood-risk"
_TITLE = "Flood risk assessment"
_ZONES = "flood-risk-zone"
_CRITICAL = "critical-drainage-area"
_ASSESSMENT = ("floodRiskAssessment",)
_VULNERABLE = frozenset({"more vulnerable", "highly vulnerable"})


def flood_risk(facts: ApplicationFacts, site: Site, rules: Rules) -> RuleResult:
    """Whether an assessment is needed: in flood zone 2 or 3, from 1 ha in zone 1, where drainage is critical."""
    outside = out_of_scope(_SUBJECT, _TITLE, Topic.FLOOD_RISK, facts, rules)
    if outside is not None:
        return outside
    zones, large = rules.row("flood-risk.zones"), area_verdict(rules.row("flood-risk.zone-1-area"), site.area)
    in_zone = [finding for finding in site.overlapping((_ZONES,)).found if _level(finding) in zones.value.split() or not _level(finding)]
    critical = site.overlapping((_CRITICAL,))
    reasons: list[str] = []
    rows: list[RuleRow] = []
    if in_zone:
        levels = sorted({_level(finding) for finding in in_zone if _level(finding)}, reverse=True)
        zone = f"flood zone{'s' if len(levels) > 1 else ''} {listed(levels)}" if levels else "a flood zone of unknown level"
        reasons.append(f"The site lies in {zone}.")
        rows.append(zones)
    if critical.found:
        reasons.append("Drainage is critical here.")
        rows.append(rules.row("flood-risk.critical-drainage"))
    if large.reached:
        reasons.append(f"{large.words[:1].upper()}{large.words[1:]}.")
        rows.append(large.row)
    if rows:
        doubt = large.doubt if rows == [large.row] else ""
        reasons += supplied_words(facts, _ASSESSMENT, "a flood risk assessment")
        return _result(Standing.APPLIES, "needed", rows, reasons, doubt)
    return _not_seen(facts, site, rules, large.doubt)


def _not_seen(facts: ApplicationFacts, site: Site, rules: Rules, doubt: str) -> RuleResult:
    """Nothing asks for one, as drawn: what could not be checked, or only touches, is to be confirmed."""
    zones = site.overlapping((_ZONES,))
    doubts = [doubt]
    if zones.touching:
        doubts.append("a flood zone touches the line within the digitising tolerance")
    doubts += [f"flood zones could not be checked: {why}" for why in zones.blind.values()]
    why = site.why_unchecked(_CRITICAL)
    if why:
        doubts.append(f"areas of critical drainage, of which there are some in Devon and Cornwall, were not checked: {why}")
    rows = [rules.row("flood-risk.zones"), rules.row("flood-risk.zone-1-area")]
    if facts.vulnerability.lower() in _VULNERABLE:
        doubts.append(f"other sources of flooding: the use is {facts.vulnerability.lower()}")
        rows.append(rules.row("flood-risk.vulnerable-use"))
    standing = Standing.UNKNOWN if zones.blind else Standing.DOES_NOT_APPLY
    return _result(standing, "not known" if zones.blind else "not needed", rows, [], *doubts)


def _level(finding: Finding) -> str:
    return attribute(finding, "flood-risk-level")


def _result(standing: Standing, answer: str, rows: list[RuleRow], reasons: list[str], *doubts: str) -> RuleResult:
    warns = standing is Standing.APPLIES
    return result_of_rows(Topic.FLOOD_RISK, _SUBJECT, _TITLE, standing, answer, rows, reasons, *doubts, warns=warns)
