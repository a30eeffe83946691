"""Who an authority is on the platform: the body that publishes, and the ground that it looks after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from ..refresh.refreshed import Authority
from .answers import data_of, page_of
from .asker import Asker
from .web import PlatformError

#: The authority's own district comes with every refresh: it says where the data of the others speaks.
DISTRICT = "local-authority-district"


@dataclass(frozen=True)
class PlatformAuthority(Authority):
    """``organisation`` and ``district`` are entity numbers."""

    organisation: int
    district: int


def find_authority(asker: Asker, named: str) -> PlatformAuthority:
    """The local authority of a name, of a reference (SWK, local-authority:SWK) or of a statistical code.

    Raises PlatformError where there is none, or more than one.
    """
    told = asker.ask(asker.address("/organisation.json", []), data_of)
    organisations = told.get("organisations")
    listed = organisations.get("local-authority") if isinstance(organisations, dict) else None
    if not isinstance(listed, list):
        raise PlatformError("The platform's answer names no local authorities. Check the platform's address.")
    wanted = named.strip().casefold().removeprefix("local-authority:")
    found = [each for each in listed if isinstance(each, dict) and wanted in _names(each)]
    if len(found) != 1:
        many = "more than one authority is" if found else "no local authority is"
        raise PlatformError(f"On the platform {many} called “{named}”. Give its name in full, its reference (SWK) or its code (E09000028).")
    body = found[0]
    code, number = str(body.get("statistical-geography", "")), body.get("entity")
    if not isinstance(number, int) or not code:
        raise PlatformError(f"The platform does not say where {body.get('name')} lies, so its data can't be asked for.")
    pairs = [("dataset", DISTRICT), ("reference", code), ("limit", 2), ("exclude_field", "geometry,point")]
    districts, _ = asker.ask(asker.address("/entity.json", pairs), lambda answer: page_of(answer, DISTRICT))
    if len(districts) != 1:
        raise PlatformError(f"The platform has no district {code}, so what lies in {body.get('name')} can't be asked for.")
    return PlatformAuthority(str(body.get("name", named)), str(body.get("reference", "")), code, number, int(districts[0]["entity"]))


def ground_of(asker: Asker, authority: PlatformAuthority) -> BaseGeometry:
    """The district of an authority in longitude and latitude, as the platform has it. Raises PlatformError where it has no shape."""
    told = asker.ask(asker.address(f"/entity/{authority.district}.json", []), data_of)
    shape: BaseGeometry | None = shapely.from_wkt(str(told.get("geometry") or ""), on_invalid="ignore")
    if shape is None or shape.is_empty:
        raise PlatformError(
            f"The platform does not say where {authority.name} lies, so its part of a file can't be told. Fetch page by page."
        )
    return shape if shape.is_valid else shapely.make_valid(shape)


def _names(body: dict[str, Any]) -> set[str]:
    name = str(body.get("name", "")).casefold()
    short = name
    for ending in (" council", " london borough", " borough", " district", " city", " county"):
        short = short.removesuffix(ending)
    short = short.removeprefix("london borough of ").removeprefix("royal borough of ").removeprefix("city of ")
    return {name, short, str(body.get("reference", "")).casefold(), str(body.get("statistical-geography", "")).casefold()} - {""}
