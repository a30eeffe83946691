"""The records of a layer one after the other, also past those that fiona can't put into words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def vector_records(records: Any) -> Iterator[Any]:
    """Each record of an open fiona layer; None for one whose shape is of a kind that can't be read."""
    from fiona.errors import UnsupportedGeometryTypeError

    stream = iter(records)
    while True:
        try:
            record = next(stream)
        except StopIteration:
            return
        except UnsupportedGeometryTypeError:
            record = None
        yield record


def has_no_shapes(records: Any) -> bool:
    """Whether an open fiona layer is a mere table, by what it declares."""
    from fiona.errors import UnsupportedGeometryTypeError

    try:
        return str(records.schema.get("geometry")) == "None"
    except UnsupportedGeometryTypeError:  # a kind that fiona has no word for, curves before 1.10, is a kind all the same
        return False


def record_count(records: Any) -> int | None:
    """How many records the layer says it holds; None where its format does not tell."""
    try:
        return len(records)
    except TypeError:
        return None
