"""What a neighbour, a consultee or anyone else has said about an application."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import Enum


class RepresentationKind(Enum):
    """Who speaks."""

    NEIGHBOUR = "neighbour"
    CONSULTEE = "consultee"
    OTHER = "other"


@dataclass(frozen=True)
class Representation:
    """One comment, as the back office publishes it (redacted there). ``received_at`` is ISO 8601 as it came.

    ``sentiment`` is the back office's own word (supportive, neutral, objection; approved, amendments_needed, objected). ``author``,
    ``address`` and ``text`` are personal. ``back_office_id`` is empty where the answer bears none. ``uuid`` and ``gone``: see Document.
    """

    kind: RepresentationKind
    text: str
    received_at: str = ""
    sentiment: str = ""
    author: str = ""
    address: str = ""
    tags: tuple[str, ...] = field(default=())
    back_office_id: str = ""
    uuid: str = ""
    gone: bool = False

    @property
    def key(self) -> str:
        """The back office's id; without one, who said what and when, as a digest."""
        if self.back_office_id:
            return f"{self.kind.value}|{self.back_office_id}"
        said = f"{self.author}\0{self.received_at}\0{self.text}"
        return f"{self.kind.value}|{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()}"
