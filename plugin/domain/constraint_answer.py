"""What an officer says of a constraint that was found, or of a dataset that could not be checked: law 2, the officer decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

from .finding import Entity, Relation


class AnswerKind(Enum):
    """CHECKED_ELSEWHERE bears a source and a day; DOES_NOT_APPLY bears a reason."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does not apply"
    TO_BE_CONFIRMED = "to be confirmed"
    CHECKED_ELSEWHERE = "checked elsewhere"


class AnsweredRecord(NamedTuple):
    """A record of a dataset as it was when an officer answered.

    ``number`` is the entity number; data without one is numbered anew in every store, so a reference outweighs it.
    """

    dataset: str
    number: int
    reference: str
    name: str

    @classmethod
    def of(cls, entity: Entity) -> AnsweredRecord:
        return cls(entity.dataset, entity.number, entity.reference, entity.name)

    def is_same(self, other: AnsweredRecord) -> bool:
        """Whether the two, perhaps of different stores, are one record."""
        if self.dataset != other.dataset:
            return False
        if self.reference and other.reference:
            return self.reference == other.reference
        return self.number == other.number and self.name == other.name


@dataclass(frozen=True)
class GivenAnswer:
    """An answer as an officer gives it.

    ``records`` are those that make up one constraint; without any the answer is about the dataset as a whole. ``found`` is how the
    constraint stood to the site then, None for a dataset. ``for_authority`` answers for all cases of the authority, for datasets only.
    """

    dataset: str
    kind: AnswerKind
    records: tuple[AnsweredRecord, ...] = field(default=())
    reason: str = ""
    source: str = ""
    checked_on: date | None = None
    found: Relation | None = None
    for_authority: bool = False

    def is_about(self, records: Iterable[AnsweredRecord]) -> bool:
        """Whether the constraint that these records make up is the one that is answered."""
        others = tuple(records)
        return any(mine.is_same(other) for mine in self.records for other in others)


@dataclass(frozen=True)
class ConstraintAnswer:
    """An answer that stands, with who gave it when (ISO 8601 in UTC), over which version of the red line and by which snapshot."""

    uuid: str
    given: GivenAnswer
    officer: str
    answered_at: str
    version_number: int
    snapshot: str


def answer_to_constraint(answers: Iterable[ConstraintAnswer], entities: Iterable[Entity]) -> ConstraintAnswer | None:
    """Of answers, oldest first, the latest to the constraint that these records make up, None without one."""
    records = tuple(AnsweredRecord.of(entity) for entity in entities)
    return next((each for each in reversed(tuple(answers)) if each.given.is_about(records)), None)


def answer_to_dataset(answers: Iterable[ConstraintAnswer], dataset: str) -> ConstraintAnswer | None:
    """Of answers, oldest first, the one to a dataset as a whole: the case's own before the authority's, then the latest."""
    whole = [each for each in reversed(tuple(answers)) if each.given.dataset == dataset and not each.given.records]
    return min(whole, key=lambda each: each.given.for_authority, default=None)
