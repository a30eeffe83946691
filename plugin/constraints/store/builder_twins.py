"""Gives the records of one conservation area one key, once a dataset is whole."""

from __future__ import annotations

import numpy as np

from ..geopackage.geopackage_blob import decoded_all
from ..geopackage.geopackage_sql import filled
from .constraint_keys import twins
from .generation_writer import GenerationWriter

_POLYGON_LAYERS = (
    "SELECT layer.name FROM layer JOIN dataset ON dataset.id = layer.dataset WHERE dataset.slug = ? AND layer.kind = 'polygon'"
)
_SET_KEY = "UPDATE entity SET constraint_key = ? WHERE key = ?"


def join_twins(generation: GenerationWriter, slug: str) -> int:
    """Let records whose areas are the same by nine tenths share the key of the authoritative one, else of the lowest number.

    Gives how many records got another's key.
    """
    joined = 0
    for (layer,) in generation.connection.execute(_POLYGON_LAYERS, (slug,)).fetchall():
        rows = generation.connection.execute(
            filled("layer_rows", columns=["fid", "entity", "quality", "geom"], table=str(layer))
        ).fetchall()
        rows = [row for row in rows if row[3] is not None]
        for group in twins(np.array(decoded_all([row[3] for row in rows]), dtype=object)):
            members = sorted((rows[position] for position in group), key=lambda row: (row[2] != "authoritative", row[1]))
            key = f"{slug}:{members[0][1]}"
            generation.connection.executemany(_SET_KEY, [(key, member[0]) for member in members])
            joined += len(members) - 1
    return joined
