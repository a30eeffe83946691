"""Whom to consult: every body once, with all its reasons.

Source: the Development Management Procedure Order 2015, article 16 and Schedule 4, directions and practice, row by row with how sure each
is (resources/rules/consultees.csv). The data suggests; "likely to affect" and "setting" are for the officer.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.instruction import Instruction
from ..domain.rule_result import RuleResult, Standing, Topic
from .attributes import layer_words
from .confirming import confirm_words
from .consultee_conditions import Circumstances
from .consultee_reasons import ConsulteeReason, consultee_reason
from .site import Site

_AUTOMATIC = frozenset({"auto", "auto-flag", "attribute"})
_NOT_CHECKED = "consultee.not-checked"


def consultees(around: Circumstances, site: Site, instructions: Sequence[Instruction] = ()) -> tuple[RuleResult, ...]:
    """One result a body that is, or may have to be, consulted; what no data can tell at all stands together in the last one."""
    by_body: dict[str, list[ConsulteeReason]] = {}
    for row in around.rules.family("consultee"):
        by_body.setdefault(row.code.split(".")[1], []).append(consultee_reason(row, around, site))
    results: list[RuleResult] = []
    unseen: list[ConsulteeReason] = []
    for body, reasons in by_body.items():
        instructed = next((one for one in instructions if one.body == body and _covers(one, around.facts.type_code)), None)
        result = _of_body(body, reasons, instructed)
        if result is not None:
            results.append(result)
        unseen += [reason for reason in reasons if reason.missing]
    if unseen:
        results.append(_unseen(unseen))
    return tuple(results)


def _covers(instruction: Instruction, type_code: str) -> bool:
    return f"{type_code}.".startswith(f"{instruction.type_code}.")


def _of_body(body: str, reasons: Sequence[ConsulteeReason], instructed: Instruction | None) -> RuleResult | None:
    asking = [reason for reason in reasons if reason.standing is Standing.APPLIES]
    unknown = [reason for reason in reasons if reason.standing is Standing.UNKNOWN and not reason.missing]
    doubtful = [reason for reason in reasons if reason.standing is Standing.DOES_NOT_APPLY and reason.doubts]
    if instructed is not None and asking:
        told = f"not asked: {instructed.reason}"
        return _result(body, asking, Standing.DOES_NOT_APPLY, told, [reason.words for reason in asking], [])
    if asking:
        sure = [reason for reason in asking if not reason.doubts]
        doubts = [] if sure else [doubt for reason in asking for doubt in reason.doubts]
        automatic = any(reason.row.details["level"] in _AUTOMATIC for reason in sure)
        at_decision = all(reason.row.details["level"] == "warn at decision" for reason in asking)
        answer_words = "to be asked before a grant" if at_decision else "consult" if automatic else "suggested"
        return _result(body, asking, Standing.APPLIES, answer_words, [reason.words for reason in asking], doubts, warns=at_decision)
    if unknown:
        words = [reason.words for reason in unknown]
        return _result(body, unknown, Standing.UNKNOWN, "not known", words, [doubt for reason in unknown for doubt in reason.doubts])
    if doubtful:
        words = [reason.words for reason in doubtful]
        return _result(body, doubtful, Standing.DOES_NOT_APPLY, "no", words, [doubt for reason in doubtful for doubt in reason.doubts])
    return None


def _unseen(reasons: Sequence[ConsulteeReason]) -> RuleResult:
    layers = sorted({layer_words(dataset) for reason in reasons for dataset in reason.missing})
    bodies = list(dict.fromkeys(reason.row.value for reason in reasons))
    return RuleResult(
        topic=Topic.CONSULTEE,
        code=_NOT_CHECKED,
        title="Consultees that no loaded layer tells of",
        standing=Standing.UNKNOWN,
        answer=f"not checked: {len(bodies)} bodies",
        citations=tuple(reason.row.citation for reason in reasons),
        reasons=(
            f"No layer is loaded of: {'; '.join(layers)}.",
            f"Look elsewhere whether to consult: {'; '.join(bodies)}.",
        ),
        confirm=confirm_words("each of these by hand, or load the layer"),
    )


def _result(
    body: str,
    reasons: Sequence[ConsulteeReason],
    standing: Standing,
    words: str,
    sentences: Sequence[str],
    doubts: Sequence[str],
    *,
    warns: bool = False,
) -> RuleResult:
    return RuleResult(
        topic=Topic.CONSULTEE,
        code=f"consultee.{body}",
        title=reasons[0].row.value,
        standing=standing,
        answer=words,
        citations=tuple(reason.row.citation for reason in reasons),
        reasons=tuple(dict.fromkeys(sentence for sentence in sentences if sentence)),
        confirm=confirm_words(*doubts),
        warns=warns,
    )
