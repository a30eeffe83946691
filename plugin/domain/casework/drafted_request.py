"""A request to the applicant as an officer drafts it, before it is sent with the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .one_of_many import OneOfMany


@dataclass(frozen=True)
class DraftedRequest(OneOfMany):
    """``type`` is BOPS's own word; ``reason`` is what the applicant reads; ``attributes`` are those of the type, each a text.

    ``checks`` are the codes of the questions of validation that it puts right. ``outbox`` is the uuid of the act by which it was sent, ""
    while it is a draft.
    """

    type: str
    reason: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[str, ...] = field(default=())
    outbox: str = ""

    @property
    def lacking(self) -> str:
        """A draft may lack everything but its kind."""
        return "" if self.type else "Say what is asked for."
