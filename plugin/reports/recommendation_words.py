"""How a recommendation stands, in words, and which dates count for it."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.case import Case
from ..domain.casework.recommendation import Recommendation, RecommendationState
from ..domain.casework.resolution import Resolution
from ..domain.named_date import NamedDate
from ..domain.outbox_entry import OutboxEntry, OutboxState
from ..domain.outbox_verbs import verb_words
from ..domain.plain_days import plain_day
from ..rules import decisions
from ..rules.decisions import decision_choices
from ..rules.rules import Rules
from .sending_words import state_words
from .wording import moment_words

_WAITS = "It waits to be sent to the back office."


def standing_words(recommendation: Recommendation) -> str:
    """One sentence or two: whose turn it is."""
    state = recommendation.state
    submitted = f"Submitted by {recommendation.submitted_by or 'an officer'}{_at(recommendation.submitted_at)}"
    if state.is_with_reviewer:
        return f"{submitted}: waits for review by another person."
    if state is RecommendationState.REVIEWED and not recommendation.challenged:
        return f"{submitted}. Accepted by {recommendation.reviewed_by or 'the reviewer'}{_at(recommendation.reviewed_at)}."
    if recommendation.challenged:
        return (
            f"Challenged by {recommendation.reviewed_by or 'the reviewer'}{_at(recommendation.reviewed_at)}. Change it and submit it again."
        )
    return "Draft"


def decided_words(case: Case, rules: Rules) -> str:
    """What the back office has decided, "" while it has not."""
    if case.determined_on is None or not case.row.decision:
        return ""
    return f"Decided in the back office on {plain_day(case.determined_on)}: {decision_words(case.row.decision, case.row.type_code, rules)}."


def decision_words(code: str, type_code: str, rules: Rules) -> str:
    """A decision in the type's own words; the code itself where the tables do not have it."""
    return next((choice.words for choice in decision_choices(type_code, rules) if choice.code == code), code)


def resolution_words(resolution: Resolution, rules: Rules) -> str:
    """Such as: Resolved to grant subject to a legal agreement on 20 November 2026 by the Planning Committee."""
    words = decisions.resolution_words(resolution.code, rules)
    subject = f", subject to {'; '.join(resolution.subject_to)}" if resolution.subject_to else ""
    return f"{words}: {resolution.body}, {plain_day(resolution.made_on)}{subject}."


def unsent_words(case: Case, record_uuid: str) -> str:
    """What of a recommendation the back office does not have yet, and why; "" where it has all of it."""
    waiting = [entry for entry in case.outbox if entry.record_uuid == record_uuid]
    troubled = [entry for entry in waiting if entry.state is not OutboxState.WAITING or entry.last_answer]
    if troubled:
        return " ".join(_waits(entry) for entry in troubled[:2])
    return _WAITS if waiting else ""


def decision_dates(dates: Iterable[NamedDate]) -> tuple[NamedDate, ...]:
    """Those that say by when to decide, and from when: the clocks of the statute, of what was agreed, and the back office's own."""
    return tuple(date for date in dates if "target" not in date.name and "reply" not in date.name)


def _waits(entry: OutboxEntry) -> str:
    words = verb_words(entry.verb)
    if entry.held:
        return f"{entry.last_answer} See “Waiting to send”."
    because = f": {entry.last_answer}" if entry.last_answer else "."
    return f"“{words[:1].upper()}{words[1:]}” {state_words(entry)}{because}"


def _at(moment: str) -> str:
    return f" on {moment_words(moment)}" if moment else ""
