"""What applies to the first red line of an application while it is being drawn: there is none before it to be compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ..domain.application_facts import ApplicationFacts
from ..domain.consequence import Consequence, Movement
from ..domain.instruction import Instruction
from ..domain.neighbour import NeighbourList
from ..domain.rule_result import Standing
from ..rules.results import site_results
from ..rules.rules import Rules
from .consequences import ScreenedLine, in_force, in_order, judged_on, site_of
from .constraint_changes import constraint_changes, unchecked_changes
from .neighbour_changes import neighbour_changes
from .result_changes import result_changes


def what_applies(
    line: ScreenedLine, facts: ApplicationFacts, on: date, instructions: Sequence[Instruction] = ()
) -> tuple[Consequence, ...]:
    """Constraints, category, period, fee, notices, consultees and neighbours of a line whose ``area`` is known, judged ``on`` a day.

    ``instructions`` are what bodies have told the council not to ask them about. What does not apply is SAME, all else GAINED or UNKNOWN.
    """
    rules = Rules(facts.applied_on or on, validity=facts.valid_on, decision=on)
    line = replace(line, findings=in_force(line.findings, judged_on(facts, rules, on)))
    return in_order(replace(each, before="") for each in _lines(line, facts, rules, instructions))


def _lines(line: ScreenedLine, facts: ApplicationFacts, rules: Rules, instructions: Sequence[Instruction]) -> Iterator[Consequence]:
    yield from constraint_changes((), line.findings, rules)
    yield from unchecked_changes({}, line.unchecked, rules)
    if line.neighbours is not None:
        yield from neighbour_changes(NeighbourList(()), line.neighbours, rules)
    if line.area is None:
        return
    results = site_results(facts, site_of(line, line.area), rules, instructions)
    values = {result.code for result in results if result.standing is Standing.VALUE}
    for each in result_changes((), results):
        yield replace(each, movement=Movement.GAINED) if each.code in values else each
