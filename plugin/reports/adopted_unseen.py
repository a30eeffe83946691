"""A line that a back office has in force by silence, or perhaps so, and had before the case was first read here."""

from __future__ import annotations

from ..domain.adoption import Adoption
from ..domain.case import Case
from ..domain.judged_request import JudgedRequest
from ..domain.request_outcome import Outcome

_SILENT = frozenset({Outcome.SILENT, Outcome.CANCELLED_AFTER_SILENCE})
_EITHER = frozenset({Outcome.AGREED_OR_SILENT, Outcome.CANCELLED_AFTER_EITHER})
_WHY_HERE = "It is in force here all the same, because the line before it is not known here"


def adopted_unseen(case: Case) -> str:
    """The sentence for the head of a case whose line in force waits for an officer's word; "" for every other case."""
    settled = {each.request_uuid for each in case.settlements}
    found = (each for each in reversed(case.judged_requests) if each.uuid not in settled and is_in_force_unaccepted(case, each))
    return next((f"{unseen_words(case, each)} See Letters." for each in found), "")


def is_in_force_unaccepted(case: Case, judged: JudgedRequest) -> bool:
    """Whether a line is in force that nobody here may take for agreed, for want of an earlier one: it came with the case."""
    current = case.boundary
    return current is not None and judged.verdict.adoption is Adoption.WAIT and judged.version_uuid == current.uuid


def unseen_words(case: Case, judged: JudgedRequest) -> str:
    """What is known of how the line in force came about."""
    number = case.boundary.number if case.boundary is not None else 0
    outcome = judged.outcome.outcome if judged.outcome is not None else None
    if outcome in _SILENT:
        return f"The back office adopted version {number} by silence: nobody has agreed to it. {_WHY_HERE}."
    if outcome in _EITHER:
        either = "agreed, or closed by silence: this back office does not say which"
        return f"Version {number} may have been adopted by silence ({either}). {_WHY_HERE}."
    return f"Nobody is known to have agreed to version {number}: {judged.verdict.words}. {_WHY_HERE}."
