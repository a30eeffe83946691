"""What answers hold comes through: recorded ones, strange ones, and what belongs to a case."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from plugin.domain.case import CaseQuery
from tests.shared import shared_path
from tests.unit.backoffice.pulling import EVERYTHING, Desk, desk, transformer
from tests.unit.backoffice.scripted_bops import listed_case, red_line_request
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


def test_published_documents_and_comments_come_with_the_list_and_new_ones_make_a_case_changed(few: Desk) -> None:
    listed = {
        "url": "http://x/files/3",
        "created_at": "2026-11-01T10:00:00.000+00:00",
        "tags": ["sitePlan.existing"],
        "numbers": "A-01, A-02",
        "applicant_description": None,
    }
    few.pull()
    few.bops.case(3)["documents"] = [listed]
    few.bops.case(4)["published_comments"] = [{"comment": "Too high", "received_at": "2026-11-20", "summary_tag": "objection"}]
    few.bops.case(4)["consultee_comments"] = [{"comment": "No objection", "received_at": "2026-11-21"}]
    few.bops.asked.clear()
    report = few.pull()
    rows = few.rows()
    with_document, with_comments = rows["26-00003-HAPP"], rows["26-00004-HAPP"]
    assert set(report.changed) == {with_document.uuid, with_comments.uuid}
    assert not [request for request in few.bops.asked if request.path.count("/") > 4]
    few.server.close()
    with few.open() as case_file:
        (document,) = case_file.case(with_document.uuid).documents
        comments = case_file.case(with_comments.uuid).representations
        contacts = case_file.case(with_comments.uuid).contacts
    assert (document.name, document.numbers, document.tags) == ("A-01, A-02", ("A-01", "A-02"), ("sitePlan.existing",))
    assert [(each.text, each.sentiment) for each in comments] == [("Too high", "objection"), ("No objection", "")]
    assert contacts == ()


def test_documents_and_comments_that_an_older_redline_never_read_are_no_change(few: Desk) -> None:
    few.bops.case(3)["published_comments"] = [{"comment": "Too high", "received_at": "2026-11-20"}]
    few.pull()
    with few.open() as case_file:
        state = case_file.pull_state(few.source)
        case_file.save_pull_state(replace(state, further={**state.further, "reading": "1"}))
    report = few.pull()
    assert (report.changed, report.complete) == ((), True)


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
    few.bops.cases.insert(2, {**entry, "status": "closed", "site": None})

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
