"""The applications of a case file with their land, for the history of a site."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..boundary.claim_checks import address_point
from ..boundary.transformer import Transformer
from ..constraints.geopackage.geopackage_blob import decoded
from ..domain.application import Address, Application
from ..domain.placed_application import PlacedApplication
from .file.json_text import parsed
from .file.statements import statement


def placed_applications(connection: sqlite3.Connection, known_from: str, transformer: Transformer) -> Iterator[PlacedApplication]:
    """Every application that the back office still has, whatever its stage; ``known_from`` is what the file is called.

    One without a red line that can be used has the point of its address, where that is known.
    """
    cursor = connection.execute(statement("placed_applications"))
    names = [column[0] for column in cursor.description]
    for values in cursor:
        yield _placed(dict(zip(names, values)), known_from, transformer)


def _placed(row: Mapping[str, Any], known_from: str, transformer: Transformer) -> PlacedApplication:
    application = Application(
        reference=row["reference"],
        type_code=row["type_code"],
        type_description=row["type_description"],
        description=row["description"],
        status=row["status"],
        address=Address(row["address"], "", row["longitude"], row["latitude"], row["easting"], row["northing"]),
        received_on=_day(row["received_on"]),
        valid_on=_day(row["valid_on"]),
        decision=row["decision"],
        decided_on=_day(row["determined_on"]),
    )
    others = (row["full_reference"], row["alternative_reference"], *parsed(row["previous_references"]))
    line = row["geometry"]
    place = address_point(application.address, transformer) if line is None else decoded(line)
    return PlacedApplication(application, place, known_from, row["appeal"], tuple(filter(None, others)))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
