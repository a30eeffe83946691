"""What the rules need to know of an application; what nobody has said is None, and never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from .application import Application
from .told_fact import ToldFact, standing_facts

#: Told as ISO 8601.
_DAYS = frozenset({"valid_on"})


@dataclass(frozen=True)
class ApplicationFacts:
    """The application as the rules see it.

    ``type_code`` is an ODP code. ``applied_on`` is the day on which it was made, ``valid_on`` the day on which the last thing that it
    needed arrived: the first such day, which no amendment moves. ``residential`` says whether it is for dwellings, ``dwellings`` how many
    (None: not known), ``floorspace_m2`` the floor space that would be created. ``development`` is a kind that
    resources/rules/environmental_impact.csv names, "" for urban development. ``environmental_statement`` says whether one comes with it.
    ``vulnerability`` is the flood risk class of its use ("more vulnerable"). ``habitat_m2`` and ``linear_habitat_m`` are the habitat that
    it affects. ``certificate`` is the ownership certificate given ("a" to "d"); ``added_land_owners`` is the officer's answer on land
    that an amendment adds: "applicant", "known", "some-known" or "unknown". ``agricultural_tenants`` says whether the land has any.
    ``applicant_interest`` is the applicant's in the land, in the words of the ODP schemas ("owner.sole", "lessee"). ``fee_paid`` is in
    pounds; ``fee_reduced`` says whether the application is exempt from the fee, or pays a reduced one.
    ``project_types`` are what is proposed, ``documents`` the types of what was supplied (None: nobody has said), both in the words of the
    ODP schemas ("extend.rear", "floodRiskAssessment").
    """

    type_code: str = ""
    applied_on: date | None = None
    valid_on: date | None = None
    received_on: date | None = None
    residential: bool | None = None
    dwellings: int | None = None
    floorspace_m2: float | None = None
    new_building: bool | None = None
    minerals_or_waste: bool | None = None
    public_service_infrastructure: bool | None = None
    development: str = ""
    environmental_statement: bool | None = None
    departure: bool | None = None
    affects_right_of_way: bool | None = None
    vulnerability: str = ""
    height_m: float | None = None
    storeys: int | None = None
    priority_habitat: bool | None = None
    habitat_m2: float | None = None
    linear_habitat_m: float | None = None
    self_build: bool | None = None
    in_london: bool | None = None
    certificate: str = ""
    agricultural_tenants: bool | None = None
    applicant_interest: str = ""
    fee_paid: float | None = None
    fee_reduced: bool | None = None
    added_land_owners: str = ""
    project_types: tuple[str, ...] = ()
    documents: tuple[str, ...] | None = None

    @classmethod
    def of(cls, application: Application) -> ApplicationFacts:
        """What an application itself tells; the rest stays unknown."""
        known = cls(
            type_code=application.type_code,
            applied_on=application.submitted_on,
            valid_on=application.valid_on,
            received_on=application.received_on,
        )
        return known.told(application.facts)

    def told(self, facts: Iterable[ToldFact]) -> ApplicationFacts:
        """These facts, and what was told beside them; of what several have told the highest in rank is believed."""
        names = {each.name for each in fields(self)}
        standing = {name: fact for name, fact in standing_facts(facts).items() if fact.value is not None and name in names}
        values: dict[str, Any] = {name: fact.value for name, fact in standing.items()}
        values.update({name: date.fromisoformat(values[name]) for name in _DAYS & set(values)})
        return replace(self, **{**values, **_dwellings_and_residential(standing)})


def _dwellings_and_residential(standing: Mapping[str, ToldFact]) -> dict[str, Any]:
    """The two are one question: an answer to the one by somebody of higher rank settles the other."""
    dwellings, residential = standing.get("dwellings"), standing.get("residential")
    if dwellings is not None and dwellings.value and (residential is None or residential.source.rank < dwellings.source.rank):
        return {"residential": True}
    if residential is not None and residential.value is False and dwellings is not None and residential.source.rank > dwellings.source.rank:
        return {"dwellings": 0}
    return {}
