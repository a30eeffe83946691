"""The fields that a local layer's columns can be mapped to."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ...domain.dataset import kind_of
from ...resources_path import resources_path
from ..catalogue import Catalogue
from ..records.record_fields import normalised, role_of
from ..standard.column_mapping import ColumnMapping
from ..standard.standard import words_of


@dataclass(frozen=True)
class LayerField:
    """A field, and what it is for in words."""

    name: str
    about: str


@cache
def layer_fields(dataset: str) -> tuple[LayerField, ...]:
    """The fields that say who a record is and since when, and those that officers read of a dataset's records; ``dataset`` may be "".

    Source: resources/catalogue/local_fields.csv, and the attributes of the catalogue.
    """
    with resources_path("catalogue", "local_fields.csv").open(encoding="utf-8", newline="") as table:
        fields = [LayerField(row["field"], row["about"]) for row in csv.DictReader(table)]
    names = {each.name for each in fields}
    shown = Catalogue.load().dataset(kind_of(dataset)).attributes if dataset else ()
    return (*fields, *(LayerField(name, words_of(name)) for name in shown if name not in names))


def suggested(columns: Iterable[str], dataset: str) -> ColumnMapping:
    """The columns that Redline takes for a field by themselves, though they are called otherwise: "TPO_number" for the reference."""
    names = set(field_names(dataset))
    there = list(columns)
    plain = {normalised(column) for column in there}
    taken: dict[str, str] = {}
    for column in there:
        field = role_of(column, dataset).replace("_", "-")
        if field in names and normalised(field) not in plain:
            taken.setdefault(field, column)
    return ColumnMapping(taken)


def field_names(dataset: str) -> tuple[str, ...]:
    """Their names."""
    return tuple(each.name for each in layer_fields(dataset))
