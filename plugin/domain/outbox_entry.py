"""An act that waits to reach the back office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class OutboxState(Enum):
    """WAITING and SENDING may still be tried; REFUSED and UNSUPPORTED wait for the officer; SENT was acknowledged, WITHDRAWN taken back."""

    WAITING = "waiting"
    SENDING = "sending"
    REFUSED = "refused"
    UNSUPPORTED = "unsupported"
    SENT = "sent"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        """Whether the next run may still try it."""
        return self in (OutboxState.WAITING, OutboxState.SENDING)

    @property
    def waits_for_officer(self) -> bool:
        """Whether nothing is tried before the officer has said what is to become of it."""
        return self in (OutboxState.REFUSED, OutboxState.UNSUPPORTED)

    @property
    def is_over(self) -> bool:
        """Whether it was acknowledged or taken back: nothing follows."""
        return self in (OutboxState.SENT, OutboxState.WITHDRAWN)


@dataclass(frozen=True)
class OutboxEntry:
    """One act. ``uuid`` is the idempotency key: however often it is sent, it counts once.

    ``position`` is its order within the application. ``last_answer`` is the sentence for the officer about the last attempt. ``held``:
    it waits for the officer because what it rests on has changed; nobody has tried to send it since.
    """

    uuid: str
    application_uuid: str
    position: int
    record_kind: str
    record_uuid: str
    verb: str
    payload: Mapping[str, Any]
    state: OutboxState
    attempts: int
    last_answer: str
    created_at: str
    held: bool = False

    @property
    def may_have_arrived(self) -> bool:
        """Whether nobody knows what became of an earlier attempt: then only its key tells, and nothing else may be done about it."""
        return self.state is OutboxState.SENDING

    @property
    def was_tried(self) -> bool:
        """Whether it left here before: whatever was said of it then, only its own key tells whether it was done."""
        return self.attempts > 0 or self.may_have_arrived
