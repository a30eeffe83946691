"""The sample borough in the back office, and thousands of cases made of it."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from scripts.backoffice.sample.load import load_sample
from scripts.backoffice.sample.many import load_many
from scripts.backoffice.silence import Effect
from scripts.backoffice.states import EVENTS

from .bench import Bench, TestClock, bench_for, open_office

LIST = "/api/v2/planning_applications"
MORNING = datetime(2026, 11, 18, 10, 30, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def sample(borough: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    office = open_office(tmp_path_factory.mktemp("sample"), TestClock(MORNING), first_number=101)
    load_sample(office, borough)
    with bench_for(office) as bench:
        yield bench
    office.close()


@pytest.fixture(scope="module")
def cases(sample: Bench) -> dict[str, dict[str, Any]]:
    pages = (sample.data(f"{LIST}?maxresults=50&page={page}")["data"] for page in (1, 2))
    return {case["reference"]: case for case in itertools.chain.from_iterable(pages)}


def test_every_application_of_the_borough_is_there_under_its_own_reference(borough: Path, cases: dict[str, dict[str, Any]]) -> None:
    assert set(cases) == {path.stem for path in (borough / "applications").iterdir()}


def test_every_state_has_a_case(cases: dict[str, dict[str, Any]]) -> None:
    states = {state for row in EVENTS.values() for state in (*row.origins, row.target)}

    assert {case["status"] for case in cases.values()} == states


def test_nothing_has_happened_after_this_morning(cases: dict[str, dict[str, Any]]) -> None:
    for case in cases.values():
        for key in ("created_at", "in_assessment_at", "determined_at", "publishedAt", "withdrawn_at"):
            assert case[key] is None or datetime.fromisoformat(case[key]) <= MORNING, (case["reference"], key)


def red_line(document: dict[str, Any]) -> Any:
    """The red line of a sample file, as its own form has it."""
    if "boundary_geojson" in document:
        return document["boundary_geojson"]
    if "polygon" in document:
        return document["polygon"]
    submission = document.get("submission", document)
    return submission["data"]["proposal"].get("boundary", {}).get("site") if "data" in submission else document


def test_an_application_that_shows_something_keeps_the_red_line_of_its_file(borough: Path, cases: dict[str, dict[str, Any]]) -> None:
    showing = {reference: case for reference, case in cases.items() if "It shows" in case["description"]}

    assert len(showing) > 30
    for reference, case in showing.items():
        (path,) = (borough / "applications").glob(f"{reference}.*")
        assert case["boundary_geojson"] == red_line(json.loads(path.read_text(encoding="utf-8"))), reference


def test_odd_red_lines_are_there_too(cases: dict[str, dict[str, Any]]) -> None:
    kinds = {type(case["boundary_geojson"]).__name__ for case in cases.values()}

    assert kinds == {"dict", "str", "NoneType"}
    assert any("EPSG:3857" in (case["boundary_geojson"] or ()) for case in cases.values())


def test_red_line_requests_are_there_in_every_state_and_outcome(sample: Bench) -> None:
    requests = sample.data("/api/v2/validation_requests?maxresults=50&type=RedLineBoundaryChangeValidationRequest")["data"]
    outcomes = Counter((request["state"], request["approved"]) for request in requests)

    assert outcomes == {("open", None): 1, ("closed", True): 1, ("closed", False): 1, ("closed", None): 1, ("cancelled", None): 1}


def test_silence_is_a_yes_in_the_sample_too_where_it_is_one(borough: Path, tmp_path: Path) -> None:
    office = open_office(tmp_path / "office", TestClock(MORNING), first_number=101, silence=Effect.CLOSES_AND_ADOPTS)
    load_sample(office, borough)

    closed = [request for request in office.requests.notified(None, None, None) if request.closed_by == "silence"]
    assert [request.approved for request in closed] == [True]
    office.close()


def test_officers_comments_and_published_plans_are_there(sample: Bench, cases: dict[str, dict[str, Any]]) -> None:
    assert len({case.get("assigned_user_name") for case in cases.values()}) == 5
    assert sample.data("/api/v2/neighbour_responses")["metadata"]["totalResults"] > 10
    published = [case for case in cases.values() if case["make_public"]]
    assert published
    assert all(document["tags"] == ["sitePlan.existing"] for case in published for document in case["documents"])


def test_what_nobody_has_redacted_is_in_no_answer(sample: Bench) -> None:
    answers = [
        sample.ask(path).text
        for path in (f"{LIST}?maxresults=50", f"{LIST}/search?maxresults=50", "/api/v2/neighbour_responses?maxresults=50")
    ]

    assert not any(words in answer for answer in answers for words in ("Jane Doe", "John Roe", "Nobody has redacted this"))


def test_an_application_that_comes_now_gets_the_next_reference(sample: Bench) -> None:
    number = sample.office.applications.next_number(101)

    assert number == 165


@pytest.mark.slow
def test_many_cases_are_made_fast_with_most_decided_and_search_pages_that_overlap(borough: Path, tmp_path: Path) -> None:
    office = open_office(tmp_path / "many", TestClock(MORNING))
    load_many(office, borough, 600, live=60)
    with bench_for(office) as bench:
        listed = [case for page in range(1, 13) for case in bench.data(f"{LIST}?maxresults=50&page={page}")["data"]]
        pages = [bench.data(f"{LIST}/search?maxresults=10&page={page}")["data"] for page in range(1, 61)]
    office.close()
    found = [case["application"]["reference"] for page in pages for case in page]

    assert len({case["reference"] for case in listed}) == 600
    assert sum(case["status"] in ("determined", "withdrawn", "returned", "closed") for case in listed) == 540
    assert len(found) == 600
    assert len(set(found)) < 600


def test_what_waits_for_its_determination_has_a_recommendation_that_a_reviewer_can_review(sample: Bench) -> None:
    waiting = [
        each for each in sample.data("/api/v2/planning_applications?maxresults=50")["data"] if each["status"] == "awaiting_determination"
    ]

    assert waiting
    for each in waiting:
        there = sample.data(f"/api/v2/planning_applications/{each['id']}/recommendation")
        assert (there["status"], there["assessor"]) == ("assessment_complete", "Amina Yusuf")
        assert there["decision"] in [choice["code"] for choice in there["decisions"]]
