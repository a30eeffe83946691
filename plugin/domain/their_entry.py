"""One line of the back office's own trail of a case."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TheirEntry:
    """``at`` is ISO 8601 as it came, ``what`` the back office's word for the act, ``said`` what it adds; ``who`` is "" for no person."""

    at: str
    what: str
    who: str
    said: str
    automated: bool
