"""A red line that is being drawn: its steps, to be undone and done again, until it is saved as a version or discarded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class DraftStep(NamedTuple):
    """The line after one change; ``said`` tells of the change. EPSG:27700, and it may cross itself: it is what was drawn."""

    said: str
    geometry: BaseGeometry


class UnfinishedShape(NamedTuple):
    """A shape that is being drawn for a verb of drawing, corner by corner in EPSG:27700; it has not changed the line yet."""

    verb: str
    corners: tuple[tuple[float, float], ...]


class DraftSummary(NamedTuple):
    """A draft as a list tells of it. ``changes`` counts those that are shown; ``changed_at`` is ISO 8601 in UTC."""

    application_uuid: str
    reference: str
    officer: str
    changed_at: str
    changes: int


@dataclass(frozen=True)
class Draft:
    """The draft of one application.

    ``base_uuid`` names the boundary version that it is compared with. The first of the ``steps`` is where drawing began, ``position`` the
    one that is shown: what comes after it was undone and can be done again. ``unfinished`` is a shape
    that was begun and has not become a step.
    """

    application_uuid: str
    base_uuid: str
    officer: str
    begun_at: str
    changed_at: str
    steps: tuple[DraftStep, ...]
    position: int
    unfinished: UnfinishedShape | None = None

    @property
    def geometry(self) -> BaseGeometry:
        return self.steps[self.position].geometry

    @property
    def undo_words(self) -> str:
        """What undoing takes back, "" where there is nothing."""
        return self.steps[self.position].said if self.position else ""

    @property
    def redo_words(self) -> str:
        """What doing again brings back, "" where there is nothing."""
        return self.steps[self.position + 1].said if self.position + 1 < len(self.steps) else ""

    def drawn(self, step: DraftStep) -> Draft:
        """One change more; what was undone before it is gone for good."""
        kept = self.steps[: self.position + 1]
        return replace(self, steps=(*kept, step), position=len(kept))

    def at(self, position: int) -> Draft:
        """The draft at another of its steps; ValueError where it has no such step."""
        if not 0 <= position < len(self.steps):
            raise ValueError(f"The draft has no step {position}.")
        return replace(self, position=position)
