"""The draft of a recommendation as it is written: decision, comments, committee and what was resolved instead, kept in one act.

What can't be kept, because somebody else has written meanwhile, is put aside: no word that an officer typed is lost.
"""

from __future__ import annotations

from ...domain.case import Case
from ...domain.casework.kept_record import KeptRecord
from ...domain.casework.resolution import Resolution
from ...domain.casework.review_draft import ReviewDraft
from ...domain.casework.words_aside import WordsAside
from ...domain.casework.written_draft import DraftSeen, WrittenDraft
from ..errors import CaseFileError, NotRecommended, WordsPutAside
from ..trail.act import Act
from ..whole_case import whole_case
from .casework import keep_casework, remove_casework
from .recommending import keep_recommendation, kept_recommendation, submit_recommendation


def keep_draft(act: Act, application_uuid: str, draft: WrittenDraft, seen: DraftSeen) -> DraftSeen:
    """Keep what is written; gives the revisions that it has then.

    A resolution that the officer saw is taken away where neither a decision nor a resolution is chosen any more; words that were put
    aside before go with what is kept. CaseFileError where another window has changed one of them since.
    """
    keep_recommendation(act, application_uuid, draft.recommendation, seen.recommendation)
    resolution, there = draft.resolution, _resolution(whole_case(act.connection, application_uuid, act.on))
    if resolution is not None:
        keep_casework(act, application_uuid, resolution, seen=seen.resolution)
    elif not draft.recommendation.decision and there is not None and seen.resolution:
        remove_casework(act, application_uuid, there.uuid, seen.resolution)
    drop_aside(act, application_uuid, seen)
    return draft_seen(whole_case(act.connection, application_uuid, act.on))


def put_aside(act: Act, application_uuid: str, draft: WrittenDraft, seen: DraftSeen, why: CaseFileError) -> WordsPutAside:
    """Put words aside that were not kept, because ``why``, in place of those that the same fields put aside before; gives what to tell."""
    case = whole_case(act.connection, application_uuid, act.on)
    there = _aside(case, seen)
    record = WordsAside(draft.recommendation, draft.resolution, seen.recommendation, seen.resolution)
    name = keep_casework(act, application_uuid, record, there.uuid if there is not None else "", seen.aside_revision)
    kept = next(each for each in whole_case(act.connection, application_uuid, act.on).casework if each.uuid == name)
    return WordsPutAside(str(why), case.reference, seen._replace(aside=name, aside_revision=kept.revision))


def drop_aside(act: Act, application_uuid: str, seen: DraftSeen) -> DraftSeen:
    """Take away the words that the officer saw put aside: they are kept, or given up; gives what the next act goes by."""
    there = _aside(whole_case(act.connection, application_uuid, act.on), seen)
    if there is not None:
        remove_casework(act, application_uuid, there.uuid, there.revision)
    return seen._replace(aside="", aside_revision=0)


def words_aside(case: Case, officer: str) -> KeptRecord | None:
    """The words of an officer that were put aside last, None where none wait."""
    mine = [kept for kept in case.casework if isinstance(kept.record, WordsAside) and kept.officer == officer]
    return max(mine, key=lambda kept: kept.changed_at, default=None)


def keep_review_draft(act: Act, application_uuid: str, comment: str) -> None:
    """Keep what the acting officer is writing as a reviewer; nothing is kept of an empty one."""
    record = ReviewDraft(act.officer_name, comment)
    casework = whole_case(act.connection, application_uuid, act.on).casework
    there = next((kept for kept in casework if isinstance(kept.record, ReviewDraft) and kept.record.key == record.key), None)
    if comment.strip():
        keep_casework(act, application_uuid, record, seen=there.revision if there is not None else 0)
    elif there is not None:
        remove_casework(act, application_uuid, there.uuid, there.revision)


def review_draft(case: Case, officer: str) -> str:
    """What an officer has begun to write as a reviewer."""
    drafts = (kept.record for kept in case.casework if isinstance(kept.record, ReviewDraft))
    return next((draft.comment for draft in drafts if draft.key == ReviewDraft(officer, "").key), "")


def submit_draft(act: Act, application_uuid: str, draft: WrittenDraft, in_spite: str, seen: DraftSeen) -> str:
    """Keep what is written and submit it, both or neither; gives the uuid of the last entry of the outbox. NotRecommended says why not."""
    if draft.resolution is not None and draft.resolution.unfinished:
        raise NotRecommended("resolution", draft.resolution.unfinished)
    kept = keep_draft(act, application_uuid, draft, seen)
    return submit_recommendation(act, application_uuid, in_spite, kept.recommendation)


def draft_seen(case: Case) -> DraftSeen:
    """The revisions of what is kept of a recommendation and of a resolution."""
    recommendation, resolution = kept_recommendation(case), _resolution(case)
    return DraftSeen(recommendation.revision if recommendation is not None else 0, resolution.revision if resolution is not None else 0)


def kept_resolution(case: Case) -> Resolution | None:
    """What is written of a resolution, finished or not."""
    kept = _resolution(case)
    return kept.record if kept is not None and isinstance(kept.record, Resolution) else None


def _aside(case: Case, seen: DraftSeen) -> KeptRecord | None:
    """The words put aside that the officer saw, None where another window has changed them since."""
    return next((kept for kept in case.casework if (kept.uuid, kept.revision) == (seen.aside, seen.aside_revision)), None)


def _resolution(case: Case) -> KeptRecord | None:
    return next((kept for kept in case.casework if isinstance(kept.record, Resolution)), None)
