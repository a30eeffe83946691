"""Bringing the kept draft up to the one that is being drawn, in as few acts as it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...domain.draft import Draft

if TYPE_CHECKING:
    from ..case_file import CaseFile


def follow(file: CaseFile, kept: Draft, drawn: Draft) -> Draft:
    """Write what ``drawn`` has beyond ``kept``, which is the draft as the file has it; gives ``drawn``, which the file then has.

    Each change is a transaction of its own, so that whatever stops this leaves a draft that somebody has seen. CaseFileError where another
    window has drawn meanwhile, and where the file can't be written.
    """
    common = _common(kept, drawn)
    position = kept.position
    new = drawn.steps[common:]
    if new and position != common - 1:
        file.move_in_draft(drawn.application_uuid, position, common - 1)
    for number, step in enumerate(new, start=common):
        file.add_draft_step(drawn.application_uuid, number, step)
        position = number
    if position != drawn.position:
        file.move_in_draft(drawn.application_uuid, position, drawn.position)
    return drawn


def _common(kept: Draft, drawn: Draft) -> int:
    """How many steps, from the first on, both have."""
    pairs = enumerate(zip(kept.steps, drawn.steps))
    return next((number for number, (one, other) in pairs if one is not other), min(len(kept.steps), len(drawn.steps)))
