"""The difference between two red lines, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from .citation import Citation
from .measured_area import MeasuredArea

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class ChangeKind(Enum):
    """How an officer would describe the change."""

    COSMETIC = "cosmetic"
    REDUCTION = "reduction"
    ENLARGEMENT = "enlargement"
    RELOCATION = "relocation"

    @property
    def takes_in_land(self) -> bool:
        """Whether land is added that may be someone else's."""
        return self in (ChangeKind.ENLARGEMENT, ChangeKind.RELOCATION)


@dataclass(frozen=True)
class BoundaryChange:
    """The difference between two red lines, in EPSG:27700.

    ``added`` and ``removed`` are (multi)polygons, possibly empty. ``shared_percent`` is the land that both enclose as a share of the land
    that either encloses; ``citation`` is the rule that told the kind.
    """

    kind: ChangeKind
    added: BaseGeometry
    removed: BaseGeometry
    before: MeasuredArea
    after: MeasuredArea
    added_area: MeasuredArea
    removed_area: MeasuredArea
    shared_percent: float
    citation: Citation

    @property
    def asks_for_agreement(self) -> bool:
        """Whether the applicant should be asked: not for what is drawing, and not land."""
        return self.kind is not ChangeKind.COSMETIC

    @property
    def takes_in_land(self) -> bool:
        """Whether land is added that may be someone else's."""
        return self.kind.takes_in_land
