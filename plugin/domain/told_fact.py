"""One fact of an application, and who told it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Union

FactValue = Union[bool, int, float, str, tuple[str, ...]]


class FactSource(Enum):
    """Who told a fact; each outranks those before it."""

    AUTHORITY = "authority"
    SUBMISSION = "submission"
    BACK_OFFICE = "back office"
    OFFICER = "officer"

    @property
    def rank(self) -> int:
        return list(FactSource).index(self)


@dataclass(frozen=True)
class ToldFact:
    """A fact under the name of its field in ApplicationFacts.

    ``value`` is None where a source contradicts itself: then it has told nothing, and ``said`` says why. ``said`` is a few words on where
    it stands, of an officer's fact the reason; ``officer`` and ``told_at`` (ISO 8601 in UTC) say who told it when, "" where nobody has
    written it down.
    """

    name: str
    value: FactValue | None
    source: FactSource
    said: str = ""
    officer: str = ""
    told_at: str = ""


def standing_facts(told: Iterable[ToldFact]) -> Mapping[str, ToldFact]:
    """Of each fact what stands: what the highest in rank told. What has no value stands only where nobody has told one."""
    standing: dict[str, ToldFact] = {}
    for fact in sorted(told, key=lambda fact: (fact.value is not None, fact.source.rank)):
        standing[fact.name] = fact
    return standing
