"""What each filter of a search, and of the authority's validation requests, finds; how filters fail stands in test_reading.py."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from scripts.backoffice import casework, intake

from .bench import Bench, TestClock
from .officer_bench import OfficerBench
from .submissions import submission

SEARCH = "/api/v2/planning_applications/search"
PUBLIC = "/api/v2/public/planning_applications/search"
REQUESTS = "/api/v2/validation_requests"


@pytest.fixture
def worked(bench: Bench, clock: TestClock) -> Bench:
    """Five applications received on 18 November 2026; with each but the fifth something else has been done."""
    for _ in range(5):
        intake.submit(bench.office, submission())
    clock.at("2026-11-20T09:00:00")
    casework.validate(bench.office, 1, datetime(2026, 11, 19, 10, tzinfo=timezone.utc))
    casework.publish(bench.office, 1)
    casework.consult(bench.office, 2, date(2026, 11, 20), date(2026, 12, 11))
    casework.decide(bench.office, 3, "refused")
    # BOPS has the column filled by importers of its own; nothing that this part serves writes it.
    with bench.office.database.act() as connection:
        connection.execute("UPDATE applications SET alternative_reference = 'PP-1' WHERE id = 4")
    return bench


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("receivedAtFrom=2026-11-18&receivedAtTo=2026-11-18", [100, 101, 102, 103, 104]),
        ("validatedAtFrom=2026-11-19&validatedAtTo=2026-11-19", [100]),
        ("validatedAtFrom=2026-11-19", [100]),
        ("validatedAtTo=2026-11-18", []),
        ("publishedAtFrom=2026-11-20&publishedAtTo=2026-11-20", [100]),
        ("publishedAtFrom=2026-11-20", [100]),
        ("publishedAtTo=2026-11-19", []),
        ("publishedAtFrom=2026-11-21&publishedAtTo=2026-11-30", []),
        ("consultationEndDateFrom=2026-12-11&consultationEndDateTo=2026-12-11", [101]),
        ("consultationEndDateTo=2026-12-11", [101]),
        ("consultationEndDateTo=2026-12-10", []),
        ("consultationEndDateFrom=2026-12-12&consultationEndDateTo=2026-12-31", []),
        ("councilDecision=refused", [102]),
        ("councilDecision=granted", []),
        ("alternativeReference=PP-1", [103]),
        ("alternativeReference=pp-1", [103]),
        ("alternativeReference=PP", []),
        ("publishedAtFrom=2026-11-20&councilDecision=refused", []),
    ],
)
def test_a_search_finds_what_its_filter_says_and_counts_both_days(query: str, numbers: list[int], worked: Bench) -> None:
    found = worked.data(f"{SEARCH}?{query}")["data"]

    assert sorted(int(record["application"]["reference"][3:8]) for record in found) == numbers


@pytest.mark.parametrize(("query", "count"), [("publishedAtFrom=2026-11-20", 1), ("publishedAtTo=2026-11-19", 0)])
def test_the_public_search_is_filtered_alike(query: str, count: int, worked: Bench) -> None:
    assert len(worked.ask(f"{PUBLIC}?{query}", role=None).json()["data"]) == count


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [0, 1]),
        ("from_date=2026-11-19", [1]),
        ("from_date=2026-11-20", [1]),
        ("from_date=2026-11-21", []),
        ("to_date=2026-11-18", [0]),
        ("to_date=2026-11-17", []),
        ("from_date=2026-11-18&to_date=2026-11-18", [0]),
        ("from_date=2026-11-18&to_date=2026-11-20", [0, 1]),
        ("from_date=notadate&to_date=2026-11-18", [0]),
        ("to_date=notadate", [0, 1]),
    ],
)
def test_validation_requests_are_found_by_the_day_on_which_the_applicant_was_told(
    query: str, found: list[int], bench: Bench, clock: TestClock
) -> None:
    first = OfficerBench(bench).proposed()
    clock.at("2026-11-20T23:30:00")
    second = OfficerBench(bench).proposed()

    shown = {record["id"] for record in bench.data(f"{REQUESTS}?{query}")["data"]}

    assert shown == {(first, second)[number]["id"] for number in found}
