"""SQL that names tables: templates under resources/store, filled by one function that lets nothing but plain identifiers in."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from typing import Union

from ...domain.errors import StoreError
from ...resources_path import resources_path

_IDENTIFIER = re.compile(r"[a-z0-9_]+")
_MARKER = re.compile(r"\{(\w+)\}")


class ColumnType(Enum):
    """The types that columns of a GeoPackage have here."""

    TEXT = "TEXT"
    INTEGER = "INTEGER"
    REAL = "REAL"
    DATE = "DATE"
    DATETIME = "DATETIME"
    BOOLEAN = "BOOLEAN"


class GeometryType(Enum):
    """The geometry types that layers have here."""

    POINT = "POINT"
    MULTIPOINT = "MULTIPOINT"
    MULTILINESTRING = "MULTILINESTRING"
    MULTIPOLYGON = "MULTIPOLYGON"
    GEOMETRY = "GEOMETRY"


#: What may stand in a marker: an identifier, a list of them, a type, or the number of values that are bound.
Filling = Union[str, Sequence[str], ColumnType, GeometryType, int]


def quoted(identifier: str) -> str:
    """The identifier in double quotes; only lower-case letters, digits and underscores are let through."""
    if _IDENTIFIER.fullmatch(identifier) is None:
        raise StoreError(f"“{identifier}” cannot be the name of a table or column: only a-z, 0-9 and _ are used.")
    return f'"{identifier}"'


def filled(template: str, **fillings: Filling) -> str:
    """The template ``resources/store/<template>.sql`` with each ``{marker}`` replaced."""
    return _MARKER.sub(lambda found: _rendered(fillings[found.group(1)]), statement(template))


@cache
def statement(name: str) -> str:
    """The text of ``resources/store/<name>.sql``."""
    return resources_path("store", f"{name}.sql").read_text(encoding="utf-8")


def statements_of(script: str) -> Iterator[str]:
    """The statements of a script one by one, so that they can run inside a transaction (``executescript`` would end it)."""
    collected = ""
    for line in script.splitlines(keepends=True):
        collected += line
        if sqlite3.complete_statement(collected):
            yield collected
            collected = ""


def _rendered(filling: Filling) -> str:
    if isinstance(filling, (ColumnType, GeometryType)):
        return str(filling.value)
    if isinstance(filling, int):
        return ", ".join("?" * filling)
    if isinstance(filling, str):
        return quoted(filling)
    return ", ".join(quoted(identifier) for identifier in filling)
