"""A pull is complete or says so, and damages nothing whatever the back office does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from plugin.backoffice.pull import Pull
from plugin.domain.case import CaseQuery
from tests.shared import shared_path
from tests.unit.backoffice.pulling import EVERYTHING, Desk, desk, transformer
from tests.unit.backoffice.scripted_bops import SQUARE, listed_case, red_line_request
from tests.unit.backoffice.scripted_server import Reply, Request, as_html, as_json

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


@pytest.mark.parametrize("times", ["realistic", "worst"])
def test_as_many_cases_come_as_bops_was_seen_to_lose(tmp_path: Path, times: str) -> None:
    paging = json.loads(shared_path("vectors/bops/recorded/paging.json").read_text())
    query = next(each for each in paging["arrival_times"][times]["queries"] if each["query"].endswith("search?maxresults=50"))
    with desk(tmp_path) as made:
        made.bops.cases = [listed_case(5000 + number) for number in range(query["total_results"], 0, -1)]
        for case, reference in zip(made.bops.cases, query["missing"]):
            case["reference"] = reference
        made.bops.left_out = set(query["missing"])
        report = made.pull()
        assert set(report.found_singly) == set(query["missing"])
        assert (report.complete, len(report.new), len(made.rows())) == (True, 351, 351)
        assert all(row.type_code for row in made.rows().values())


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


@pytest.mark.parametrize("reply", [as_html(404), as_json({"error": {"code": 401}}, 401), as_json({}, 500)], ids=["html", "401", "500"])
def test_an_answer_that_proves_nothing_makes_no_case_gone(few: Desk, reply: Reply) -> None:
    few.pull()
    del few.bops.cases[2]
    few.bops.fault = lambda request: reply if request.path == f"{LIST}/3" else None
    report = few.pull()
    assert report.stopped
    assert not few.rows()["26-00003-HAPP"].gone


def test_an_unknown_authority_makes_no_case_gone(few: Desk) -> None:
    few.pull()
    few.bops.fault = lambda _: as_html(404)
    report = few.pull()
    assert "no such authority" in report.stopped
    assert not any(row.gone for row in few.rows().values())


def test_a_gone_case_that_is_there_again_is_said(few: Desk) -> None:
    few.pull()
    removed = few.bops.cases.pop(2)
    few.pull()
    few.bops.cases.insert(2, removed)
    report = few.pull()
    assert len(report.reappeared) == 1
    assert not few.rows()["26-00003-HAPP"].gone


def test_a_page_that_comes_twice_is_read_again(sixty: Desk) -> None:
    doubled = []

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
    trimmed = []

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


FAULTS = {
    "late": as_json({}, wait=1.5),
    "silent after the head": as_json({}, stall=1.5),
    "trickling": Reply(body=b" " * 100_000, headers=(("Content-Type", "application/json"),), pace=(2000, 0.1)),
    "hung up": Reply(hang_up=True),
    "cut short": Reply(200, b'{"metadata": {"page"', (("Content-Type", "application/json"),), declared=9999),
    "truncated": Reply(200, b'{"metadata": {"page"', (("Content-Type", "application/json"),)),
    "a web page": as_html(200),
    "html 404": as_html(404),
    "html 500": as_html(500),
    "500": as_json({"error": {"code": 500}}, 500),
    "401": as_json({"error": {"code": 401, "message": "Unauthorized"}}, 401),
    "400": as_json({"error": {"code": 400}}, 400),
    "422": as_json({"error": {"code": 422}}, 422),
    "429 for an hour": as_json({}, 429, ("Retry-After", "3600")),
    "huge": Reply(200, b" " * 3_000_000, (("Content-Type", "application/json"),)),
    "deep": Reply(200, b"[" * 50_000, (("Content-Type", "application/json"),)),
    "no page": as_json({"hello": "world"}),
    "elsewhere": Reply(302, headers=(("Location", "http://127.0.0.1:9/sign-in"),)),
}


@pytest.mark.parametrize("place", ["live", "list"])
@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_damages_what_is_there_and_each_is_said(sixty: Desk, fault: str, place: str) -> None:
    sixty.pull()
    before = sixty.rows()
    for case in sixty.bops.cases:
        case["description"] = f"{case['description']}, changed"
    path, page = (SEARCH, ["1"]) if place == "live" else (LIST, ["2"])
    sixty.bops.fault = lambda request: FAULTS[fault] if request.path == path and request.query["page"] == page else None
    sixty.clock.advance(hours=1)
    report = sixty.pull()
    assert not report.complete
    assert report.stopped.endswith((".", "data."))
    assert report.stopped in report.sentence
    after = sixty.rows()
    assert after.keys() == before.keys()
    assert not any(row.gone for row in after.values())
    assert all(row.uuid == before[reference].uuid for reference, row in after.items())
    with sixty.open() as case_file:
        assert case_file.pull_state(sixty.source).sentence == report.sentence
    sixty.bops.fault = lambda _: None
    final = sixty.pull()
    assert final.complete
    assert all(row.description.endswith("changed") for row in sixty.rows().values())


def test_a_refused_connection_leaves_everything_as_it_was(few: Desk) -> None:
    few.pull()
    before = few.rows()
    few.server.close()
    report = few.pull()
    assert "can't be reached" in report.stopped
    assert few.rows() == before


def test_what_passes_is_waited_for_and_counted(sixty: Desk) -> None:
    failed: list[Request] = []

    def fault(request: Request) -> Reply | None:
        if request.path == LIST and not failed:
            failed.append(request)
            return as_json({}, 429, ("Retry-After", "1"))
        return None

    sixty.bops.fault = fault
    report = sixty.pull()
    assert (report.complete, report.asked_again) == (True, 1)
    assert "1 question had to be asked again" in report.sentence


def test_a_missing_permission_for_requests_stops_nothing_else(few: Desk) -> None:
    few.bops.fault = lambda request: as_json({"error": {"code": 401}}, 401) if request.path == "/api/v2/validation_requests" else None
    report = few.pull()
    assert report.complete
    assert "This token may not read validation requests" in report.sentence


def test_requests_come_to_their_cases_and_with_them_the_next_date(few: Desk) -> None:
    few.bops.requests = [red_line_request("26-00003-HAPP")]
    few.pull()
    row = few.rows()["26-00003-HAPP"]
    assert row.reply_due == date(2026, 12, 4)
    with few.open() as case_file:
        case = case_file.case(row.uuid)
        assert case is not None
        assert [request.state for request in case.validation_requests] == ["open"]
    few.bops.requests[0]["state"] = "closed"
    report = few.pull()
    assert report.changed == (row.uuid,)


def test_a_request_of_a_case_that_search_left_out_comes_with_the_same_pull(few: Desk) -> None:
    few.bops.left_out = {"26-00003-HAPP"}
    few.bops.requests = [red_line_request("26-00003-HAPP")]
    few.pull()
    assert few.rows()["26-00003-HAPP"].reply_due == date(2026, 12, 4)
    assert few.pull().changed == ()


def test_an_appeal_is_not_taken_for_a_status(few: Desk) -> None:
    few.bops.case(3).update(status="determined", decision="refused", determined_at="2026-11-02T10:00:00.000+00:00")
    few.bops.appeals["26-00003-HAPP"] = "Appeal lodged"
    few.pull()
    row = few.rows()["26-00003-HAPP"]
    assert (row.status, row.appeal) == ("determined", "Appeal lodged")


def test_pending_cases_are_kept_apart(few: Desk) -> None:
    few.bops.case(3)["status"] = "pending"
    report = few.pull()
    assert report.pending == 1
    with few.open() as case_file:
        assert "26-00003-HAPP" not in {row.reference for row in case_file.cases(CaseQuery())}
        assert "26-00003-HAPP" in {row.reference for row in case_file.cases(EVERYTHING)}


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


def test_no_more_than_two_questions_are_out_at_a_time(tmp_path: Path) -> None:
    with desk(tmp_path, 160) as made:
        made.bops.left_out = {f"26-{number:05d}-HAPP" for number in range(20, 40)}
        made.bops.fault = lambda request: None
        assert made.pull().complete
        assert made.server.most_at_once == 2


@pytest.mark.parametrize("after", range(1, 7))
def test_a_pull_stopped_at_any_page_keeps_what_came_and_goes_on(tmp_path: Path, after: int) -> None:
    with desk(tmp_path, 120) as made:
        steps: list[int] = []
        report = made.pull(progress=lambda _: steps.append(1), cancelled=lambda: len(steps) >= after)
        assert report.cancelled
        assert not report.complete
        assert "goes on from there" in report.sentence
        assert len(made.rows()) >= min(after, 3) * 40
        made.clock.advance(minutes=1)
        assert made.pull().complete
        assert len(made.rows()) == 120


def test_a_pull_that_goes_on_does_not_ask_again_for_what_it_has(tmp_path: Path) -> None:
    with desk(tmp_path, 230) as made:
        steps: list[str] = []
        made.pull(progress=lambda step: steps.append(step.phase), cancelled=lambda: steps.count("list") >= 2)
        made.bops.asked.clear()
        made.clock.advance(minutes=1)
        assert made.pull().complete
        pages = [request.query["page"][0] for request in made.bops.asked if request.path == LIST]
        assert sorted(pages) == ["3", "4", "5"]


def test_a_pull_that_was_killed_in_the_middle_of_a_page_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    with desk(tmp_path, 120) as made:
        kept = Pull._remember
        calls: list[int] = []

        def dies(self: Pull, phase: str, page: int) -> None:
            calls.append(page)
            if len(calls) == 6:
                raise Killed
            kept(self, phase, page)

        monkeypatch.setattr(Pull, "_remember", dies)
        with pytest.raises(Killed):
            made.pull()
        monkeypatch.undo()
        made.clock.advance(minutes=1)
        assert made.pull().complete
        assert len(made.rows()) == 120


def test_an_old_half_done_pull_begins_with_the_live_caseload_again(sixty: Desk) -> None:
    steps: list[str] = []
    sixty.pull(progress=lambda step: steps.append(step.phase), cancelled=lambda: "list" in steps)
    sixty.clock.advance(hours=1)
    sixty.bops.asked.clear()
    assert sixty.pull().complete
    assert sixty.bops.asked[0].path == SEARCH


def test_strange_characters_come_through(few: Desk) -> None:
    few.bops.case(3)["description"] = "Café \u0000 \ud83c\udfe0 \u202e line\nbreak"
    few.bops.case(4)["description"] = "lone \ud800 half"
    few.bops.case(5)["site"]["address_1"] = "Tŷ'r Ysgol; DROP TABLE application --"
    report = few.pull()
    rows = few.rows()
    assert report.complete
    assert rows["26-00003-HAPP"].description.startswith("Café")
    assert "\x00" not in rows["26-00003-HAPP"].description
    assert rows["26-00004-HAPP"].description == "lone ? half"
    assert rows["26-00005-HAPP"].address.startswith("Tŷ'r Ysgol; DROP TABLE")
    assert few.pull().unchanged == 5


@pytest.mark.parametrize(
    "entry",
    [{}, {"id": "x", "reference": None}, {"id": -1}, {"reference": ["a"]}],
)
def test_an_entry_without_a_name_stops_no_other(few: Desk, entry: dict[str, object]) -> None:
    few.bops.cases.insert(2, {**entry, "status": "closed", "site": None})  # type: ignore[dict-item]  # wrong on purpose

    def fault(request: Request) -> Reply | None:
        return as_json({"metadata": {"page": 1, "total_results": 0}, "data": []}) if request.path == SEARCH else None

    few.bops.fault = fault
    report = few.pull()
    assert not report.complete
    assert "named no application" in report.sentence
    assert len(few.rows()) == 5


def test_keys_that_are_missing_or_of_the_wrong_kind_are_absent(few: Desk) -> None:
    kept = {"id": 3, "reference": "26-00003-HAPP"}
    few.bops.cases[2] = {**kept, "status": "in_assessment", "site": 5, "constraints": "none", "documents": None, "target_date": 7}
    few.bops.fault = lambda request: as_json({"metadata": {"page": 1, "total_results": 0}, "data": []}) if request.path == SEARCH else None
    few.pull()
    row = few.rows()["26-00003-HAPP"]
    assert (row.address, row.target_date, row.type_code) == ("", None, "")


def test_all_recorded_pages_come_through(tmp_path: Path) -> None:
    listed = json.loads(shared_path("vectors/bops/recorded/list-max.json").read_text())["body"]
    found = {}
    for name in ("search", "search-status", "search-q", "search-type", "search-determined", "determined-search"):
        body = json.loads(shared_path(f"vectors/bops/recorded/{name}.json").read_text())["body"]
        found.update({entry["application"]["reference"]: entry for entry in body["data"]})

    def fault(request: Request) -> Reply | None:
        if request.path == LIST:
            return as_json(listed)
        if request.path == SEARCH:
            text = request.query.get("q", [""])[0]
            statuses = request.query.get("applicationStatus[]", [])
            data = [
                entry
                for reference, entry in found.items()
                if (reference == text or not text) and (not statuses or entry["application"]["status"] in statuses)
            ]
            counts = {"page": 1, "results": 50, "from": 1, "to": len(data), "total_pages": 1, "total_results": len(data)}
            return as_json({"metadata": counts, "links": {}, "data": data})
        return None

    with desk(tmp_path) as made:
        made.bops.fault = fault
        made.pull()
        rows = made.rows()
        assert {entry["reference"] for entry in listed["data"]} <= set(rows)
        for reference in set(found) & {entry["reference"] for entry in listed["data"]}:
            assert rows[reference].type_code == found[reference]["application"]["type"]["value"]
            assert rows[reference].expiry_date is not None


def test_every_recorded_red_line_comes_through_with_what_intake_says(tmp_path: Path) -> None:
    from plugin.boundary.documents import read_document

    shapes = json.loads(shared_path("vectors/bops/recorded/red-line-shapes.json").read_text())
    with desk(tmp_path, len(shapes)) as made:
        names = {}
        for case, (name, shape) in zip(made.bops.cases, shapes.items()):
            case["boundary_geojson"] = shape["show"]["boundary_geojson"] if shape["create"]["status"] == 200 else shape["site"]
            names[case["reference"]] = (name, case)
        report = made.pull()
        assert (report.complete, len(report.new)) == (True, len(shapes))
        rows = made.rows()
        with made.open() as case_file:
            for reference, (name, listed) in names.items():
                versions = case_file.boundary_versions(rows[reference].uuid)
                (expected,) = read_document(name, json.dumps(listed).encode(), transformer(), on=date(2026, 11, 22))
                reading = versions[-1].reading
                assert len(versions) == 1, name
                assert [(check.code, check.severity) for check in reading.checks] == [
                    (check.code, check.severity) for check in expected.checks
                ], name
                assert (reading.boundary is None) == (expected.boundary is None), name
