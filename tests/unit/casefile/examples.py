"""Cases, clocks and officers for the tests of the case file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import shapely

from plugin.casefile.case_file import CaseFile
from plugin.domain.accuracy import Accuracy
from plugin.domain.application import Address
from plugin.domain.areas import Areas
from plugin.domain.boundary import Boundary, Original, SourceCrs
from plugin.domain.case import PulledCase
from plugin.domain.check import Check, Severity
from plugin.domain.dataset import Coverage, Snapshot
from plugin.domain.finding import DatasetResult, DatasetState, Entity, Finding, Relation, Screening
from plugin.domain.identity import Identity, Role
from plugin.domain.reading import Proposal, SiteReading

SOURCE = "https://southwark.example/api"
JO = Identity("Jo Officer", "jo@council.example", Role.ASSESSOR)
START = datetime(2026, 11, 22, 10, tzinfo=timezone.utc)
HELMERT = Accuracy("Helmert", 2.0, None)
OSTN15 = Accuracy("OSTN15", 0.1, "uk_os_OSTN15_NTv2_OSGBtoETRS.tif")


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        return self.moment

    def advance(self, **by: int) -> None:
        self.moment += timedelta(**by)


def opened(folder: Path, **more: Any) -> CaseFile:
    return CaseFile.open(folder / "cases.redline", **{"clock": Clock(), "identity": JO, "patience": 0.05, **more})


def geojson(west: float = -0.08, **properties: Any) -> str:
    ring = [[west, 51.45], [west + 0.001, 51.45], [west + 0.001, 51.451], [west, 51.45]]
    return json.dumps({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": properties or None})


def site(text: str | None = None, *, errors: int = 0, accuracy: Accuracy = OSTN15, east: float = 530_000) -> SiteReading:
    """A reading of a red line; with errors, of one that can't be used and for which a repair is offered."""
    original = Original(geojson() if text is None else text, "geojson")
    boundary = Boundary(shapely.box(east, 180_000, east + 20, 180_030), original, SourceCrs.WGS84, accuracy, ("It was closed.",))
    checks = tuple(Check("self-intersection", Severity.ERROR, "The red line crosses itself.") for _ in range(errors))
    return SiteReading(
        site="26-00001-HAPP",
        file="list",
        found="BOPS list",
        original=original,
        boundary=None if errors else boundary,
        proposal=Proposal("repair", "Split where it crosses itself?", boundary, None, 600.0) if errors else None,
        areas=None if errors else Areas(600.0, 600.2, 601.0, 3.0, 590.0),
        checks=(*checks, Check("closed", Severity.INFORMATION, "It was closed.")),
    )


def no_site() -> SiteReading:
    check = Check("no-boundary", Severity.ERROR, "There is no red line.")
    return SiteReading(site="26-00001-HAPP", file="list", found="BOPS list", checks=(check,))


def pulled(number: int = 1, **changes: Any) -> PulledCase:
    """A householder application in assessment, complete."""
    case = PulledCase(
        back_office_id=str(number),
        reference=f"26-{number:05}-HAPP",
        full_reference=f"SWK-26-{number:05}-HAPP",
        type_code="pp.full.householder",
        type_description="planning_permission",
        description="Single storey rear extension.",
        status="in_assessment",
        officer="Jo Officer",
        address=Address(text="140, Woodwarde Road, London, SE22 8UR", uprn="200003442431", longitude=-0.0823, latitude=51.4516),
        received_on=date(2026, 11, 2),
        valid_on=date(2026, 11, 3),
        target_date=date(2026, 12, 8),
        expiry_date=date(2026, 12, 29),
        shown_constraints=("Conservation area",),
        site=site(),
    )
    return replace(case, **changes)


def entity(dataset: str = "conservation-area", number: int = 1, **more: Any) -> Entity:
    return Entity(number, dataset, number, f"CA{number}", f"Area {number}", f"{dataset}:{number}", **more)


def finding(relation: Relation = Relation.OVERLAPS, **more: Any) -> Finding:
    overlap = shapely.box(530_000, 180_000, 530_010, 180_030) if relation is Relation.OVERLAPS else None
    return Finding(
        entity(**more),
        relation,
        300.0 if overlap is not None else 0.0,
        50.0,
        5.0,
        0.0,
        "conservation-area-1",
        overlap,
        ("Designated 1990.",),
    )


def screening(*findings: Finding, unchecked: int = 2, at: str = "2026-11-22T10:00:00Z", on: date = date(2026, 11, 22)) -> Screening:
    states = [
        DatasetResult("conservation-area", "Conservation area", DatasetState.OVERLAPS, Coverage.FULL, "", 1, "conservation-area-1", OSTN15)
    ]
    states += [
        DatasetResult(f"dataset-{number}", "A dataset", DatasetState.NOT_CHECKED, Coverage.NONE, "not in the store", 0, "", None)
        for number in range(unchecked)
    ]
    return Screening(
        site="26-00001-HAPP",
        file="list",
        findings=findings,
        datasets=tuple(states),
        ended=(finding(number=90, end_date=date(2020, 1, 1)),),
        not_yet=(finding(number=91, start_date=date(2030, 1, 1)),),
        judged_on=on,
        screened_at=at,
        engine="redline 1",
        checks=(Check("outside", Severity.WARNING, "The site lies across the border."),),
        unreliable="Positions are known to 2 m only.",
    )


def snapshot(fetched_at: str = "2026-11-01T00:00:00Z") -> Snapshot:
    return Snapshot("conservation-area-1", "conservation-area", "file", fetched_at, 10, 0, 0, Coverage.FULL, OSTN15, "ab" * 32)
