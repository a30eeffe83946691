"""What one row of resources/rules/consultees.csv says of one site."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..domain.finding import Finding
from ..domain.rule_result import Standing
from .attributes import layer_words, named
from .consultee_conditions import Answer, Circumstances, answer
from .rules import RuleRow
from .site import Sight, Site

_POSITION = "consultee-threshold.position"


@dataclass(frozen=True)
class ConsulteeReason:
    """One row's answer: whether it asks for the body, the evidence in words, and what the officer has to judge.

    ``missing`` are the layers that were never loaded, where the answer fails for want of them alone.
    """

    row: RuleRow
    standing: Standing
    words: str
    doubts: tuple[str, ...] = field(default=())
    missing: tuple[str, ...] = field(default=())


def consultee_reason(row: RuleRow, around: Circumstances, site: Site) -> ConsulteeReason:
    """Judge one row: first what is proposed, then the place."""
    condition = answer(row.details["condition"], around)
    if condition.holds is False:
        doubts = (condition.doubt,) if condition.doubt and _sight(row, site).found else ()
        return ConsulteeReason(row, Standing.DOES_NOT_APPLY, _sentence(row, "The condition is not met"), doubts)
    datasets = row.details["datasets"].split()
    if not datasets:
        return _by_facts(row, condition)
    sight = _sight(row, site)
    if sight.found:
        return _seen(row, sight, condition, around)
    if sight.touching:
        doubts = (f"the touch: {named(sight.touching)} only touches the line",)
        return ConsulteeReason(row, Standing.DOES_NOT_APPLY, _sentence(row, f"{named(sight.touching)} touches the line"), doubts)
    if not sight.blind:
        return _just_beyond(row, around, site) or ConsulteeReason(row, Standing.DOES_NOT_APPLY, "")
    never_loaded = all(site.never_loaded(dataset) for dataset in sight.blind)
    why = "; ".join(f"{layer_words(dataset)}: {reason}" for dataset, reason in sight.blind.items())
    return ConsulteeReason(row, Standing.UNKNOWN, _sentence(row, "Not checked"), (why,), tuple(sight.blind) if never_loaded else ())


def _just_beyond(row: RuleRow, around: Circumstances, site: Site) -> ConsulteeReason | None:
    """What lies outside a distance by less than two layers may be apart is not asked for, and told."""
    limit, margin = float(row.details["distance_m"] or 0), around.rules.number(_POSITION)
    if row.details["test"] != "within" or limit <= margin:
        return None
    found = site.within(tuple(row.details["datasets"].split()), limit + margin).found
    if not found:
        return None
    nearest = min(finding.distance_m for finding in found)
    words = f"{named(found)}, {nearest:.1f} m away, is beyond {limit:g} m"
    return ConsulteeReason(
        row, Standing.DOES_NOT_APPLY, _sentence(row, words), (f"the distance: {nearest:.1f} m, and the limit is {limit:g} m",)
    )


def _by_facts(row: RuleRow, condition: Answer) -> ConsulteeReason:
    """A consultee of no place: the facts alone decide, and where nobody has said them there is nothing to say."""
    if condition.holds is None:
        return ConsulteeReason(row, Standing.DOES_NOT_APPLY, "", ())
    doubts = tuple(doubt for doubt in (condition.doubt, _verify(row)) if doubt)
    return ConsulteeReason(row, Standing.APPLIES, _sentence(row, "By what is proposed"), doubts)


def _seen(row: RuleRow, sight: Sight, condition: Answer, around: Circumstances) -> ConsulteeReason:
    judged = f"whether {row.details['when']}" if condition.holds is None and row.details["when"] else ""
    doubts = tuple(doubt for doubt in (judged, condition.doubt, _at_the_edge(row, sight, around), _verify(row)) if doubt)
    return ConsulteeReason(row, Standing.APPLIES, _sentence(row, _evidence(row, sight)), doubts)


def _sight(row: RuleRow, site: Site) -> Sight:
    datasets, test = tuple(row.details["datasets"].split()), row.details["test"]
    if not datasets:
        return Sight()
    if test == "near":
        sight = site.within(datasets, site.near)
    elif test == "within":
        reach = float(row.details["distance_m"]) + float(row.details["margin_m"] or 0)
        sight = site.within(datasets, reach)
    else:
        sight = site.overlapping(datasets)
    found = tuple(finding for finding in sight.found if _has_attribute(row, finding, site) and _is_large_enough(row, finding))
    touching = tuple(finding for finding in sight.touching if _has_attribute(row, finding, site))
    return Sight(found, touching, {} if found else sight.blind)


def _has_attribute(row: RuleRow, finding: Finding, site: Site) -> bool:
    """Whether a finding has one of the values that the row asks for; a value that could not be read is not held against it."""
    name, _, values = row.details["attribute"].partition("=")
    value = site.attribute(finding, name).lower() if name else ""
    return not value or value.replace("grade ", "") in values.lower().split("|")


def _is_large_enough(row: RuleRow, finding: Finding) -> bool:
    return row.details["test"] != "overlap area" or finding.overlap_m2 >= float(row.details["distance_m"])


def _evidence(row: RuleRow, sight: Sight) -> str:
    names = named(sight.found)
    if row.details["test"] not in {"within", "near"}:
        return names
    nearest = min(finding.distance_m for finding in sight.found)
    if row.details["margin_m"] and nearest > float(row.details["distance_m"]):
        return f"{names}, {nearest:.1f} m away: its bank may be within {row.details['distance_m']} m, measure on the plan"
    return names if nearest <= 0 else f"{names}, {nearest:.1f} m away"


def _at_the_edge(row: RuleRow, sight: Sight, around: Circumstances) -> str:
    """A distance that two layers drawn on the same mapping can be out by decides nothing."""
    if row.details["test"] != "within":
        return ""
    limit, nearest = float(row.details["distance_m"]), min(finding.distance_m for finding in sight.found)
    if row.details["margin_m"] and nearest > limit:
        return f"the distance: the centreline is {nearest:.1f} m away, and the rule asks for {limit:g} m from the top of the bank"
    margin = around.rules.number(_POSITION)
    if nearest > 0 and limit > margin and limit - nearest <= margin:
        return f"the distance: {nearest:.1f} m, and the limit is {limit:g} m"
    return ""


def _verify(row: RuleRow) -> str:
    """The study says of each row whether it may be relied on as it is."""
    return "" if row.details["verify"] == "no" else f"the rule itself ({row.code}, sureness {row.sure})"


def _sentence(row: RuleRow, evidence: str) -> str:
    when = row.details["when"]
    return f"{evidence}: where {when}." if when else f"{evidence}."
