"""What of an assessment stays in the case file when it is sent, and why: for the officer, before it is sent."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain.case import Case
from ..domain.casework.immunity import Immunity
from ..domain.casework.kept_record import CaseworkRecord
from ..domain.casework.neighbour_record import NeighbourRecord
from ..domain.casework.permitted_development import PermittedDevelopment
from ..domain.casework.resolution import Resolution
from ..domain.casework.wrong_constraint import WrongConstraint
from ..domain.constraint_answer import AnswerKind
from ..domain.plain_figures import counted

_NOT_APPLYING = {
    AnswerKind.DOES_NOT_APPLY: "that a constraint does not apply",
    AnswerKind.TO_BE_CONFIRMED: "that a constraint is to be confirmed",
    AnswerKind.CHECKED_ELSEWHERE: "that a dataset was checked elsewhere",
}


def kept_here(case: Case) -> tuple[str, ...]:
    """A sentence for each sort of piece that the back office does not get, with the reason."""
    return tuple(_sentences(case))


def _sentences(case: Case) -> Iterator[str]:
    for kind, words in _NOT_APPLYING.items():
        number = sum(answer.given.kind is kind for answer in case.answers)
        if number:
            yield f"{counted(number, 'answer')} {words}: the back office lists only what applies. The report has them."
    lists = _number(case, NeighbourRecord)
    if lists:
        writes = "the back office finds neighbours and writes to them itself, and addresses leave this computer only where they must"
        yield f"{counted(lists, 'list')} of neighbours: {writes}. “Copy addresses” takes them there."
    if _number(case, PermittedDevelopment):
        yield "What you said of permitted development rights: the back office asks that on a page of its own. The report has it."
    if _number(case, Immunity):
        yield "The single answers on immunity: the back office gets the text that is made of them, under “Assess immunity”."
    if _number(case, Resolution):
        yield "The resolution: to the back office the application stays undecided until there is a decision."
    wrong = [each.record for each in case.casework if isinstance(each.record, WrongConstraint)]
    if wrong:
        dealt = sum(not each.waits for each in wrong)
        more = f", which has dealt with {'it' if dealt == len(wrong) == 1 else dealt}" if dealt else ""
        goes = "it goes" if len(wrong) == 1 else "they go"
        yield f"{counted(len(wrong), 'report')} of a wrong constraint: {goes} to your GIS team{more}."


def _number(case: Case, kind: type[CaseworkRecord]) -> int:
    return sum(isinstance(each.record, kind) for each in case.casework)
