"""The stages of an application, in BOPS's words; a word that is not known here is carried through as it is."""

from __future__ import annotations

#: Intake is not finished: the back office lists it, but there is nothing to do yet.
PENDING = "pending"
INVALIDATED = "invalidated"

#: Nobody has said yet that the application is valid.
BEFORE_VALIDATION = frozenset({PENDING, "not_started", INVALIDATED})

#: An application is not public before it is valid, nor when it was returned.
NOT_PUBLIC = BEFORE_VALIDATION | {"returned"}

#: Nothing falls due any more.
CLOSED = frozenset({"determined", "returned", "withdrawn", "closed"})

#: In the order in which an application passes through them.
LIVE = (
    "not_started",
    INVALIDATED,
    "in_assessment",
    "assessment_in_progress",
    "awaiting_determination",
    "in_committee",
    "to_be_reviewed",
)


def is_closed(status: str) -> bool:
    """Whether the application is at its end."""
    return status in CLOSED


def status_words(status: str) -> str:
    """The stage as people say it: "in assessment"."""
    return status.replace("_", " ")
