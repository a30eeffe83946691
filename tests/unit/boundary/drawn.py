"""Red lines for the tests of this folder: plain places in metres, written as whichever document a test wants."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import shapely
import shapely.geometry

from plugin.boundary.documents import read_document
from plugin.boundary.transformer import Transformer
from plugin.domain.reading import SiteReading
from tests.shared import shared_path

TODAY = date(2026, 11, 22)

#: A corner of a field in Southwark, EPSG:27700.
EAST, NORTH = 533600.0, 174200.0


@lru_cache(maxsize=1)
def plain_transformer() -> Transformer:
    """Without any grid folder: OSTN15 is used only where this machine has it of itself."""
    return Transformer()


@lru_cache(maxsize=1)
def _grid_transformer(folder: str) -> Transformer:
    from pathlib import Path

    return Transformer([Path(folder)])


def grid_transformer() -> Transformer:
    """With OSTN15; skips the test where the shared grids are absent."""
    return _grid_transformer(str(shared_path("data/grids")))


def square(side: float = 20.0, east: float = 0.0, north: float = 0.0) -> list[list[float]]:
    """A closed ring, its lower left corner ``east`` and ``north`` of the field's corner."""
    left, bottom = EAST + east, NORTH + north
    return [[left, bottom], [left + side, bottom], [left + side, bottom + side], [left, bottom + side], [left, bottom]]


def polygon(*rings: Sequence[Any]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def multipolygon(*polygons: Sequence[Any]) -> dict[str, Any]:
    return {"type": "MultiPolygon", "coordinates": [list(rings) for rings in polygons]}


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties or None, "geometry": geometry}


def in_degrees(geometry: dict[str, Any]) -> dict[str, Any]:
    """The same geometry in WGS84, as most senders write it."""
    degrees = plain_transformer().to_wgs84(shapely.geometry.shape(geometry))
    return json.loads(json.dumps(shapely.geometry.mapping(degrees)))


def read(document: Any, name: str = "site.json", transformer: Transformer | None = None, **options: Any) -> SiteReading:
    """The one site of a document."""
    (reading,) = read_all(document, name, transformer, **options)
    return reading


def read_all(document: Any, name: str = "site.json", transformer: Transformer | None = None, **options: Any) -> list[SiteReading]:
    data = document if isinstance(document, bytes) else json.dumps(document).encode("utf-8")
    return read_document(name, data, transformer or plain_transformer(), on=TODAY, **options)


def codes(reading: SiteReading) -> set[str]:
    return {check.code for check in reading.checks}


def message(reading: SiteReading, code: str) -> str:
    """The sentence of the one check of that code."""
    (found,) = [check.message for check in reading.checks if check.code == code]
    return found
