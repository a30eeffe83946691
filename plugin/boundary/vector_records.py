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


def kind_of_shapes(records: Any) -> str:
    """The layer's kind of geometry as it declares it: "None" without any, "Curve" where it may hold arcs."""
    from fiona.errors import UnsupportedGeometryTypeError

    try:
        return str(records.schema.get("geometry"))
    except UnsupportedGeometryTypeError:
        return "Curve"


def record_count(records: Any) -> int | None:
    """How many records the layer says it holds; None where its format does not tell."""
    try:
        return len(records)
    except TypeError:
        return None
