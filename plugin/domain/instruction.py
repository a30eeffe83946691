"""What a body has told a council not to ask it about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Instruction:
    """``body`` need not be asked about applications whose type begins with ``type_code`` (SI 2015/595 article 16 lets it say so)."""

    body: str
    type_code: str
    reason: str
