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


@dataclass(frozen=True)
class OutboxEntry:
    """One act. ``uuid`` is the idempotency key: however often it is sent, it counts once.

    ``position`` is its order within the application. ``last_answer`` is the sentence for the officer about the last attempt.
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
