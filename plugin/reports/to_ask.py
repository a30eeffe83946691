"""What an officer is about to ask an applicant: the case, the two lines, and what is known of the change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ..domain.boundary_change import BoundaryChange
    from ..domain.boundary_version import BoundaryVersion
    from ..domain.case import Case
    from ..domain.consequence import Consequences
    from ..domain.red_line_request import Grounds
    from .letter import Letter, Terms, Writer


@dataclass(frozen=True)
class ToAsk:
    """``over`` is the line in force, ``proposed`` a sound line in EPSG:27700, ``number`` that of its version.

    ``consequences`` are None where they are not known; ``reason`` is what the officer has written already, ``warning`` whose case
    it is where it is another's. ``on`` is today.
    """

    case: Case
    over: BoundaryVersion
    proposed: BaseGeometry
    number: int
    on: date
    consequences: Consequences | None = None
    reason: str = ""
    warning: str = ""

    @property
    def present(self) -> BaseGeometry | None:
        return self.over.boundary.geometry if self.over.boundary is not None else None

    @cached_property
    def change(self) -> BoundaryChange | None:
        """None where there is no present line."""
        from ..boundary.compare import compare
        from ..rules.rules import Rules

        return compare(self.present, self.proposed, Rules(self.on)) if self.present is not None else None

    @property
    def takes_in_land(self) -> bool:
        return self.change is None or self.change.takes_in_land

    def letter(self, grounds: Grounds, terms: Terms, writer: Writer) -> Letter:
        """The letter as it would go out."""
        from .letter import letter_of

        return letter_of(self.case, self.proposed, self.change, grounds, terms, writer, self.on, number=self.number, present=self.present)
