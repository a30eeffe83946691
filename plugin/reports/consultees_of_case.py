"""Whom to consult on a case: each body once, what the rules say of it beside what the officer has said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..domain.case import Case
from ..domain.casework.consultation import Consultation, ConsultationAnswer
from ..domain.casework.kept_record import KeptRecord
from ..domain.instruction import Instruction
from ..domain.rule_result import RuleResult, Standing
from ..rules.consultee_conditions import Circumstances
from ..rules.consultees import consultees
from .assessed_site import AssessedSite

_FAMILY = "consultee."
_NOT_CHECKED = "consultee.not-checked"
_REPLY_DAYS = 21
SUGGESTED = "Suggested"
_GROUPS = {
    Standing.APPLIES: SUGGESTED,
    Standing.UNKNOWN: "Not known: look at these yourself",
    Standing.DOES_NOT_APPLY: "Not suggested, but look",
}
DECIDED, NO_LONGER = "Answered", "Answered for an earlier red line"


@dataclass(frozen=True)
class ConsulteeLine:
    """One body. ``group`` is the heading that it stands under, ``says`` what the rules say in a few words, ``confirm`` what is doubtful.

    ``kept`` is the officer's answer, None without one.
    """

    body: str
    name: str
    group: str
    says: str
    reasons: tuple[str, ...] = field(default=())
    confirm: str = ""
    sources: tuple[str, ...] = field(default=())
    reply_days: int = _REPLY_DAYS
    kept: KeptRecord | None = None

    @property
    def consultation(self) -> Consultation | None:
        """What the officer said."""
        record = self.kept.record if self.kept is not None else None
        return record if isinstance(record, Consultation) else None

    def answered(self, answer: ConsultationAnswer, version: int, note: str = "") -> Consultation:
        """The officer's answer, with the reasons as they stand now; the day on which the body was written to stays."""
        before = self.consultation
        asked_on = before.asked_on if before is not None else None
        return Consultation(self.body, self.name, answer, self.reasons, note, version, asked_on, self.reply_days)


@dataclass(frozen=True)
class ConsulteesOfCase:
    """``unseen`` are the sentences about what no loaded layer tells of."""

    lines: tuple[ConsulteeLine, ...]
    unseen: tuple[str, ...] = field(default=())

    def having(self, answer: ConsultationAnswer) -> tuple[ConsulteeLine, ...]:
        return tuple(line for line in self.lines if line.consultation is not None and line.consultation.answer is answer)


def consultees_of_case(case: Case, assessed: AssessedSite, instructions: Sequence[Instruction] = ()) -> ConsulteesOfCase:
    """Every body that the rules name or that the officer has answered for, the unanswered suggestions first."""
    kept = {each.record.body: each for each in case.casework if isinstance(each.record, Consultation)}
    around = Circumstances(assessed.facts, assessed.site.area, assessed.category, assessed.rules)
    found = consultees(around, assessed.site, instructions)
    days = _reply_days(assessed)
    lines = [_line(result, kept.get(_body(result)), days) for result in found if result.code != _NOT_CHECKED]
    named = {line.body for line in lines}
    lines += [_own(each) for body, each in kept.items() if body not in named]
    order = [*_GROUPS.values(), DECIDED, NO_LONGER]
    unseen = tuple(reason for result in found if result.code == _NOT_CHECKED for reason in result.reasons)
    return ConsulteesOfCase(tuple(sorted(lines, key=lambda line: order.index(line.group))), unseen)


def own_consultation(name: str, version: int, note: str) -> Consultation:
    """A body that the officer adds."""
    return Consultation(f"own:{name.strip().lower()}", name.strip(), ConsultationAnswer.CONSULT, (), note.strip(), version)


def _line(result: RuleResult, kept: KeptRecord | None, days: dict[str, int]) -> ConsulteeLine:
    body = _body(result)
    return ConsulteeLine(
        body,
        result.title,
        DECIDED if kept is not None else _GROUPS.get(result.standing, _GROUPS[Standing.UNKNOWN]),
        result.answer,
        result.reasons,
        result.confirm,
        tuple(dict.fromkeys(citation.source for citation in result.citations)),
        days.get(body, _REPLY_DAYS),
        kept,
    )


def _own(kept: KeptRecord) -> ConsulteeLine:
    record = kept.record
    if not isinstance(record, Consultation):
        raise TypeError(f"{type(record).__name__} is no consultation.")
    by_hand = record.body.startswith("own:")
    group = DECIDED if by_hand else NO_LONGER
    says = "added by an officer" if by_hand else "the rules do not name it for the red line in force"
    return ConsulteeLine(record.body, record.name, group, says, record.reasons, reply_days=record.reply_days, kept=kept)


def _body(result: RuleResult) -> str:
    return result.code[len(_FAMILY) :]


def _reply_days(assessed: AssessedSite) -> dict[str, int]:
    days: dict[str, int] = {}
    for row in assessed.rules.family("consultee"):
        told = row.details["reply_days"]
        if told:
            body = row.code.split(".")[1]
            days[body] = max(days.get(body, 0), int(float(told)))
    return days
