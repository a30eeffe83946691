"""Many sites side by side, as bulk screening takes them: what is the same of each in one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ...arrays import values
from ...domain.accuracy import Accuracy

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class SiteBatch:
    """Lists side by side, one place for each site.

    ``sites`` are names that no other site bears, ``files`` where each came from, ``references`` and ``types`` (codes) are the
    application's, "" where unknown, ``submitted`` the day of its submission. ``boundaries`` are valid Polygons and MultiPolygons in
    EPSG:27700, or None: then ``problems`` says why in a sentence ("" for sites that have one). ``accuracies`` are of bringing them there.
    """

    sites: Sequence[str]
    files: Sequence[str]
    references: Sequence[str]
    types: Sequence[str]
    submitted: Sequence[date | None]
    boundaries: NDArray[np.object_]
    problems: Sequence[str]
    accuracies: Sequence[Accuracy | None]

    def __len__(self) -> int:
        return len(self.sites)

    def __getstate__(self) -> dict[str, Any]:
        """To another process shapes travel as well-known binary, all at once."""
        return {**self.__dict__, "boundaries": shapely.to_wkb(self.boundaries)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, boundaries=shapely.from_wkb(state["boundaries"]))

    def taken(self, rows: NDArray[np.intp]) -> SiteBatch:
        """The sites at these positions, in that order."""
        chosen = values(rows)
        return SiteBatch(
            sites=[self.sites[row] for row in chosen],
            files=[self.files[row] for row in chosen],
            references=[self.references[row] for row in chosen],
            types=[self.types[row] for row in chosen],
            submitted=[self.submitted[row] for row in chosen],
            boundaries=self.boundaries[rows],
            problems=[self.problems[row] for row in chosen],
            accuracies=[self.accuracies[row] for row in chosen],
        )

    def in_parts(self, size: int) -> Iterator[SiteBatch]:
        """The same sites in batches of ``size``."""
        for start in range(0, len(self), size):
            yield self.taken(np.arange(start, min(start + size, len(self))))

    @classmethod
    def joined(cls, batches: Sequence[SiteBatch]) -> SiteBatch:
        """Several batches as one."""
        lists = {
            each.name: [value for batch in batches for value in getattr(batch, each.name)]
            for each in fields(cls)
            if each.name != "boundaries"
        }
        return cls(boundaries=np.concatenate([np.empty(0, dtype=object), *(batch.boundaries for batch in batches)]), **lists)
