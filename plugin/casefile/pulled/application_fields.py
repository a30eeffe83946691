"""The fields of an application that a back office tells, as values to compare and as columns to keep."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from ...domain.application import Address, Designation
from ...domain.case import PulledCase
from ..file.json_text import canonical, parsed, storable

_TEXTS = (
    "reference",
    "full_reference",
    "alternative_reference",
    "type_code",
    "type_description",
    "description",
    "status",
    "appeal",
    "decision",
    "officer",
    "work_status",
    "organisation",
    "web_page",
)
_DATES = ("received_on", "valid_on", "published_on", "target_date", "expiry_date", "consultation_end", "determined_on")

#: Every field that is compared, overwritten or kept by itself; the boundary and what belongs to the application are records of their own.
FIELDS = (*_TEXTS, *_DATES, "address", "shown_constraints", "designations")

_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s+(\d[a-z]{2})\b")

Values = dict[str, Any]


def told_values(case: PulledCase) -> Values:
    """The fields that the answer spoke of, as JSON values."""
    values: Values = {name: getattr(case, name) for name in _TEXTS}
    if not case.reference:
        del values["reference"]
    for name in _DATES:
        day: date | None = getattr(case, name)
        values[name] = None if day is None else day.isoformat()
    values["address"] = {part.name: getattr(case.address, part.name) for part in fields(Address)}
    values["shown_constraints"] = list(case.shown_constraints)
    if case.designations is not None:
        values["designations"] = designation_values(case.designations)
    for name in case.silent:
        values.pop(name, None)
    return values


def empty_values() -> Values:
    """The fields of an application of which nothing has been told."""
    return {**told_values(PulledCase(back_office_id="", reference="?")), "reference": "", "designations": None}


def designation_values(designations: tuple[Designation, ...]) -> list[Values]:
    """What the applicant was told, as JSON values."""
    return [
        {"key": each.key, "description": each.description, "intersects": each.intersects, "entities": list(each.entities)}
        for each in designations
    ]


def designations_from(values: Any) -> tuple[Designation, ...] | None:
    """The same read back; None where the submission was not read."""
    if values is None:
        return None
    return tuple(Designation(each["key"], each["description"], each["intersects"], tuple(each["entities"])) for each in values)


def columns_of(values: Mapping[str, Any], previous_references: list[str]) -> Values:
    """The columns of the table ``application`` that hold the fields, and the text that a search looks through."""
    columns: Values = {name: storable(values[name]) for name in _TEXTS}
    columns.update({name: values[name] for name in _DATES})
    address = values["address"]
    columns.update(
        address=storable(address["text"]),
        uprn=storable(address["uprn"]),
        longitude=address["longitude"],
        latitude=address["latitude"],
        easting=address["easting"],
        northing=address["northing"],
        shown_constraints=canonical(values["shown_constraints"]),
        designations=None if values["designations"] is None else canonical(values["designations"]),
        previous_references=canonical(previous_references),
    )
    searched = (columns["reference"], *previous_references, values["full_reference"], values["alternative_reference"])
    columns["search_text"] = storable(folded(" ".join((*searched, address["text"], values["description"]))))
    return columns


def values_of(row: Mapping[str, Any]) -> Values:
    """The fields back from a row of the table: as they stand now, an officer's edits included."""
    values: Values = {name: row[name] for name in (*_TEXTS, *_DATES)}
    values["address"] = {
        "text": row["address"],
        **{name: row[name] for name in ("uprn", "longitude", "latitude", "easting", "northing")},
    }
    values["shown_constraints"] = parsed(row["shown_constraints"])
    values["designations"] = parsed(row["designations"])
    return values


def folded(text: str) -> str:
    """Text as a search compares it: without capitals, accents and curly apostrophes; postcodes also without their space."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text.replace("\u2019", "'")) if not unicodedata.combining(letter))
    plain = " ".join(plain.casefold().split())
    compact = _POSTCODE.findall(plain)
    return " ".join((plain, *(f"{outward}{inward}" for outward, inward in compact)))
