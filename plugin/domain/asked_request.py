"""One request for another red line, by whatever is known of it here and in the back office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .recorded_reply import RecordedReply
from .red_line_request import RedLineRequest
from .validation_request import ValidationRequest


class AskedRequest(NamedTuple):
    """``ours`` where it was made here, ``theirs`` where the back office has it; one of the two at least."""

    ours: RedLineRequest | None
    theirs: ValidationRequest | None

    @property
    def uuid(self) -> str:
        """Its name in the trail, the outbox, the replies and the settlements."""
        return self.ours.uuid if self.ours is not None else self.theirs.uuid if self.theirs is not None else ""

    @property
    def made_at(self) -> str:
        """ISO 8601."""
        return self.theirs.created_at if self.theirs is not None else self.ours.created_at if self.ours is not None else ""

    @property
    def reason(self) -> str:
        """What the applicant reads."""
        return self.ours.grounds.reason if self.ours is not None else self.theirs.reason if self.theirs is not None else ""

    def last_reply(self, replies: Sequence[RecordedReply]) -> RecordedReply | None:
        """The recorded reply that counts: the last one."""
        return next((each for each in reversed(replies) if each.request_uuid == self.uuid), None)
