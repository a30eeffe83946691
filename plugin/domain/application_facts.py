"""What the rules need to know of an application; what nobody has said is None, and never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .application import Application


@dataclass(frozen=True)
class ApplicationFacts:
    """The application as the rules see it.

    ``type_code`` is an ODP code. ``applied_on`` is the day on which it was made, ``valid_on`` the day on which the last thing that it
    needed arrived. ``residential`` says whether it is for dwellings, ``dwellings`` how many (None: not known), ``floorspace_m2`` the floor
    space that would be created. ``development`` is a kind that resources/rules/environmental_impact.csv names, "" for urban development.
    ``environmental_statement`` says whether one comes with it. ``vulnerability`` is the flood risk class of its use ("more vulnerable").
    ``habitat_m2`` and ``linear_habitat_m`` are the habitat that it affects. ``certificate`` is the ownership certificate given ("a" to
    "d"); ``added_land_owners`` is the officer's answer on land that an amendment adds: "applicant", "known", "some-known" or "unknown".
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
    added_land_owners: str = ""

    @classmethod
    def of(cls, application: Application) -> ApplicationFacts:
        """What an application itself tells; the rest stays unknown."""
        return cls(type_code=application.type_code, applied_on=application.submitted_on)
