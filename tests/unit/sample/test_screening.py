"""That Redline's own store and screening find in the sample borough what cases.json says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import shapely

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.profile import Profile
from plugin.constraints.screening.screening import screen_site
from plugin.constraints.store.build_request import BuildRequest
from plugin.constraints.store.builder import build_store
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.application import Application
from plugin.domain.boundary import Boundary, Original, SourceCrs
from plugin.domain.clock import FixedClock
from plugin.domain.finding import Screening
from plugin.domain.reading import SiteReading

CLOCK = FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc))
SCREENED = ("04", "08", "20", "21", "22", "23", "24", "26", "28", "29", "30", "31", "other")


@pytest.fixture(scope="module")
def store(borough: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStore]:
    folder = tmp_path_factory.mktemp("store")
    files = sorted((borough / "constraints").iterdir())
    build_store(BuildRequest(folder, files), transformer=Transformer(), clock=CLOCK, catalogue=Catalogue.load())
    opened = LocalStore(folder)
    yield opened
    opened.close()


def screened(entry: dict[str, Any], borough: Path, store: LocalStore) -> Screening:
    document = json.loads((borough / entry["file"]).read_text(encoding="utf-8"))
    written = json.dumps(document["data"]["proposal"]["boundary"]["site"]["geometry"])
    transformer = Transformer()
    site = transformer.to_national_grid(shapely.from_geojson(written))
    boundary = Boundary(site, Original(written, "geojson"), SourceCrs.WGS84, transformer.accuracy())
    type_code = document["data"]["application"]["type"]["value"]
    reading = SiteReading("site", entry["file"], "as written", application=Application("sample", type_code=type_code), boundary=boundary)
    profile = Profile.load(borough / "profile.json")
    return screen_site(reading, store, settings=profile.settings, profile=profile, clock=CLOCK)


def said_of(screening: Screening, dataset: str, reference: str) -> str:
    """The relation of that entity, "ended" or "not yet"; the state of the dataset where no entity is meant."""
    if not reference:
        return next(result.state.value for result in screening.datasets if result.dataset == dataset)
    for word, findings in (("ended", screening.ended), ("not yet", screening.not_yet)):
        if any(finding.entity.reference == reference for finding in findings):
            return word
    met = (finding for finding in screening.findings if (finding.entity.dataset, finding.entity.reference) == (dataset, reference))
    return next((finding.relation.value for finding in met), "nothing")


@pytest.mark.parametrize("case", SCREENED)
def test_cases_04_to_31_come_out_as_the_list_says(case, cases, borough, store):
    expected, found = [], []
    for entry in cases[case]:
        for outcome in entry["outcomes"]:
            screening = screened(entry, borough, store)
            expected.append((entry["file"], outcome["reference"], outcome["expected"]))
            found.append((entry["file"], outcome["reference"], said_of(screening, outcome["dataset"], outcome["reference"])))

    assert expected
    assert found == expected


@pytest.mark.parametrize(("index", "references"), [(0, {"9901002", "LBO9901002"}), (1, {"9901003", "LBO9901003"})])
def test_case_22_point_and_outline_are_one_constraint(index, references, cases, borough, store):
    screening = screened(cases["22"][index], borough, store)

    assert len({finding.entity.constraint for finding in screening.findings if finding.entity.reference in references}) == 1


def test_case_23_the_two_publishers_records_are_one_constraint(cases, borough, store):
    screening = screened(cases["23"][0], borough, store)

    assert len({finding.entity.constraint for finding in screening.findings if finding.entity.reference in ("CA01", "9910")}) == 1


def test_case_29_a_direction_on_small_houses_in_multiple_occupation_leaves_part_1_alone(cases, borough, store):
    remarks = [
        " ".join(
            remark
            for finding in screened(entry, borough, store).findings
            if finding.entity.reference == reference
            for remark in finding.remarks
        )
        for entry, reference in zip(cases["29"], ("A4D1-1", "A4D3-1"))
    ]

    assert "does not affect Part 1" in remarks[0]
    assert "Check the direction" in remarks[1]
