"""The rows that an answer to an enquiry is made of: plain text and figures, no layout, no markup."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...domain.citation import Citation
from ...domain.finding import DatasetState

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: How a dataset stands at the place, in words.
STATES = {
    DatasetState.OVERLAPS: "applies here",
    DatasetState.TOUCHES: "may apply here",
    DatasetState.CLEAR: "nothing here",
    DatasetState.NOT_CHECKED: "not checked",
}
#: What the lists of datasets are called.
NOT_CHECKED, NOTHING_HERE = "Not checked, or not in full", "Checked, nothing at this place"


@dataclass(frozen=True)
class AnswerRow:
    """One constraint, be it held by one record or by several.

    ``number`` is what it is called on the map and in every list, from 1; ``kind`` is its dataset's name, ``name`` its own, ``figure`` how
    far in or away, ``facts`` what the record says and its dates, ``meaning`` what follows from it for anybody. ``colour`` is the
    catalogue's ("#1A2B3C"); ``shape`` (EPSG:27700) is None where the record has none. ``data`` is how old the evidence is.
    """

    number: int
    kind: str
    name: str
    bearing: str
    figure: str
    facts: tuple[str, ...]
    meaning: tuple[str, ...]
    data: str
    colour: str
    dataset: str
    entities: tuple[int, ...]
    shape: BaseGeometry | None = field(default=None, compare=False)
    citations: tuple[Citation, ...] = field(default=())

    @property
    def title(self) -> str:
        """The constraint as people name it: what kind, and which."""
        return f"{self.kind}: {self.name}" if self.name else self.kind


@dataclass(frozen=True)
class AnswerGroup:
    """Rows under one heading; ``none`` is the sentence that stands where there are none.

    ``code`` names the group where a group is treated apart, ``more`` says what those are that had no room ("more near").
    """

    code: str
    heading: str
    more: str
    rows: tuple[AnswerRow, ...]
    none: str = ""


@dataclass(frozen=True)
class LookedAt:
    """One dataset: ``state`` in words ("applies here", "nothing here", "not checked", ...), why, and how old its data is."""

    dataset: str
    name: str
    state: str
    why: str
    data: str
    whole: bool
