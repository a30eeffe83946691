"""Findings, datasets and sites for the tests of what is said about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import shapely

from plugin.domain.accuracy import Accuracy
from plugin.domain.application import Address, Application
from plugin.domain.areas import Areas
from plugin.domain.boundary import Boundary, Original, SourceCrs
from plugin.domain.check import Check, Severity
from plugin.domain.dataset import Coverage, Dataset, Snapshot
from plugin.domain.finding import DatasetResult, DatasetState, Entity, Finding, Relation, Screening
from plugin.domain.reading import SiteReading

WITH_GRID = Accuracy(operation="British National Grid to WGS 84 (9)", metres=1.0, grid="uk_os_OSTN15_NTv2_OSGBtoETRS.tif")
WITHOUT_GRID = Accuracy(operation="British National Grid to WGS 84 (6)", metres=2.0, grid=None)
CONSERVATION_AREA = Dataset(slug="conservation-area", name="Conservation area", category="Heritage and conservation", colour="#78AA00")
LISTED_BUILDING = Dataset(slug="listed-building", name="Listed building", category="Heritage and conservation", constraint="listed")
OUTLINE = Dataset(slug="listed-building-outline", name="Listed building outline", category="Heritage and conservation", constraint="listed")


def entity(**changes: Any) -> Entity:
    base = Entity(
        key=1,
        dataset="conservation-area",
        number=1234,
        reference="12",
        name="Borough High Street",
        constraint="conservation-area:1234",
    )
    return replace(base, **changes)


def finding(relation: Relation = Relation.OVERLAPS, of: Entity | None = None, **changes: Any) -> Finding:
    base = Finding(
        entity=of or entity(),
        relation=relation,
        overlap_m2=312.4,
        overlap_percent=18.2,
        depth_m=6.3,
        distance_m=0.0,
        snapshot="conservation-area-20261122T101500Z-0a1b2c3d",
    )
    return replace(base, **changes)


def snapshot(dataset: str = "conservation-area", **changes: Any) -> Snapshot:
    base = Snapshot(
        identifier=f"{dataset}-20261122T101500Z-0a1b2c3d",
        dataset=dataset,
        source=f"{dataset}.geojson",
        fetched_at="2026-11-22T10:15:00Z",
        count=48,
        without_geometry=0,
        repaired=1,
        coverage=Coverage.FULL,
        accuracy=WITH_GRID,
        sha256="0a1b2c3d" * 8,
        licence="Open Government Licence v3.0",
        attribution="© Historic England",
    )
    return replace(base, **changes)


def result(state: DatasetState = DatasetState.OVERLAPS, **changes: Any) -> DatasetResult:
    base = DatasetResult(
        dataset="conservation-area",
        name="Conservation area",
        state=state,
        coverage=Coverage.FULL,
        why="",
        count=0 if state in (DatasetState.CLEAR, DatasetState.NOT_CHECKED) else 1,
        snapshot="conservation-area-20261122T101500Z-0a1b2c3d",
        accuracy=WITH_GRID,
    )
    return replace(base, **changes)


def boundary(accuracy: Accuracy = WITH_GRID, crs: SourceCrs = SourceCrs.WGS84) -> Boundary:
    yard = shapely.Polygon(
        [(532000, 180000), (532040, 180000), (532040, 180050), (532000, 180050)],
        [[(532010, 180010), (532020, 180010), (532020, 180020), (532010, 180020)]],
    )
    return Boundary(yard, Original('{"type": "Polygon"}', "geojson"), crs, accuracy, ("The ring was not closed; it was closed.",))


def reading(**changes: Any) -> SiteReading:
    base = SiteReading(
        site="24-00107-HAPP",
        file="24-00107-HAPP.json",
        found="ODP application, data.proposal.boundary.site",
        application=Application(
            reference="24-00107-HAPP",
            type_code="pp.full.householder",
            type_description="Householder",
            description="A single-storey extension",
            address=Address(text="47 Bridge Way, Sample Borough", uprn="100012345678"),
            submitted_on=date(2026, 11, 3),
            declared_area_m2=1950.0,
        ),
        original=Original('{"type": "Polygon"}', "geojson"),
        boundary=boundary(),
        areas=Areas(planar=1900.0, ellipsoidal=1900.8, spherical=1893.4, uncertainty=45.0, declared=1950.0),
        checks=(Check("holes", Severity.WARNING, "The red line has a hole: confirm that the land in it is not part of the site."),),
    )
    return replace(base, **changes)


def screening(**changes: Any) -> Screening:
    base = Screening(
        site="24-00107-HAPP",
        file="24-00107-HAPP.json",
        findings=(finding(),),
        datasets=(
            result(),
            result(
                DatasetState.NOT_CHECKED,
                dataset="tree",
                name="Tree",
                coverage=Coverage.UNKNOWN,
                why="not in the store",
                snapshot="",
                accuracy=None,
            ),
        ),
        ended=(),
        not_yet=(),
        judged_on=date(2026, 11, 22),
        screened_at="2026-11-22T14:05:00Z",
        engine="redline 0.1.0",
    )
    return replace(base, **changes)
