"""Which district of a generation is the authority's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import shapely

from ...domain.errors import StoreError
from ..geopackage.geopackage_blob import decoded_all
from ..geopackage.geopackage_sql import filled
from .generation_writer import GenerationWriter
from .geometry_repair import one_kind

#: The administrative datasets that say what the authority's area is, the planning authority's own first.
AUTHORITY_DATASETS = ("local-planning-authority", "local-authority-district")
SETTING = "authority"

_LAYER_NAMES = "SELECT layer.name FROM layer JOIN dataset ON dataset.id = layer.dataset WHERE dataset.slug = ? AND layer.kind = 'polygon'"
_CURRENT = """
SELECT entity.key, entity.reference, entity.name FROM entity JOIN dataset ON dataset.id = entity.dataset
WHERE dataset.slug = ? AND (entity.end_date IS NULL OR entity.end_date >= ?) AND (entity.start_date IS NULL OR entity.start_date <= ?)
ORDER BY entity.key
"""


@dataclass(frozen=True)
class Authority:
    """The authority's own area (EPSG:27700) and name; or, with no area, one clause that says why it is not settled."""

    area: shapely.Geometry | None
    name: str = ""
    why_not: str = ""


@dataclass
class _District:
    """One authority of a dataset: all current records of one reference, else of one name."""

    reference: str
    name: str
    keys: set[int] = field(default_factory=set)

    def is_called(self, text: str) -> bool:
        return text in (self.reference, self.name)


def settle_authority(generation: GenerationWriter, asked: str | None, kept: str, on: date) -> Authority:
    """The district that was chosen, else the only one that is current ``on`` that day.

    ``asked`` is a reference or a name that was given now ("" takes an earlier choice back), ``kept`` the one of an earlier build; the
    choice is written into the generation. Raises StoreError where ``asked`` is no district of the store, or more than one.
    """
    chosen = kept if asked is None else asked.strip()
    districts = {slug: found for slug in AUTHORITY_DATASETS if (found := _districts(generation, slug, on))}
    if not chosen:
        return _only_one(generation, districts)
    generation.add_setting(SETTING, chosen)
    for slug, found in districts.items():
        called = [district for district in found if district.is_called(chosen)]
        if len(called) == 1:
            return _settled(generation, slug, called[0])
        if called:
            return _not_settled(f"the store has {len(called)} current districts that are called “{chosen}”", asked)
    return _not_settled(f"the store has no current district with the reference or the name “{chosen}”", asked)


def _not_settled(why_not: str, asked: str | None) -> Authority:
    if asked is not None:
        raise StoreError(
            f"The authority cannot be chosen: {why_not}. Give the reference or the exact name of one; the store was left as it was."
        )
    return Authority(None, why_not=why_not)


def _only_one(generation: GenerationWriter, districts: dict[str, list[_District]]) -> Authority:
    for slug, found in districts.items():
        if len(found) > 1:
            return Authority(
                None, why_not=f"the store has {len(found):,} current districts ({slug}), and nobody has said which is the authority's own"
            )
    for slug, found in districts.items():
        return _settled(generation, slug, found[0])
    return Authority(None, why_not="the store has no current district of an authority")


def _settled(generation: GenerationWriter, slug: str, district: _District) -> Authority:
    rows = [
        row
        for (layer,) in generation.connection.execute(_LAYER_NAMES, (slug,)).fetchall()
        for key in sorted(district.keys)
        for row in generation.connection.execute(filled("layer_row", columns=["geom"], table=str(layer)), (key,)).fetchall()
    ]
    blobs = [blob for (blob,) in rows if blob is not None]
    name = district.name or district.reference
    area = one_kind(shapely.union_all(np.array(decoded_all(blobs), dtype=object))) if blobs else None
    return Authority(area, name) if area is not None else Authority(None, why_not=f"the district {name or slug} in the store has no area")


def _districts(generation: GenerationWriter, slug: str, on: date) -> list[_District]:
    day = on.isoformat()
    found: dict[str, _District] = {}
    for key, reference, name in generation.connection.execute(_CURRENT, (slug, day, day)).fetchall():
        label = f"reference {reference}" if reference else f"name {name}" if name else f"key {key}"
        found.setdefault(label, _District(str(reference), str(name))).keys.add(int(key))
    return list(found.values())
