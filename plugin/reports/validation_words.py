"""What is said of one question of validation: why it is answered so, by whom, and where the question comes from."""

from __future__ import annotations

from ..rules.validation import ValidationItem, Verdict

_SEEN = {Verdict.PASSES: "Seen, and in order.", Verdict.FAILS: "Seen, and not in order."}


def evidence_words(item: ValidationItem, officer: str | None) -> str:
    """A few sentences; ``officer`` is who answered it ("" where nobody knows the name), None where only the tool did."""
    parts = []
    if officer is not None:
        parts.append(f"{officer or 'An officer'}: {(item.evidence or _SEEN[item.verdict]).rstrip('. ')}.")
        if item.told is not item.verdict and item.told is not Verdict.OPEN:
            parts.append(f"By the data alone it {item.told.value}.")
    elif item.evidence:
        parts.append(item.evidence)
    elif item.told is Verdict.OPEN:
        parts.append("This wants your eye: look at the plan beside the map.")
    parts.append(f"Source: {item.citation.source}.")
    return " ".join(parts)
