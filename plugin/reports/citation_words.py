"""How a rule is named to whoever is told what it says."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.citation import Citation


def citation_words(citations: Iterable[Citation]) -> str:
    """Each rule by its code (docs/rules.md), with its source and how sure it is; "" for none."""
    named = dict.fromkeys(f"{each.code}, {each.source} (sure: {each.sure})" for each in citations)
    return f"{'Rules' if len(named) > 1 else 'Rule'}: {'; '.join(named)}." if named else ""
