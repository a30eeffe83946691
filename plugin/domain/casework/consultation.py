"""Whether a body is consulted on an application, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class ConsultationAnswer(Enum):
    """What an officer says of a body: GIS proposes, the officer decides (law 2)."""

    CONSULT = "consult"
    NOT_NEEDED = "not needed"
    ALREADY = "already consulted"


@dataclass(frozen=True)
class Consultation:
    """One body, once, with all of its reasons, however many layers ask for it.

    ``body`` is its code in the rules ("natural-england"), or "own:" and its name where an officer added it. ``reasons`` are the sentences
    that stood when the officer answered over version ``version`` of the red line. ``asked_on`` is the day on which it was written to,
    ``reply_days`` how many days it has from then.
    """

    body: str
    name: str
    answer: ConsultationAnswer
    reasons: tuple[str, ...] = field(default=())
    note: str = ""
    version: int = 0
    asked_on: date | None = None
    reply_days: int = 21

    @property
    def key(self) -> str:
        return self.body

    @property
    def lacking(self) -> str:
        if not self.name.strip():
            return "Name the body that is to be consulted."
        if self.answer is ConsultationAnswer.NOT_NEEDED and self.reasons and not self.note.strip():
            return "Say why it is not consulted: the rules ask for it, and the reason stands in the report."
        return ""
