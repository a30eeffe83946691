"""Whether biodiversity net gain is required, or what exempts an application.

Source: the Town and Country Planning Act 1990, Schedule 7A, and its exemptions (resources/rules/biodiversity.csv). The day on which the
exemption of sites up to 0.2 ha began was not found: its row says so, and so does every answer that rests on it.
"""

from __future__ import annotations

from dataclasses import replace

from ..domain.application_facts import ApplicationFacts
from ..domain.dataset import kind_of
from ..domain.rule_result import RuleResult, Standing, Topic
from .attributes import layers, named
from .category import DevelopmentCategory
from .result_of_rows import result_of_rows
from .rules import RuleRow, Rules
from .scope import out_of_scope
from .site import Sight, Site
from .supplied import supplied_words
from .threshold import area_verdict, count_verdict

_SUBJECT = "biodiversity"
_TITLE = "Biodiversity net gain"
_INFORMATION = ("biodiversityNetGainInformation",)
_NOT_YET = "not yet in force for this application"


def biodiversity(facts: ApplicationFacts, site: Site, category: DevelopmentCategory, rules: Rules) -> RuleResult:
    """Whether the gain is required for a site as drawn; an exemption names its rule."""
    if rules.find("biodiversity.gain-major") is None:
        return _result(Standing.DOES_NOT_APPLY, _NOT_YET, [], [])
    outside = out_of_scope(_SUBJECT, _TITLE, Topic.BIODIVERSITY, facts, rules)
    if outside is not None:
        return outside
    duty = rules.find(f"biodiversity.gain-{'major' if category.is_major else 'minor'}")
    if duty is None:
        return _result(Standing.DOES_NOT_APPLY, _NOT_YET, [rules.row("biodiversity.gain-major")], [])
    found = _little_habitat(facts, rules) or _self_build(facts, site, rules) or _small_site(facts, site, duty, rules) or _duty(duty, rules)
    if found.standing is not Standing.APPLIES:
        return found
    return replace(found, reasons=(*found.reasons, *supplied_words(facts, _INFORMATION, "information on biodiversity net gain")))


def _little_habitat(facts: ApplicationFacts, rules: Rules) -> RuleResult | None:
    if facts.habitat_m2 is None or facts.linear_habitat_m is None or facts.priority_habitat:
        return None
    area = count_verdict(rules.row("biodiversity.least-habitat"), facts.habitat_m2, "m² of habitat")
    length = count_verdict(rules.row("biodiversity.least-linear-habitat"), facts.linear_habitat_m, "m of linear habitat")
    if not (area.reached and length.reached):
        return None
    doubts = ["whether any of the habitat is priority habitat"] if facts.priority_habitat is None else []
    return _exempt("little habitat affected", [area.row, length.row], [f"{area.words}; {length.words}."], *doubts)


def _self_build(facts: ApplicationFacts, site: Site, rules: Rules) -> RuleResult | None:
    few, small = rules.find("biodiversity.self-build-dwellings"), rules.find("biodiversity.self-build-area")
    if not facts.self_build or few is None or small is None or facts.dwellings is None:
        return None
    number, area = count_verdict(few, facts.dwellings, "dwellings"), area_verdict(small, site.area)
    if not (number.reached and area.reached):
        return None
    return _exempt("self-build", [few, small], [f"{number.words}; {area.words}."], area.doubt)


def _small_site(facts: ApplicationFacts, site: Site, duty: RuleRow, rules: Rules) -> RuleResult | None:
    row = rules.find("biodiversity.small-site")
    if row is None:
        return None
    area = area_verdict(row, site.area)
    if not area.reached:
        return None if area.certain else _result(Standing.APPLIES, _required(duty), [duty, row], [], area.doubt)
    priority = {one.code.split(".", 1)[1]: one for one in rules.family("biodiversity-priority")}
    sight = site.overlapping(tuple(priority))
    if facts.priority_habitat or sight.found:
        what = named(sight.found) or "as the application says"
        rows = [duty, row, *(priority[kind_of(finding.entity.dataset)] for finding in sight.found)]
        doubts = [] if facts.priority_habitat else ["that the priority habitat on the site is affected"]
        return _result(Standing.APPLIES, _required(duty), rows, [f"Not exempt as a small site: priority habitat ({what})."], *doubts)
    doubts = [area.doubt, *([] if facts.priority_habitat is False else _unseen(sight))]
    return _exempt("site up to 0.2 ha", [row], [f"{area.words[:1].upper()}{area.words[1:]}."], *doubts)


def _unseen(sight: Sight) -> list[str]:
    if not sight.blind:
        return []
    return [f"that there is no priority habitat: {layers(sorted(sight.blind))} could not be checked"]


def _duty(duty: RuleRow, rules: Rules) -> RuleResult:
    announced = rules.find("biodiversity.small-site-announced")
    if announced is None:
        return _result(Standing.APPLIES, _required(duty), [duty], [])
    doubt = "whether an exemption of sites up to 0.2 ha, announced on 15 April 2026, is in force"
    return _result(Standing.APPLIES, _required(duty), [duty, announced], [], doubt)


def _required(duty: RuleRow) -> str:
    return f"{duty.number:g} % gain required"


def _exempt(why: str, rows: list[RuleRow], reasons: list[str], *doubts: str) -> RuleResult:
    return _result(Standing.DOES_NOT_APPLY, f"exempt: {why}", rows, reasons, *doubts)


def _result(standing: Standing, answer: str, rows: list[RuleRow], reasons: list[str], *doubts: str) -> RuleResult:
    return result_of_rows(Topic.BIODIVERSITY, _SUBJECT, _TITLE, standing, answer, rows, reasons, *doubts)
