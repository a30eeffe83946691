"""One record of a constraint file, before its geometry is understood."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, Union

#: A GeoJSON geometry object or WKT.
RawGeometry = Union[Mapping[str, Any], str]


class Record(NamedTuple):
    """What a row says. A named tuple, because a national file has millions of them.

    ``row`` counts from 1 in its file. ``number`` is the platform's entity number, None where there is none. ``attributes`` has every
    column that holds something, as text, under the file's own name. ``geometry`` and ``point`` are as supplied; ``size`` is about how
    many characters the record took in its file. ``issues`` are pairs of what is wrong (a stable word) and a sentence.
    """

    row: int
    dataset: str
    number: int | None
    reference: str
    name: str
    start_date: date | None
    end_date: date | None
    entry_date: date | None
    quality: str
    attributes: dict[str, str]
    geometry: RawGeometry | None
    point: RawGeometry | None
    size: int
    issues: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """The record as a person finds it again in its file: its row, and its name or reference."""
        called = self.name or self.reference
        return f"Row {self.row} ({called})" if called else f"Row {self.row}"
