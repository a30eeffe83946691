"""A piece of casework on its way into the case file."""

from __future__ import annotations

from typing import NamedTuple

from .kept_record import CaseworkRecord


class Piece(NamedTuple):
    """``uuid`` is that of the piece that it changes, "" for a new one; ``seen`` the revision of it that the officer saw."""

    record: CaseworkRecord
    uuid: str = ""
    seen: int = 0
