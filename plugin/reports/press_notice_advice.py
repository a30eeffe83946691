"""What the rules say of a press notice for a case, reason by reason."""

from __future__ import annotations

from typing import NamedTuple

from ..domain.rule_result import Standing
from ..rules.attributes import layers
from ..rules.publicity import press_notice_reasons, publicity
from .assessed_site import AssessedSite


class PressAdvice(NamedTuple):
    """``says`` is the answer of the rules in a sentence; ``reasons`` by code what speaks for each.

    ``sure`` are the codes that need no judgement; ``unseen`` says what could not be looked at.
    """

    says: str
    reasons: dict[str, str]
    sure: frozenset[str]
    unseen: str


def press_notice_advice(assessed: AssessedSite) -> PressAdvice:
    """Which notice the rules ask for; a type of application that is advertised by no rule has no reasons."""
    results = publicity(assessed.facts, assessed.site, assessed.category, assessed.rules)
    press = next((each for each in results if each.code == "publicity.press-notice"), results[0])
    if press.code != "publicity.press-notice":
        return PressAdvice(f"{press.title}: {press.answer}. {press.confirm}".strip(), {}, frozenset(), "")
    known = press_notice_reasons(assessed.facts, assessed.site, assessed.category, assessed.rules)
    reasons: dict[str, str] = {}
    for each in known.reasons:
        told = f"{each.words[:1].upper()}{each.words[1:]}." + (f" To be judged: {each.doubt}." if each.doubt else "")
        reasons[each.bops_reason] = f"{reasons[each.bops_reason]} {told}" if each.bops_reason in reasons else told
    blind = [*known.unseen, *known.missing]
    unseen = f"Not looked at, for want of data: {layers(blind)}." if blind else ""
    asked = press.standing is Standing.APPLIES
    says = f"Press notice: {press.answer}{', if you find so' if asked and not known.certain else ''}. {press.confirm}".strip()
    return PressAdvice(says, reasons, frozenset(each.bops_reason for each in known.certain), unseen)
