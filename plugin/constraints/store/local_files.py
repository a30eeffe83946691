"""The files of a layer that the council has declared itself, as a build takes them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Union

import shapely

from ...domain.dataset import LocalWords

#: Inside the authority's own area.
AUTHORITY = "authority"
#: The setting under which a generation keeps what was declared of such layers, as text.
DECLARED = "local_layers"
FULL = "full"
#: Nobody has said where the layer is complete: a site without hits is not called clear.
NOT_SAID = ""

LocalCoverage = Union[shapely.Geometry, str]


@dataclass(frozen=True)
class LocalFiles:
    """``dataset`` is the slug under which the layer stands in the store; all that is in ``files`` is of it.

    ``coverage`` is ``FULL``, ``AUTHORITY``, ``NOT_SAID`` or an area (EPSG:27700). ``data_date`` is the declared day that the data is of, ""
    where none was; ``modified`` the day on which the source was last changed, "" where that is not known (ISO dates). ``source`` are
    the words for where it came from. ``issues`` are (row, what, message) that were seen when the source was read.
    """

    dataset: str
    files: tuple[Path, ...]
    words: LocalWords
    source: str
    coverage: LocalCoverage = NOT_SAID
    data_date: str = ""
    modified: str = ""
    licence: str = ""
    attribution: str = ""
    issues: tuple[tuple[int, str, str], ...] = ()

    @property
    def terms(self) -> list[str]:
        """All that decides, beside the files, what becomes of them: in another build with other terms they are read again."""
        covered = self.coverage if isinstance(self.coverage, str) else shapely.to_wkb(self.coverage, hex=True)
        return [
            *(self.dataset, self.words.declared, self.words.name, self.source, covered),
            *(self.data_date, self.modified, self.licence, self.attribution),
        ]
