"""What a submission says of the facts that rules ask for, read leniently: a field of the wrong kind counts as absent.

Source: the Open Digital Planning schemas 0.7.7 and their prototype, and the Planning Portal's JSON. Nothing is guessed: what a submission
is silent about is not told, and where it says two things it has said nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..domain.plain_lists import listed
from ..domain.told_fact import FactSource, FactValue, ToldFact
from .document_shapes import DocumentShape, Path, value_at
from .plain_values import as_number, as_text
from .portal_facts import portal_facts
from .project_types import for_dwellings, minerals_or_waste, on_what_is_there, with_building

_LONDON = "London"
_INTERESTS = frozenset({"owner", "owner.sole", "owner.co", "lessee", "occupier", "other"})
#: BOPS and older submissions write a type as text, the schemas as an object.
_PROPOSED = ("new", "rebuilt")
_LISTS_OF_UNITS = (*_PROPOSED, "removed", "retained")
_SELF_BUILD = frozenset({"selfCustomBuild", "selfBuild"})
_ENVIRONMENTAL_STATEMENT = "environmentalImpactAssessment"
_RIGHTS_OF_WAY = "rightsOfWay"


def read_facts(document: Mapping[str, Any], shape: DocumentShape) -> tuple[ToldFact, ...]:
    """The facts that a document of some shape tells, each with where it stands."""
    if shape.portal is not None:
        return tuple(portal_facts(value_at(document, shape.portal)))
    if shape.submission is None:
        return ()
    return submission_facts(value_at(document, shape.submission))


def submission_facts(submission: Any) -> tuple[ToldFact, ...]:
    """The facts in an ODP submission, whichever of its versions."""
    types, files = project_types(submission), file_types(submission)
    dwellings = _dwellings(submission)
    return (
        *dwellings,
        *_residential(types, dwellings),
        *_floor_space(submission),
        *_building(submission, types, dwellings),
        *_tallest(submission),
        *_minerals_or_waste(types),
        *_rights_of_way(submission),
        *_self_build(submission),
        *_region(submission),
        *_ownership(submission),
        *_fee(submission),
        *_documents(files),
        *([_told("project_types", types, "what the submission calls it")] if types else []),
    )


def project_types(submission: Any) -> tuple[str, ...]:
    """The codes of what is proposed, as they were written."""
    return _codes(value_at(submission, ("data", "proposal", "projectType")))


def file_types(submission: Any) -> tuple[str, ...] | None:
    """The types of the files, each once; None where the submission has no list of files."""
    files = value_at(submission, ("files",))
    if not isinstance(files, list):
        return None
    return tuple(sorted({code for file in files if isinstance(file, Mapping) for code in _codes(file.get("type"))}))


def _dwellings(submission: Any) -> list[ToldFact]:
    counted = [(words, number) for words, number in _counts(submission) if number is not None]
    if not counted:
        return []
    if len({number for _, number in counted}) > 1:
        return [_told("dwellings", None, f"the submission disagrees with itself: {listed([f'{words} {n}' for words, n in counted])}")]
    return [_told("dwellings", counted[0][1], f"{counted[0][0]} in the submission")]


def _counts(submission: Any) -> Iterator[tuple[str, int | None]]:
    units = value_at(submission, ("data", "proposal", "units"))
    yield "the total of units", _count(value_at(units, ("total",)))
    residential = value_at(units, ("residential",))
    if isinstance(residential, list):
        yield "the units listed", _sum(residential)
    elif isinstance(residential, Mapping) and any(isinstance(residential.get(name), list) for name in _LISTS_OF_UNITS):
        yield "the units listed as new or rebuilt", _sum(_proposed_units(residential))
    yield "the new dwellings", _count(value_at(submission, ("data", "proposal", "newDwellings", "newBuild", "count")))
    yield "the dwellings created", _count(value_at(submission, ("data", "proposal", "new", "count", "dwellings")))


def _proposed_units(residential: Any) -> list[Any]:
    if isinstance(residential, list):
        return residential
    if not isinstance(residential, Mapping):
        return []
    lists = (residential.get(name) for name in _PROPOSED)
    return [unit for units in lists if isinstance(units, list) for unit in units]


def _sum(units: Iterable[Any]) -> int | None:
    """How many units several rows stand for; None where one of them does not say."""
    numbers = [_count(value_at(unit, ("identicalUnits",))) for unit in units]
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _residential(types: tuple[str, ...], dwellings: list[ToldFact]) -> Iterator[ToldFact]:
    kind = for_dwellings(types)
    if any(fact.value for fact in dwellings):
        yield _told("residential", True, "dwellings are proposed")
    elif kind:
        yield _told("residential", True, f"proposed: {kind}")


def _floor_space(submission: Any) -> Iterator[ToldFact]:
    """What is built anew and what is added; else what remains of the levy form's figures: the net gain and what it makes up for."""
    parts = [
        (words, area)
        for words, path in (("new", ("new", "area")), ("extension", ("extend", "area")))
        if (area := _square_metres(value_at(submission, ("data", "proposal", *path)))) is not None
    ]
    if parts:
        yield _told("floorspace_m2", sum(area for _, area in parts), f"{listed([words for words, _ in parts])} in the submission")
        return
    levy: Path = ("data", "application", "CIL", "proposedTotalArea")
    net, lost = (_square_metres(value_at(submission, (*levy, name))) for name in ("net", "loss"))
    if net is not None and lost is not None and net + lost >= 0:
        yield _told("floorspace_m2", net + lost, "the levy form: net gain and what is lost")


