"""What the project types of a submission say of a proposal.

Source: the ProjectType list of the Open Digital Planning schemas 0.7.7. A code speaks for all that begin with it and a dot; what is not
here says nothing either way.
"""

from __future__ import annotations

from collections.abc import Iterable

#: Homes are built.
_DWELLINGS = ("new.dwelling", "new.residential.dwelling")
#: A building comes, or one is extended.
_BUILDING = (
    *_DWELLINGS,
    "new.agriculture.glasshouse",
    "new.agriculture.pigs",
    "new.agriculture.poultry",
    "new agriculture.poultry",
    "new.industrial",
    "new.leisure",
    "new.office",
    "new.retail",
    "new.warehouse",
    "extend",
)
#: No building, though its name begins like one.
_NO_BUILDING = ("new.industrial.waste", "extend.balcony")
#: Work on what is there: a proposal of nothing else has no new building and no extension.
_WORK_ON_WHAT_IS_THERE = ("alter", "internal", "maintain", "repair", "unit")
_MINERALS_OR_WASTE = ("new.agriculture.mining", "new.industrial.waste", "new.mineralextraction", "new.wastedeposit")


def for_dwellings(types: Iterable[str]) -> str:
    """The type that says that homes are built; "" where none does."""
    return _first(types, _DWELLINGS)


def with_building(types: Iterable[str]) -> str:
    """The type that says that a building is put up or extended; "" where none does."""
    return _first((kind for kind in types if not _is(kind, _NO_BUILDING)), _BUILDING)


def on_what_is_there(types: Iterable[str]) -> bool:
    """Whether all that is proposed is work on buildings and land as they are; no for nothing."""
    listed = list(types)
    return bool(listed) and all(_is(kind, _WORK_ON_WHAT_IS_THERE) for kind in listed)


def minerals_or_waste(types: Iterable[str]) -> str:
    """The type that says that minerals are dug or waste is dealt with; "" where none does."""
    return _first(types, _MINERALS_OR_WASTE)


def _first(types: Iterable[str], codes: tuple[str, ...]) -> str:
    return next((kind for kind in types if _is(kind, codes)), "")


def _is(kind: str, codes: tuple[str, ...]) -> bool:
    return any(f"{kind.lower()}.".startswith(f"{code}.") for code in codes)
