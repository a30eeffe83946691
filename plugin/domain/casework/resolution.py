"""What has been resolved on an application while the decision is still to come."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Resolution:
    """``code`` is that of the table of decisions (resources/rules/decisions.csv), ``body`` who resolved it ("Planning Committee").

    ``subject_to`` is what has to happen before the notice is issued, "a deed under section 106". It is no decision: the application stays
    undecided. It is kept while it is written; ``unfinished`` says what it lacks, and until then it counts for nothing.
    """

    code: str
    made_on: date
    body: str
    subject_to: tuple[str, ...] = field(default=())

    @property
    def key(self) -> str:
        return "resolution"

    @property
    def lacking(self) -> str:
        return ""

    @property
    def unfinished(self) -> str:
        if not self.code:
            return "Choose what was resolved."
        return "" if self.body.strip() else "Say who resolved it: the committee, or the officer under delegation."
