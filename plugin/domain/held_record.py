"""What the back office holds of an officer's casework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class HeldRecord:
    """One record as the back office told it last, in the officer API's own words.

    ``kind`` is what it is ("condition", "recommendation"), ``number`` its id or name there, "" where an application has one only.
    ``record_uuid`` is the piece of casework here that it was made from, "" for none.
    """

    kind: str
    number: str
    content: Mapping[str, Any]
    record_uuid: str = ""
