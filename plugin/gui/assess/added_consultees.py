"""Whom the constraints bring into consultation that an act would send: said before it is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ...domain.case import Case
from ...domain.constraint_answer import AnswerKind
from ...domain.errors import RedlineError
from ...domain.outbox_verbs import PUT_CONSTRAINT
from ..case_list.cases_desk import CasesDesk
from ..environment.profile_of import profile_of
from .case_rules import assessed

if TYPE_CHECKING:
    from ...casefile.casework.sending_casework import Step


def added_consultees(desk: CasesDesk, case: Case, steps: Iterable[Step] | None = None) -> str:
    """A sentence; "" where no constraint would be sent. ``steps`` are those of the act, all that the assessment has to send by default."""
    from ...reports.consultees_added import added_words, consultees_added

    if not any(answer.given.kind is AnswerKind.APPLIES for answer in case.answers):
        return ""
    try:
        known = steps if steps is not None else _to_send(desk, case)
        sent = [step.payload["data"] for step in known if step.verb == PUT_CONSTRAINT and step.payload is not None]
        if not sent:
            return ""
        return added_words(consultees_added(case, assessed(desk, case), sent, profile_of(desk.settings).profile.instructions))
    except RedlineError:  # without a screened line nothing is suggested
        return ""


def _to_send(desk: CasesDesk, case: Case) -> list[Step]:
    return desk.reader.casework_to_send(case.uuid) if desk.reader is not None else []
