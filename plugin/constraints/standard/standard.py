"""What the national standard asks of a dataset, field by field (resources/standard/fields.csv, codes.csv, words.csv)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache

from ...domain.errors import RedlineError
from ...resources_path import resources_path

#: Kinds of fields that hold shapes, with shapely's type numbers of those that they take.
_SHAPES = {"polygon": (3, 6), "point": (0,)}
_LINKS = ("link", "list entry", "organisation")


class Need(Enum):
    """How much a field is asked for."""

    MUST = "must"
    """Without the column the platform does not take the file; an empty value is a fault."""
    SHOULD = "should"
    """An empty value is a fault."""
    EITHER = "either"
    """One of the fields that say so is enough."""
    MAY = "may"


@dataclass(frozen=True)
class StandardField:
    """One field: ``kind`` says how its values are written, ``of`` the register or dataset that they come from, ``beside`` the field without
    which it may not stand."""

    name: str
    kind: str
    of: str
    need: Need
    beside: str

    @property
    def is_geometry(self) -> bool:
        return self.kind in _SHAPES

    @property
    def shape_kinds(self) -> tuple[int, ...]:
        """The kinds of shapes that may stand here, by shapely's type numbers; none in a field of texts."""
        return _SHAPES.get(self.kind, ())


@dataclass(frozen=True)
class Standard:
    """A dataset's standard: its fields in the order in which they are published."""

    dataset: str
    fields: tuple[StandardField, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @property
    def has_geometry(self) -> bool:
        return any(field.is_geometry for field in self.fields)

    @property
    def links(self) -> tuple[StandardField, ...]:
        """The fields that name records of another dataset."""
        return tuple(field for field in self.fields if field.kind in _LINKS)


def standard_for(dataset: str, on: date) -> Standard:
    """The standard of a dataset as it stands on a day. Raises RedlineError for a dataset that has none."""
    fields = tuple(
        StandardField(row["field"], row["kind"], row["of"], Need(row["need"]), row["beside"])
        for row in _rows("fields")
        if row["dataset"] == dataset and row["valid_from"] <= on.isoformat() and (not row["valid_to"] or on.isoformat() <= row["valid_to"])
    )
    if not fields:
        raise RedlineError(f"There is no national standard for “{dataset}”. There is one for {', '.join(standard_datasets())}.")
    return Standard(dataset, fields)


def standard_datasets() -> tuple[str, ...]:
    """The datasets that have a standard."""
    return tuple(dict.fromkeys(row["dataset"] for row in _rows("fields")))


def codes_of(register: str) -> dict[str, str]:
    """The codes of a register, each with the day on which it ended, "" while it has not."""
    return {row["code"]: row["end_date"] for row in _rows("codes") if row["register"] == register}


def words_of(field: str) -> str:
    """What a field is, in one sentence; "" for a field of no standard."""
    return next((row["words"] for row in _rows("words") if row["field"] == field), "")


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with resources_path("standard", f"{name}.csv").open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table))
