"""A planning application, as much of it as every source can tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .told_fact import ToldFact


@dataclass(frozen=True)
class Address:
    """Where the applicant says the site is.

    ``longitude`` and ``latitude`` are WGS84 degrees, ``easting`` and ``northing`` EPSG:27700 metres; either pair may be missing.
    """

    text: str = ""
    uprn: str = ""
    longitude: float | None = None
    latitude: float | None = None
    easting: float | None = None
    northing: float | None = None


@dataclass(frozen=True)
class Designation:
    """What the applicant was told about one constraint when applying (PlanX keys)."""

    key: str
    description: str
    intersects: bool
    entities: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Application:
    """One application, free of the shape that it arrived in.

    ``reference`` is the council's, "" until it has given one; ``submission_id`` is the submission's own, from before.
    ``type_code`` is an ODP code where the source gives one ("pp.full.householder"). ``declared_area_m2`` is what the applicant's form or
    drawing tool said. ``received_on`` and ``valid_on`` are a back office's; ``facts`` are what was told beside all that, by whom.
    ``decision`` and ``decided_on`` are there of applications that are over, where the source tells them.
    """

    reference: str
    submission_id: str = ""
    type_code: str = ""
    type_description: str = ""
    description: str = ""
    status: str = ""
    organisation: str = ""
    address: Address = field(default_factory=Address)
    submitted_on: date | None = None
    received_on: date | None = None
    valid_on: date | None = None
    declared_area_m2: float | None = None
    designations: tuple[Designation, ...] = field(default=())
    facts: tuple[ToldFact, ...] = field(default=())
    decision: str = ""
    decided_on: date | None = None
