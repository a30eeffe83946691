"""What is said to an officer of a constraint that was reported as wrong: that it waits, or what the GIS team made of it."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.casework.kept_record import KeptRecord
from ..domain.casework.wrong_constraint import WrongConstraint
from ..domain.finding import Entity
from .plain_text import plain_text
from .wording import day_words


def report_words(kept: KeptRecord) -> str:
    """Such as: Reported as wrong on 22 November 2026 (it lies elsewhere); put right in the data: “Moved.” Ann Map, 27 November 2026."""
    record = kept.record
    if not isinstance(record, WrongConstraint):
        return ""
    reported = f"Reported as wrong on {day_words(record.reported_at or kept.changed_at)} ({record.fault.value})"
    if record.waits:
        return f"{reported}; it {record.state.value}."
    return f"{reported}; {record.state.value}: “{plain_text(record.word)}” {plain_text(kept.officer)}, {day_words(kept.changed_at)}."


def reports_about(entity: Entity, casework: Iterable[KeptRecord]) -> list[KeptRecord]:
    """The reports of a case that are about this record of a dataset, the one that was changed last first."""
    of = (entity.dataset, entity.number, entity.reference)
    found = [
        each
        for each in casework
        if isinstance(each.record, WrongConstraint) and (each.record.dataset, each.record.number, each.record.reference) == of
    ]
    return sorted(found, key=lambda each: each.changed_at, reverse=True)
