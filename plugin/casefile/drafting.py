"""The draft of a recommendation as it is written: decision, comments, committee and what was resolved instead, kept in one act."""

from __future__ import annotations

from ..domain.case import Case
from ..domain.casework.kept_record import KeptRecord
from ..domain.casework.resolution import Resolution
from ..domain.casework.written_draft import DraftSeen, WrittenDraft
from .act import Act
from .casework import keep_casework, remove_casework
from .errors import NotRecommended
from .recommending import keep_recommendation, kept_recommendation, submit_recommendation
from .whole_case import whole_case


def keep_draft(act: Act, application_uuid: str, draft: WrittenDraft, seen: DraftSeen) -> DraftSeen:
    """Keep what is written; gives the revisions that it has then.

    A resolution that still lacks something waits. One that the officer saw is taken away where neither a decision nor a resolution is
    chosen any more. CaseFileError where another window has changed one of them since.
    """
    keep_recommendation(act, application_uuid, draft.recommendation, seen.recommendation)
    resolution, there = draft.resolution, _resolution(whole_case(act.connection, application_uuid, act.on))
    if resolution is not None and not resolution.lacking:
        keep_casework(act, application_uuid, resolution, seen=seen.resolution)
    elif resolution is None and not draft.recommendation.decision and there is not None and seen.resolution:
        remove_casework(act, application_uuid, there.uuid, seen.resolution)
    return draft_seen(whole_case(act.connection, application_uuid, act.on))


def submit_draft(act: Act, application_uuid: str, draft: WrittenDraft, in_spite: str, seen: DraftSeen) -> str:
    """Keep what is written and submit it, both or neither; gives the uuid of the last entry of the outbox. NotRecommended says why not."""
    if draft.resolution is not None and draft.resolution.lacking:
        raise NotRecommended("resolution", draft.resolution.lacking)
    kept = keep_draft(act, application_uuid, draft, seen)
    return submit_recommendation(act, application_uuid, in_spite, kept.recommendation)


def draft_seen(case: Case) -> DraftSeen:
    """The revisions of what is kept of a recommendation and of a resolution."""
    recommendation, resolution = kept_recommendation(case), _resolution(case)
    return DraftSeen(recommendation.revision if recommendation is not None else 0, resolution.revision if resolution is not None else 0)


def _resolution(case: Case) -> KeptRecord | None:
    return next((kept for kept in case.casework if isinstance(kept.record, Resolution)), None)
