"""What has to be confirmed before a rule's answer may be relied on, in one sentence each."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.plain_lists import listed
from .rules import RuleRow

_PROFESSIONAL_KNOWLEDGE = "C"


def confirm_words(*reasons: str) -> str:
    """Sentences in one text, each beginning with "To be confirmed"; "" where no reason is given."""
    return " ".join(f"To be confirmed: {reason}." for reason in dict.fromkeys(reasons) if reason)


def unsure(rows: Iterable[RuleRow]) -> str:
    """A reason to confirm where a rule is professional knowledge that nobody has read in its source; "" where none is."""
    doubtful = list(dict.fromkeys(row.code for row in rows if row.sure == _PROFESSIONAL_KNOWLEDGE))
    if not doubtful:
        return ""
    noun = "the rule" if len(doubtful) == 1 else "the rules"
    return f"{noun} {listed(doubtful)} {'is' if len(doubtful) == 1 else 'are'} professional knowledge and not read in the source"
