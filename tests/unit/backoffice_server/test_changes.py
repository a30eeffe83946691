"""What has changed since a moment, and what lies in a box: nothing is lost, nothing is told twice."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from scripts.backoffice import casework, intake, validation
from scripts.backoffice.boundary_box import box_of
from scripts.backoffice.storage.database import jsonb

from .bench import Bench, TestClock, bench_for, open_office
from .officer_bench import OfficerBench, fields, moved, polygon
from .submissions import SQUARE, submission

METRES = polygon([[530000, 180000], [530100, 180000], [530100, 180100], [530000, 180000]])
LIST = "/api/v2/planning_applications"


@pytest.fixture
def officer(bench: Bench) -> OfficerBench:
    """Three cases, of which the first is the officer's."""
    officer = OfficerBench(bench)
    for _ in range(2):
        intake.submit(bench.office, submission())
    return officer


def asked(officer: OfficerBench, address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    answer: dict[str, Any] = officer.ask(f"{parts.path}?{parts.query}" if parts.query else parts.path).json()
    return answer


def since(officer: OfficerBench, moment: str, more: str = "") -> dict[str, Any]:
    return asked(officer, f"{LIST}?updated_since={moment}{more}")


def changed(officer: OfficerBench, answer: dict[str, Any]) -> list[int]:
    """The ids of what has changed since an answer, and the answer to that."""
    return [application["id"] for application in asked(officer, answer["links"]["changes"])["data"]]


def test_everything_has_changed_since_before_it_was_made(officer: OfficerBench) -> None:
    answer = since(officer, "2026-11-18T10:30:00Z")

    assert sorted(application["id"] for application in answer["data"]) == [1, 2, 3]
    assert answer["metadata"]["total_results"] == 3
    assert answer["links"]["next"] is None
    assert changed(officer, answer) == []


def test_nothing_has_changed_since_a_moment_to_come(officer: OfficerBench) -> None:
    answer = since(officer, "2026-11-18T10:30:01Z")

    assert answer["data"] == []
    assert changed(officer, answer) == []


def test_an_application_says_when_it_was_changed(officer: OfficerBench, clock: TestClock) -> None:
    clock.at("2026-11-19T09:00:00")
    casework.publish(officer.bench.office, officer.identity)

    shown = officer.ask(officer.path).json()
    assert shown["updated_at"] == "2026-11-19T09:00:00.000+00:00"
    assert (shown["application_type_code"], shown["expiry_date"], shown["boundary_version"]) == ("pp.full.householder", "2027-01-13", 1)
    assert [application["id"] for application in since(officer, "2026-11-19T00:00:00%2B00:00")["data"]] == [officer.identity]


def comment(officer: OfficerBench) -> None:
    officer.bench.office.comments.add_neighbour(officer.identity, "A", "B", sentiment="neutral", received_at=officer.bench.office.now())


def consult(officer: OfficerBench) -> None:
    asked = {"organisation": "Heritage", "job_title": None, "reason": "x", "constraint_key": None, "consulted_at": None}
    consultee = officer.bench.office.comments.add_consultee(officer.identity, asked)
    response = {"received_at": officer.bench.office.now(), "redacted_response": "y", "sentiment": "approved"}
    officer.bench.office.comments.add_consultee_response(consultee, response)


def answer_no(officer: OfficerBench) -> None:
    validation.answer(officer.bench.office, officer.bench.office.requests.of_application(officer.identity)[0].id, False, "No.")


@pytest.mark.parametrize(
    "act",
    [
        lambda officer: casework.publish(officer.bench.office, officer.identity),
        lambda officer: casework.assign(officer.bench.office, officer.identity, "Amina Yusuf"),
        lambda officer: casework.decide(officer.bench.office, officer.identity, "granted"),
        lambda officer: officer.bench.office.documents.publish(officer.identity, "site-plan.pdf"),
        lambda officer: officer.bench.office.boundaries.add(officer.identity, jsonb(moved(0.01)), officer.bench.office.now(), "officer"),
        lambda officer: officer.proposed(new_geojson=moved(0.002)),
        answer_no,
        comment,
        consult,
    ],
)
def test_whatever_belongs_to_an_application_is_a_change_of_it(act: Any, officer: OfficerBench) -> None:
    officer.proposed()
    before = since(officer, "2026-11-01T00:00:00Z")
    act(officer)

    assert changed(officer, before) == [officer.identity]


def test_silence_is_a_change(officer: OfficerBench, clock: TestClock) -> None:
    officer.proposed()
    before = since(officer, "2026-11-01T00:00:00Z")
    clock.at("2026-11-26T00:00:00")

    assert changed(officer, before) == [officer.identity]


def test_what_is_gone_is_named(officer: OfficerBench) -> None:
    before = since(officer, "2026-11-01T00:00:00Z")
    casework.remove(officer.bench.office, officer.identity)
    answer = asked(officer, before["links"]["changes"])

    assert answer["data"] == []
    assert answer["removed"] == [{"id": 1, "reference": officer.reference, "removed_at": "2026-11-18T10:30:00.000+00:00"}]
    assert asked(officer, answer["links"]["changes"])["removed"] == []


def test_pages_of_changes_lose_nothing_while_things_change(officer: OfficerBench) -> None:
    for _ in range(4):
        intake.submit(officer.bench.office, submission())
    answer = since(officer, "2026-11-01T00:00:00Z", "&maxresults=2")
    seen = [application["id"] for application in answer["data"]]
    # What was told already changes once more, and what was not told yet changes too.
    for identity in (seen[0], 6):
        casework.publish(officer.bench.office, identity)
    while answer["links"]["next"] is not None:
        answer = asked(officer, answer["links"]["next"])
        assert len(answer["data"]) <= 2
        seen += [application["id"] for application in answer["data"]]

    assert sorted(seen) == sorted([1, 2, 3, 4, 5, 6, 7, seen[0]])
    assert changed(officer, answer) == []


def test_an_act_that_fails_changes_nothing(officer: OfficerBench) -> None:
    before = since(officer, "2026-11-01T00:00:00Z")
    officer.propose(reason="")

    assert changed(officer, before) == []


def test_a_mark_of_another_back_office_is_refused(officer: OfficerBench, tmp_path: Any, clock: TestClock) -> None:
    other = open_office(tmp_path / "other", clock)
    with bench_for(other) as elsewhere:
        link = urlsplit(elsewhere.data(f"{LIST}?updated_since=2026-11-01T00:00:00Z")["links"]["changes"])
    other.close()
    answer = officer.ask(f"{link.path}?{link.query}")

    assert answer.status_code == 400
    assert fields(answer) == {"changes_after"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("updated_since", "yesterday"),
        ("updated_since", "2026-11-18T10:30:00"),
        ("updated_since", ""),
        ("updated_since", "0001-01-01T00:00:00+23:00"),
        ("changes_after", "7"),
        ("changes_after", ""),
        ("bbox", "1,2,3"),
        ("bbox", "1,2,a,4"),
        ("bbox", "nan,1,2,3"),
        ("bbox", "2,50,1,51"),
        ("bbox", "530000,180000,530100,180100"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_name(name: str, value: str, officer: OfficerBench) -> None:
    answer = officer.ask(f"{LIST}?{name}={value.replace('+', '%2B')}")

    assert answer.status_code == 400
    assert fields(answer) == {name}


def test_a_box_keeps_to_a_piece_of_the_map(officer: OfficerBench) -> None:
    office = officer.bench.office
    office.boundaries.add(2, jsonb(moved(0.5)), office.now(), "officer")
    office.boundaries.add(
        3,
        jsonb({"type": "Polygon", "coordinates": [[[530000, 180000], [530100, 180000], [530100, 180100], [530000, 180000]]]}),
        office.now(),
        "officer",
    )
    here, there = "bbox=-0.2,51.4,0.0,51.6", "bbox=0.35,51.4,0.45,51.6"

    assert [application["id"] for application in officer.ask(f"{LIST}?{here}").json()["data"]] == [3, 1]
    assert [application["id"] for application in officer.ask(f"{LIST}?{there}").json()["data"]] == [2]
    assert [application["id"] for application in officer.ask(f"{LIST}?{here}&ids[]=1&ids[]=2").json()["data"]] == [1]
    assert [application["id"] for application in since(officer, "2026-11-01T00:00:00Z", f"&{there}")["data"]] == [2]


@pytest.mark.parametrize(
    ("value", "box"),
    [
        (SQUARE, (-0.1, 51.5, -0.099, 51.501)),
        ({"type": "Feature", "geometry": None}, None),
        ({"type": "Polygon", "coordinates": []}, None),
        ("text", None),
        (None, None),
    ],
)
def test_the_box_of_a_line_is_told_where_there_is_one(value: Any, box: Any) -> None:
    assert box_of(value) == box


def test_the_box_of_a_line_in_metres_is_in_degrees() -> None:
    assert box_of(METRES) == pytest.approx((-0.1284, 51.5037, -0.1269, 51.5046), abs=0.0005)


def test_latest_tells_nothing_but_from_where_to_go_on(officer: OfficerBench) -> None:
    answer = asked(officer, f"{LIST}?changes_after=latest")

    assert (answer["data"], answer["removed"], answer["metadata"]["total_results"]) == ([], [], 0)
    assert answer["metadata"]["total_applications"] == 3
    assert changed(officer, answer) == []
    comment(officer)
    assert changed(officer, answer) == [officer.identity]


def test_what_is_counted_is_all_that_there_is_and_not_what_has_changed(officer: OfficerBench) -> None:
    first = since(officer, "2026-11-18T10:30:00Z", "&maxresults=1")
    casework.remove(officer.bench.office, officer.identity)

    assert first["metadata"]["total_applications"] == 3
    assert asked(officer, first["links"]["changes"])["metadata"]["total_applications"] == 2


def test_a_marker_ahead_of_a_back_office_that_was_put_back_to_an_earlier_day_is_refused(officer: OfficerBench) -> None:
    ahead = asked(officer, f"{LIST}?changes_after=latest")["links"]["changes"]
    history, _, number = ahead.rpartition("=")[2].partition("-")

    refused = officer.ask(f"{LIST}?changes_after={history}-{int(number) + 1}")
    assert refused.status_code == 400
    assert fields(refused) == {"changes_after"}
