"""The constraints of a generation and the sites, as well-known binary: all that a peer needs to fill whatever it screens with.

Only sqlite3 and numpy, because this runs in every peer's environment.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_LAYERS = """
SELECT layer.name FROM layer JOIN dataset ON dataset.id = layer.dataset WHERE dataset.administrative = 0 ORDER BY layer.id
"""
_PIECES = 'SELECT entity.number, tile."full", tile.geometry FROM tile JOIN entity ON entity.key = tile.entity ORDER BY tile.id'
_FETCHED = 20_000
#: A GeoPackage blob's header: eight bytes and an envelope of so many (OGC 12-128r17, 2.1.3).
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)


@dataclass(frozen=True)
class Batch:
    """Entity numbers and geometries side by side; ``full`` marks pieces that are full rectangles."""

    numbers: NDArray[np.int64]
    geometries: list[bytes]
    full: NDArray[np.bool_]


def layer_names(generation: Path) -> list[str]:
    """The feature layers with constraints."""
    with closing(_opened(generation)) as connection:
        return [str(name) for (name,) in connection.execute(_LAYERS)]


def wholes(generation: Path) -> Iterator[Batch]:
    """Every constraint as it is."""
    with closing(_opened(generation)) as connection:
        for layer in layer_names(generation):
            rows = connection.execute(f'SELECT entity, geom FROM "{layer}" WHERE geom IS NOT NULL ORDER BY fid')
            for some in iter(lambda rows=rows: rows.fetchmany(_FETCHED), []):  # type: ignore[misc]  # the lambda's default is the cursor
                bodies = [blob[8 + _ENVELOPE_BYTES[(blob[3] >> 1) & 7] :] for _, blob in some]
                yield Batch(np.array([row[0] for row in some], dtype=np.int64), bodies, np.zeros(len(some), dtype=bool))


def pieces(generation: Path) -> Iterator[Batch]:
    """Every piece of every constraint."""
    with closing(_opened(generation)) as connection:
        rows = connection.execute(_PIECES)
        for some in iter(lambda: rows.fetchmany(_FETCHED), []):
            numbers, full, bodies = zip(*some)
            yield Batch(np.array(numbers, dtype=np.int64), list(bodies), np.array(full, dtype=bool))


def site_texts(path: Path) -> list[str]:
    """The WKT of the sites, in the order of the file."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        return [row["geometry"] for row in csv.DictReader(file)]


def _opened(generation: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{generation.resolve().as_uri()}?immutable=1&mode=ro", uri=True)
