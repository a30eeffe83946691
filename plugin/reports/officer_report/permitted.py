"""What a report says of the officer's answers on permitted development rights, and on the time for enforcement against a breach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...domain.application_facts import ApplicationFacts
from ...domain.case import Case
from ...domain.casework.immunity import Breach, Immunity
from ...domain.casework.permitted_development import PermittedDevelopment
from ...domain.casework.said import Said
from ...domain.plain_days import plain_day
from ...rules.rules import Rules
from ..immunity_advice import immunity_advice
from ..plain_text import plain_lines, plain_text
from .content import Facts, Paragraph, Part


def permitted_development(case: Case) -> Iterator[Part]:
    """Each answer, one that is not known as well; nothing where the officer has kept none."""
    for record in (kept.record for kept in case.casework if isinstance(kept.record, PermittedDevelopment)):
        removed = record.removed.value
        if record.removed is Said.YES:
            removed = f"{removed}: {record.removed_reason.strip()}"
        rows = [
            ("The proposal is development", record.is_development.value),
            ("The work lies on the part that a designation or direction covers", record.on_affected_part.value),
            ("Rights were removed", removed),
            *([("Note", record.note.strip())] if record.note.strip() else []),
        ]
        yield Paragraph("Permitted development", strong=True)
        yield Facts(tuple((label, plain_text(value)) for label, value in rows))


def immunity(case: Case, facts: ApplicationFacts, rules: Rules, on: date) -> Iterator[Part]:
    """Each answer with what the rules make of it; nothing where the officer has kept none."""
    for record in (kept.record for kept in case.casework if isinstance(kept.record, Immunity)):
        began = "Substantially completed" if record.breach is Breach.OPERATIONS else "Began"
        rows = [
            ("The breach", record.breach.value),
            (began, plain_day(record.began_on) if record.began_on is not None else Said.UNKNOWN.value),
            ("It went on without a break", record.continuous.value),
            ("It was concealed on purpose", record.concealed.value),
            ("An enforcement notice is in force", record.notice_in_force.value),
            ("Evidence", record.evidence.strip() or "none is named"),
            ("By the rules", "\n".join(immunity_advice(record, facts, rules, on))),
        ]
        yield Paragraph("Time for enforcement", strong=True)
        yield Facts(tuple((label, plain_lines(value)) for label, value in rows))
