"""Which words the fields of the Decide tab show: those that are kept, or the officer's own that wait to be kept or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...casefile.casework.drafting import draft_seen, kept_resolution, words_aside
from ...domain.case import Case
from ...domain.casework.recommendation import Recommendation, RecommendationState
from ...domain.casework.words_aside import WordsAside
from ...domain.casework.written_draft import DraftSeen, WrittenDraft
from ...domain.status import is_closed
from ...reports.recommendation_words import decision_words
from ...rules.recommending import recommendation_of

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...rules.rules import Rules
    from .draft_keeper import Keep


class ShownDraft(NamedTuple):
    """What stands in the fields, and what the next act on it goes by; ``aside`` are the officer's words that the case did not take."""

    written: WrittenDraft
    seen: DraftSeen
    aside: WrittenDraft | None = None


def is_written(recommendation: Recommendation) -> bool:
    """Whether the assessor writes on it: it was not submitted, or was challenged."""
    return recommendation.state is RecommendationState.DRAFT or bool(recommendation.challenged)


def shown_draft(case: Case, officer: str) -> ShownDraft:
    """The officer's own words that wait, where the recommendation can be written on; else what is kept."""
    held, waiting = recommendation_of(case), words_aside(case, officer)
    kept = WrittenDraft(held, kept_resolution(case))
    if waiting is None or not isinstance(waiting.record, WordsAside):
        return ShownDraft(kept, draft_seen(case))
    record, named = waiting.record, (waiting.uuid, waiting.revision)
    aside = WrittenDraft(record.recommendation, record.resolution)
    if is_closed(case.status) or not is_written(held):
        return ShownDraft(kept, DraftSeen(*draft_seen(case)[:2], *named), aside)
    return ShownDraft(aside, DraftSeen(record.seen_recommendation, record.seen_resolution, *named), aside)


def instead(case: Case, seen: DraftSeen) -> DraftSeen:
    """What an act goes by that writes over what the case has now, or keeps it, knowing of the words put aside."""
    return DraftSeen(*draft_seen(case)[:2], *seen[2:])


def choice_words(case: Case, shown: ShownDraft, seen: DraftSeen, rules: Rules) -> str:
    """What the officer chooses against: what is kept, if somebody else wrote it; where nothing can be written, the officer's own words."""
    if shown.aside is not None and shown.written is not shown.aside:
        return f"What you wrote was not taken: {_told(shown.aside.recommendation, case, rules)}"
    return f"What is kept: {_told(recommendation_of(case), case, rules)}" if draft_seen(case)[:2] != seen[:2] else ""


def keeping_review(uuid: str, comment: str) -> Keep:
    """The act that keeps what a reviewer has written so far."""

    def keep(file: CaseFile, seen: DraftSeen) -> DraftSeen:
        file.keep_review_draft(uuid, comment)
        return seen

    return keep


def _told(held: Recommendation, case: Case, rules: Rules) -> str:
    decided = decision_words(held.decision, case.row.type_code, rules) if held.decision else "no decision"
    return f"{decided}. {' '.join(filter(None, (held.public_comment, held.assessor_comment)))}".strip()
