"""An address of a council's own layer: whether what was typed fits it, and the place that it is then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.place import FoundPlace

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from .place_words import PlaceWords

_KIND = "council's addresses"


@dataclass(frozen=True)
class CouncilAddress:
    """``text`` is the address in one line, ``number`` its UPRN without the zeros before it, "" where the layer has none."""

    text: str
    number: str = ""

    @classmethod
    def of(cls, parts: Iterable[str], number: str = "") -> CouncilAddress:
        """Of the words in the columns of the address, each said once."""
        return cls(", ".join(dict.fromkeys(part for part in parts if part)), number.lstrip("0"))

    def fits(self, words: PlaceWords) -> bool:
        """By its number where one was typed, else by its words."""
        return self.number == words.number if words.number else bool(self.text) and words.rank(self.text) is not None

    def found(self, shape: BaseGeometry) -> FoundPlace:
        """The place to choose; ``shape`` is where it lies (EPSG:27700)."""
        import shapely

        point = shapely.point_on_surface(shape)
        number = f"UPRN {self.number}" if self.number else ""
        return FoundPlace(_KIND, self.text or f"UPRN {self.number}", point.x, point.y, number)
