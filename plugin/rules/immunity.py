"""Whether the time for enforcement has passed on the day of an application.

Source: Town and Country Planning Act 1990, sections 171B, 171BA and 191 (resources/rules/immunity.csv). Time alone gives no certificate:
the officer weighs the evidence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ..domain.casework.immunity import Breach, Immunity
from ..domain.casework.said import Said
from ..domain.citation import Citation
from ..domain.plain_days import plain_day
from .confirming import confirm_words, unsure
from .rules import RuleRow, Rules

_FAMILY = "immunity"
_NOTICE = "An enforcement notice is in force: no certificate (section 191)."
_CONCEALED = "It was concealed on purpose: a planning enforcement order may be asked for (section 171BA)."
_INTERRUPTED = "It was interrupted: the period runs anew from the last day on which it began."
_KINDS = {Breach.OPERATIONS: "operations", Breach.DWELLING: "dwelling", Breach.OTHER: "other"}


@dataclass(frozen=True)
class ImmunityAnswer:
    """``says`` are sentences; ``passed`` is None where it can't be told. ``bops_reason`` is BOPS's word for the period, "" without one."""

    says: tuple[str, ...]
    passed: bool | None
    bops_reason: str = ""
    citation: Citation | None = None
    confirm: str = ""
    defeats: tuple[str, ...] = field(default=())


def immunity_answer(found: Immunity, on: date, rules: Rules) -> ImmunityAnswer:
    """What the dates come to for an application of the day ``on``, and what else an officer said that defeats it or has to be found out."""
    defeats, open_questions = _others(found)
    if found.began_on is None:
        what = "was substantially completed" if found.breach is Breach.OPERATIONS else "began"
        return ImmunityAnswer((f"Say on which day it {what}: the period runs from there.", *open_questions), None, defeats=defeats)
    row = _row(found, rules)
    if row is None:
        return ImmunityAnswer((f"No period is in the tables for a breach of {plain_day(found.began_on)}.",), None, defeats=defeats)
    immune_on = _years_after(found.began_on, int(row.number))
    passed = immune_on <= on
    how = "is over since" if passed else "ends on"
    says = (
        f"{row.number:g} years from {plain_day(found.began_on)}: the period {how} {plain_day(immune_on)}; applied for on {plain_day(on)}."
    )
    return ImmunityAnswer(
        (says, *open_questions), passed and not defeats, row.details["bops_reason"], row.citation, confirm_words(unsure([row])), defeats
    )


def _others(found: Immunity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    defeats, unknown = [], []
    for said, bad, words, ask in (
        (found.notice_in_force, Said.YES, _NOTICE, "whether an enforcement notice is in force"),
        (found.concealed, Said.YES, _CONCEALED, "whether it was concealed"),
        (found.continuous, Said.NO, _INTERRUPTED, "whether it went on without a break"),
    ):
        if said is bad:
            defeats.append(words)
        elif said is Said.UNKNOWN:
            unknown.append(ask)
    return tuple(defeats), (f"To be found out: {'; '.join(unknown)}.",) if unknown else ()


def _row(found: Immunity, rules: Rules) -> RuleRow | None:
    began = found.began_on
    return next((row for row in rules.family(_FAMILY) if began is not None and _is_of(row, found.breach) and _covers(row, began)), None)


def _is_of(row: RuleRow, breach: Breach) -> bool:
    return row.code.split(".")[1].split("-")[0] == _KINDS[breach]


def _covers(row: RuleRow, began: date) -> bool:
    first, last = row.details["began_from"], row.details["began_to"]
    return (not first or date.fromisoformat(first) <= began) and (not last or began <= date.fromisoformat(last))


def _years_after(day: date, years: int) -> date:
    """The same day of a later year; of a 29 February the 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
