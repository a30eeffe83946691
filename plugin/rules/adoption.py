"""Whether a line that a request was about may come into force here by itself, or waits for an officer's word."""

from __future__ import annotations

from ..domain.adoption import Adoption, Verdict
from ..domain.boundary_change import ChangeKind
from ..domain.request_outcome import Outcome, RequestOutcome

_SILENT = frozenset({Outcome.SILENT, Outcome.AGREED_OR_SILENT, Outcome.CANCELLED_AFTER_SILENCE, Outcome.CANCELLED_AFTER_EITHER})


def adoption(outcome: RequestOutcome, change: ChangeKind | None, *, over_line_in_force: bool, shown: bool, fresh: bool = False) -> Verdict:
    """What follows from the outcome of a request.

    ``change`` is what its line does to the one in force, None where one of the two can't be used. ``over_line_in_force`` says whether it
    was drawn over the line that is in force now, ``shown`` whether the back office has its line in force, ``fresh`` whether a yes only
    means that another application follows.
    """
    if fresh:
        return Verdict(Adoption.NOTHING)
    if outcome.is_the_applicant_s_yes and (shown or outcome.outcome is Outcome.AGREED):
        if over_line_in_force:
            return Verdict(Adoption.ADOPT)
        return Verdict(Adoption.WAIT, "the answer is to a line that was drawn over one no longer in force")
    if not shown:
        return Verdict(Adoption.NOTHING)
    if outcome.outcome not in _SILENT:
        return Verdict(Adoption.WAIT, f"the back office has it in force, though the request is {_state_words(outcome)}")
    if not over_line_in_force:
        return Verdict(Adoption.WAIT, "it was drawn over a line no longer in force, and nobody is known to have agreed to it")
    # The applicant's certificate and the neighbours' notices were for other land: silence must not bring this about.
    if change is None or change.takes_in_land:
        known = "nobody has agreed to it" if outcome.outcome in (Outcome.SILENT, Outcome.CANCELLED_AFTER_SILENCE) else _OPEN
        takes = "it takes in land" if change is not None else "what it changes is not known here"
        return Verdict(Adoption.WAIT, f"the back office adopted it, {known}, and {takes}")
    return Verdict(Adoption.ADOPT)


_OPEN = "but does not say whether the applicant agreed or was silent"


def _state_words(outcome: RequestOutcome) -> str:
    return {Outcome.OPEN: "still open", Outcome.PENDING: "not sent yet"}.get(outcome.outcome, outcome.words)
