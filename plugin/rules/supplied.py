"""Whether what a rule asks for is among the documents that were supplied."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.application_facts import ApplicationFacts


def supplied_words(facts: ApplicationFacts, types: Iterable[str], thing: str) -> tuple[str, ...]:
    """A sentence on ``thing`` ("a flood risk assessment"), a document of these ODP types; none where nobody knows the documents."""
    if facts.documents is None:
        return ()
    if any(kind in facts.documents for kind in types):
        return (f"{thing[:1].upper()}{thing[1:]} is among the documents.",)
    return (f"No document is tagged as {thing}.",)
