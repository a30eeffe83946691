"""A pull is complete or says so: new, changed, gone, whatever the pages of the back office do meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.unit.backoffice.pulling import Desk, desk
from tests.unit.backoffice.scripted_bops import SQUARE, listed_case
from tests.unit.backoffice.scripted_server import Reply, Request, as_json

LIST = "/api/v2/planning_applications"
SEARCH = f"{LIST}/search"


@pytest.fixture
def sixty(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, 60) as made:
        yield made


@pytest.fixture
def few(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, 5) as made:
        yield made


def test_every_case_comes_with_what_list_and_search_tell(sixty: Desk) -> None:
    report = sixty.pull()
    assert report.complete
    assert (len(report.new), report.expected) == (60, 60)
    row = sixty.rows()["26-00007-HAPP"]
    assert (row.back_office_id, row.type_code, row.expiry_date) == ("7", "pp.full.householder", date(2026, 12, 29))
    assert (row.address, row.status) == ("7 CHURCH LANE, LONDON, SE22 8UR", "in_assessment")
    with sixty.open() as case_file:
        case = case_file.case(row.uuid)
        assert case is not None
        assert case.boundary is not None
        assert case.boundary.boundary is not None
        assert case.boundary.original is not None
        assert json.loads(case.boundary.original.text) == SQUARE
        assert case.web_page == f"{sixty.source}/planning_applications/26-00007-HAPP"


def test_nothing_changed_is_said_and_costs_no_reading(sixty: Desk) -> None:
    sixty.pull()
    sixty.clock.advance(hours=1)
    report = sixty.pull()
    assert (report.new, report.changed, report.unchanged) == ((), (), 60)
    assert report.complete
    assert all(row.seen_at == "2026-11-22T10:00:00Z" for row in sixty.rows().values())


def test_a_night_does_not_change_an_application_though_bops_writes_another_determination_date(sixty: Desk) -> None:
    sixty.pull()
    for case in sixty.bops.cases:
        case["determination_date"] = "2026-11-23"
    sixty.clock.advance(days=1)
    sixty.bops.asked.clear()
    report = sixty.pull()
    assert (report.changed, report.unchanged) == ((), 60)
    assert not [request for request in sixty.bops.asked if request.path.startswith(f"{LIST}/2") or request.path == f"{LIST}/7"]


def test_a_change_is_told_once_and_a_new_case_too(sixty: Desk) -> None:
    sixty.pull()
    sixty.bops.case(7)["description"] = "Something else"
    sixty.bops.cases.insert(0, listed_case(61))
    report = sixty.pull()
    rows = sixty.rows()
    assert report.changed == (rows["26-00007-HAPP"].uuid,)
    assert report.new == (rows["26-00061-HAPP"].uuid,)
    assert report.unchanged == 59
    assert rows["26-00007-HAPP"].description == "Something else"


def test_another_red_line_is_another_version_and_the_first_stays(few: Desk) -> None:
    few.pull()
    moved = json.loads(json.dumps(SQUARE))
    moved["geometry"]["coordinates"][0][1] = [-0.0821, 51.4514]
    few.bops.case(3)["boundary_geojson"] = moved
    few.pull()
    with few.open() as case_file:
        versions = case_file.boundary_versions(few.rows()["26-00003-HAPP"].uuid)
    assert [version.number for version in versions] == [1, 2]
    assert json.loads(versions[0].original.text) == SQUARE  # type: ignore[union-attr]  # both have one
    assert versions[1].current


def test_a_case_whose_type_changes_keeps_its_place_under_its_new_reference(few: Desk) -> None:
    few.pull()
    uuid = few.rows()["26-00003-HAPP"].uuid
    few.bops.case(3)["reference"] = "26-00003-LDCP"
    few.bops.case(3)["reference_in_full"] = "SWK-26-00003-LDCP"
    report = few.pull()
    rows = few.rows()
    assert rows["26-00003-LDCP"].uuid == uuid
    assert "26-00003-HAPP" not in rows
    assert (report.gone, report.complete) == ((), True)


def test_what_search_leaves_out_is_asked_for_one_by_one(sixty: Desk) -> None:
    sixty.bops.left_out = {"26-00011-HAPP", "26-00012-HAPP"}
    report = sixty.pull()
    assert set(report.found_singly) == sixty.bops.left_out
    assert report.complete
    assert sixty.rows()["26-00011-HAPP"].type_code == "pp.full.householder"


def test_what_search_never_finds_is_there_and_named(sixty: Desk) -> None:
    def fault(request: Request) -> Reply | None:
        return as_json({"metadata": {"page": 1, "total_results": 0}, "data": []}) if request.query.get("q") else None

    sixty.bops.left_out = {"26-00011-HAPP"}
    sixty.bops.fault = fault
    report = sixty.pull()
    assert report.never_found == ("26-00011-HAPP",)
    assert "26-00011-HAPP" in report.sentence
    assert sixty.rows()["26-00011-HAPP"].description == "Extension 11"


def test_a_case_that_arrives_while_pages_are_read_shifts_them_and_stays_one_record(sixty: Desk) -> None:
    def fault(request: Request) -> Reply | None:
        if request.path == LIST and request.query["page"] == ["1"] and len(sixty.bops.cases) == 60:
            answer = sixty.bops.answer(request)
            sixty.bops.cases.insert(0, listed_case(61))
            return answer
        return None

    sixty.bops.fault = fault
    report = sixty.pull()
    assert report.complete
    assert len(sixty.rows()) == 61
    assert len(report.new) == 61


def test_a_case_that_goes_while_pages_are_read_hides_no_other(sixty: Desk) -> None:
    def fault(request: Request) -> Reply | None:
        if request.path == LIST and request.query["page"] == ["1"] and len(sixty.bops.cases) == 60:
            answer = sixty.bops.answer(request)
            del sixty.bops.cases[0]
            return answer
        return None

    sixty.bops.fault = fault
    report = sixty.pull()
    assert report.complete
    assert {f"26-{number:05d}-HAPP" for number in range(1, 60)} <= set(sixty.rows())
    assert sixty.rows()["26-00060-HAPP"].gone is False
    sixty.bops.fault = lambda _: None
    sixty.pull()
    assert sixty.rows()["26-00060-HAPP"].gone is True


def test_gone_is_believed_of_the_case_itself(few: Desk) -> None:
    few.pull()
    del few.bops.cases[2]
    report = few.pull()
    row = few.rows()["26-00003-HAPP"]
    assert report.gone == (row.uuid,)
    assert row.gone
    assert any(request.path == f"{LIST}/3" for request in few.bops.asked)


def test_a_case_that_the_list_hides_is_not_gone(few: Desk) -> None:
    few.pull()
    hidden = few.bops.case(3)

    def fault(request: Request) -> Reply | None:
        if request.path == f"{LIST}/3":
            return as_json(hidden)
        return None

    few.bops.cases.remove(hidden)
    few.bops.fault = fault
    report = few.pull()
    assert report.gone == ()
    assert not few.rows()["26-00003-HAPP"].gone


def test_a_gone_case_that_is_there_again_is_said(few: Desk) -> None:
    few.pull()
    removed = few.bops.cases.pop(2)
    few.pull()
    few.bops.cases.insert(2, removed)
    report = few.pull()
    assert len(report.reappeared) == 1
    assert not few.rows()["26-00003-HAPP"].gone


def test_a_page_that_comes_twice_is_read_again(sixty: Desk) -> None:
    doubled: list[Request] = []

    def fault(request: Request) -> Reply | None:
        if request.path == LIST and request.query["page"] == ["2"] and not doubled:
            doubled.append(request)
            body = json.loads(sixty.bops.answer(Request("GET", f"{LIST}?page=1&maxresults=50", {})).body)
            body["metadata"]["page"] = 2
            return as_json(body)
        return None

    sixty.bops.fault = fault
    report = sixty.pull()
    assert (report.complete, len(sixty.rows())) == (True, 60)


def test_a_page_that_is_trimmed_once_is_asked_again(sixty: Desk) -> None:
    trimmed: list[Request] = []

    def fault(request: Request) -> Reply | None:
        if request.path == LIST and request.query["page"] == ["1"] and not trimmed:
            trimmed.append(request)
            body = json.loads(sixty.bops.answer(request).body)
            del body["data"][10:]
            return as_json(body)
        return None

    sixty.bops.fault = fault
    assert sixty.pull().complete


def test_a_list_that_is_always_trimmed_is_not_called_complete(sixty: Desk) -> None:
    def fault(request: Request) -> Reply | None:
        if request.path != LIST:
            return None
        body = json.loads(sixty.bops.answer(request).body)
        body["data"] = [case for case in body["data"] if case["id"] != 30]
        return as_json(body)

    sixty.bops.fault = fault
    for case in sixty.bops.cases:
        case["status"] = "closed" if case["id"] == 30 else case["status"]
    sixty.bops.left_out = {"26-00030-HAPP"}
    report = sixty.pull()
    assert not report.complete
    assert "counts 60 applications, but 1" in report.sentence
    assert len(sixty.rows()) == 59
    with sixty.open() as case_file:
        assert not case_file.pull_state(sixty.source).complete


def test_the_live_caseload_comes_before_the_spine(sixty: Desk) -> None:
    heard: list[str] = []
    live_by_then: list[int] = []

    def fault(request: Request) -> Reply | None:
        if request.path == LIST and not live_by_then:
            live_by_then.append(len([r for r in sixty.bops.asked if r.path == SEARCH]))
        return None

    sixty.bops.fault = fault
    sixty.pull(progress=lambda step: heard.append(step.phase))
    assert live_by_then == [2]
    assert heard[0] == "live"
