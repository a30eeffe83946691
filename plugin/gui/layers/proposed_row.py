"""The line that is being drawn as a row of the layer "Proposed boundary"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import shapely


@dataclass(frozen=True)
class ProposedRow:
    """The line as drawn; it may cross itself."""

    geometry: shapely.Geometry | None