def _building(submission: Any, types: tuple[str, ...], dwellings: list[ToldFact]) -> Iterator[ToldFact]:
    built = _count(value_at(submission, ("data", "proposal", "newDwellings", "newBuild", "count")))
    buildings = _count(value_at(submission, ("data", "proposal", "newBuildings", "count")))
    kind = with_building(types)
    if buildings or built:
        yield _told("new_building", True, f"{buildings or built} new {'buildings' if buildings else 'dwellings'} in the submission")
    elif kind:
        yield _told("new_building", True, f"proposed: {kind}")
    elif buildings == 0 or (on_what_is_there(types) and not dwellings and not list(_floor_space(submission))):
        yield _told("new_building", False, "no new buildings in the submission" if buildings == 0 else f"proposed: {listed(types)}")


def _tallest(submission: Any) -> Iterator[ToldFact]:
    buildings = value_at(submission, ("data", "proposal", "newBuildings", "buildings"))
    listed_ones = buildings if isinstance(buildings, list) else []
    heights = [as_number(value_at(one, ("height", "metres"))) for one in listed_ones]
    storeys = [_count(value_at(one, ("storeys",))) for one in listed_ones]
    tall = [height for height in heights if height is not None and height >= 0]
    high = [number for number in storeys if number is not None]
    if tall:
        yield _told("height_m", max(tall), "the tallest new building in the submission")
    if high:
        yield _told("storeys", max(high), "the new building with most storeys in the submission")


def _minerals_or_waste(types: tuple[str, ...]) -> Iterator[ToldFact]:
    kind = minerals_or_waste(types)
    if kind:
        yield _told("minerals_or_waste", True, f"proposed: {kind}")


def _rights_of_way(submission: Any) -> Iterator[ToldFact]:
    for affected in _codes(value_at(submission, ("data", "proposal", "access", "affected"))):
        if affected.startswith(_RIGHTS_OF_WAY):
            yield _told("affects_right_of_way", True, f"access affected: {affected}")
            return


def _self_build(submission: Any) -> Iterator[ToldFact]:
    """Yes where every unit is, no where one is not; nothing where a unit does not say."""
    units = _proposed_units(value_at(submission, ("data", "proposal", "units", "residential")))
    told = [{*_codes(value_at(unit, ("tenure",))), *_codes(value_at(unit, ("provider",)))} for unit in units]
    if told and all(told):
        alone = all(codes & _SELF_BUILD for codes in told)
        yield _told("self_build", alone, "every unit in the submission" if alone else "not every unit in the submission")


def _region(submission: Any) -> Iterator[ToldFact]:
    region = as_text(value_at(submission, ("data", "property", "region")))
    if region:
        yield _told("in_london", region == _LONDON, f"region: {region}")


def _ownership(submission: Any) -> Iterator[ToldFact]:
    owned = value_at(submission, ("data", "applicant", "ownership"))
    letter = as_text(value_at(owned, ("certificate",))).lower()
    if letter in {"a", "b", "c", "d"}:
        yield _told("certificate", letter, "the submission")
    interest = as_text(value_at(owned, ("interest",)))
    if interest in _INTERESTS:
        yield _told("applicant_interest", interest, "the submission")
    tenants = value_at(owned, ("agriculturalTenants",))
    if isinstance(tenants, bool):
        yield _told("agricultural_tenants", tenants, "the submission")


def _fee(submission: Any) -> Iterator[ToldFact]:
    """What is to be paid counts as paid; of an exemption or a reduction nothing is told where the submission hides it."""
    told = value_at(submission, ("data", "application", "fee"))
    payable = as_number(value_at(told, ("payable",)))
    if payable is not None and payable >= 0:
        yield _told("fee_paid", payable, "payable, in the submission")
    grounds = [value_at(told, (kind,)) for kind in ("exemption", "reduction")]
    said = [value for each in grounds if isinstance(each, Mapping) for value in each.values() if isinstance(value, bool)]
    if any(said) or (said and all(isinstance(each, Mapping) for each in grounds)):
        yield _told("fee_reduced", any(said), "exemptions and reductions in the submission")


def _documents(files: tuple[str, ...] | None) -> Iterator[ToldFact]:
    if files is None:
        return
    yield _told("documents", files, "the files of the submission")
    if _ENVIRONMENTAL_STATEMENT in files:
        yield _told("environmental_statement", True, "one of the files of the submission")


def _told(name: str, value: FactValue | None, said: str) -> ToldFact:
    return ToldFact(name, value, FactSource.SUBMISSION, said)


def _codes(value: Any) -> tuple[str, ...]:
    """The code or codes that stand somewhere, as texts or as objects with a value."""
    many = value if isinstance(value, list) else [value]
    codes = (as_text(one.get("value") if isinstance(one, Mapping) else one) for one in many)
    return tuple(code for code in codes if code)


def _count(value: Any) -> int | None:
    number = as_number(value)
    return int(number) if number is not None and number >= 0 and number == int(number) else None


def _square_metres(area: Any) -> float | None:
    number = as_number(value_at(area, ("squareMetres",)))
    return number if number is not None and number >= 0 else None
