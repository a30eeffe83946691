"""What a report says of the officer's answers on permitted development rights."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.case import Case
from ...domain.casework.permitted_development import PermittedDevelopment
from ...domain.casework.said import Said
from ..plain_text import plain_text
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
