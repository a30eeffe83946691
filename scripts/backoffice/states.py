"""The states of an application and what leads from one to another: BOPS's state machine, as a table."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import Conflict

#: Not shown to the public, whether published or not.
NOT_PUBLIC = ("invalidated", "not_started", "returned", "pending")
#: Nothing leads out of these.
ENDED = ("determined", "returned", "withdrawn", "closed")
_OPEN = ("not_started", "in_assessment", "invalidated", "awaiting_determination", "in_committee", "to_be_reviewed")


@dataclass(frozen=True)
class Step:
    """One row: from which states to which, and the column that keeps the time of it. Those in ``staying`` are not left."""

    origins: tuple[str, ...]
    target: str
    stamp: str = ""
    staying: tuple[str, ...] = ()

    def leads(self, status: str) -> tuple[str, str]:
        """To which state, and which column keeps the time of it, "" for none."""
        return (status, "") if status in self.staying else (self.target, self.stamp)


EVENTS: dict[str, Step] = {
    "mark_accepted": Step(("pending",), "not_started"),
    "invalidate": Step(("not_started",), "invalidated", "invalidated_at"),
    "start": Step(("not_started", "invalidated", "in_assessment"), "in_assessment", "in_assessment_at"),
    "save_assessment": Step(("in_assessment", "assessment_in_progress"), "assessment_in_progress"),
    "assess": Step(
        ("in_assessment", "assessment_in_progress", "to_be_reviewed"), "in_assessment", "in_assessment_at", staying=("to_be_reviewed",)
    ),
    "submit": Step(("in_assessment", "in_committee", "to_be_reviewed"), "awaiting_determination", "awaiting_determination_at"),
    "withdraw_recommendation": Step(("awaiting_determination",), "in_assessment", "in_assessment_at"),
    "request_correction": Step(("awaiting_determination", "in_committee"), "to_be_reviewed", "to_be_reviewed_at"),
    "send_to_committee": Step(("awaiting_determination",), "in_committee", "in_committee_at"),
    "determine": Step(("awaiting_determination", "in_committee"), "determined", "determined_at"),
    "return": Step(_OPEN, "returned", "returned_at"),
    "withdraw": Step(_OPEN, "withdrawn", "withdrawn_at"),
    "close": Step(_OPEN, "closed", "closed_at"),
}


def step(event: str, status: str) -> Step:
    """The row that applies. Raises Conflict where ``event`` cannot happen in ``status``, in BOPS's words."""
    row = EVENTS[event]
    if status not in row.origins:
        raise Conflict(f"Event '{event}' cannot transition from '{status}'.")
    return row


def in_words(status: str) -> str:
    """Such as: in assessment."""
    return status.replace("_", " ")
