"""What became of one record between two loadings of its dataset."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from .finding import Entity


class ChangeKind(Enum):
    """The order is that of interest to an officer. A record may be moved and re-worded at once."""

    ADDED = "added"
    ENDED = "ended"
    """It has an end date now that it had not."""
    GONE = "gone"
    """The data does not have it any more, though nobody ended it."""
    MOVED = "moved"
    REWORDED = "re-worded"


@dataclass(frozen=True)
class WordChange:
    """A column that says something else; "" where it said or says nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class EntityChange:
    """One changed record. ``before`` is None for what was added, ``after`` for what is gone; so are the shapes (EPSG:27700), which are also
    None for a record without one.

    ``moved_m`` is how far, at most, an outline's corner lies from the other outline, 0 where it was not moved.
    """

    kinds: tuple[ChangeKind, ...]
    before: Entity | None
    after: Entity | None
    shape_before: BaseGeometry | None
    shape_after: BaseGeometry | None
    words: tuple[WordChange, ...] = ()
    moved_m: float = 0.0

    @property
    def entity(self) -> Entity:
        """The record as it is, or as it was last."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change is of a record")
        return found

    @property
    def shapes(self) -> tuple[BaseGeometry, ...]:
        """Where the change is: as it was and as it is."""
        return tuple(shape for shape in (self.shape_before, self.shape_after) if shape is not None)


@dataclass(frozen=True)
class DatasetChanges:
    """All that changed in one dataset; ``snapshot_before`` is "" for one that the store did not have, ``snapshot_after`` for one that it no
    longer has. ``unchanged`` counts the records of which nothing changed, ``noise`` those of them whose shape differs by less than counts.
    """

    dataset: str
    snapshot_before: str
    snapshot_after: str
    changes: tuple[EntityChange, ...]
    unchanged: int = 0
    noise: int = 0

    def count(self, kind: ChangeKind) -> int:
        return sum(kind in change.kinds for change in self.changes)
