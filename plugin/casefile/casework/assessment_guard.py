"""What was assessed is not changed any more once the recommendation is with the reviewer, or the application closed."""

from __future__ import annotations

from ...domain.casework.kept_record import CaseworkRecord
from ...domain.casework.recommendation import Recommendation, RecommendationState
from ...domain.outbox_verbs import SUBMIT
from ...rules.assessment_lock import is_assessed, lock_words
from ..errors import CaseFileError
from ..file.json_text import parsed
from ..trail.act import Act
from .casework_kinds import record_of

_STATUS = "SELECT status FROM application WHERE uuid = ?"
_RECOMMENDATION = "SELECT content FROM casework_record WHERE application_uuid = ? AND kind = 'recommendation' AND removed_at IS NULL"
_SUBMISSION = "SELECT 1 FROM outbox WHERE application_uuid = ? AND verb = ? AND state NOT IN ('sending', 'sent', 'withdrawn')"


def refuse_locked(act: Act, application_uuid: str, kind: type[CaseworkRecord] | None = None, *, settling: bool = False) -> None:
    """CaseFileError with the reason where a piece of this kind (None: an answer to a constraint) can only be read now.

    A conflict can be settled (``settling``) while the submission waits here: the reviewer has nothing yet, and before it goes out the
    officer is shown what has changed.
    """
    if kind is not None and not is_assessed(kind):
        return
    status = act.connection.execute(_STATUS, (application_uuid,)).fetchone()
    found = act.connection.execute(_RECOMMENDATION, (application_uuid,)).fetchone()
    record = record_of("recommendation", parsed(found[0])) if found is not None else None
    state = record.state if isinstance(record, Recommendation) else RecommendationState.DRAFT
    words = lock_words(str(status[0]) if status is not None else "", state)
    if words and not (settling and state.is_with_reviewer and _waits(act, application_uuid)):
        raise CaseFileError(words)


def _waits(act: Act, application_uuid: str) -> bool:
    return act.connection.execute(_SUBMISSION, (application_uuid, SUBMIT)).fetchone() is not None
