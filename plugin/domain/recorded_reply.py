"""What an officer has recorded of a reply: one that came by letter, or what a back office does not tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Reply(Enum):
    """SILENCE is no reply: the officer found out that nobody had answered."""

    AGREED = "agreed"
    DISAGREED = "disagreed"
    SILENCE = "silence"


@dataclass(frozen=True)
class Attachment:
    """A file that came with a reply, kept in the case file. ``name`` is the file's own; ``size`` in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class RecordedReply:
    """``request_uuid`` names a RedLineRequest, or a ValidationRequest that was not made here. Personal: who, words, attachment.

    ``capacity`` is that in which the person replied ("applicant", "agent", "owner"); ``words`` are the reason of a no.
    ``recorded_at`` is ISO 8601 in UTC. A later reply to the same request takes the place of an earlier one; both stay.
    """

    uuid: str
    request_uuid: str
    reply: Reply
    who: str
    capacity: str
    replied_on: date
    words: str
    attachment: Attachment | None
    officer: str
    recorded_at: str
