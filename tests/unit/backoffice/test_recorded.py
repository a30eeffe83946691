"""Every answer that was recorded of BOPS is read, or refused in a sentence."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from typing import Any
from urllib.parse import urlsplit

import pytest

from plugin.backoffice.answers import expect_json, told_of
from plugin.backoffice.case_mapping import case_of_list, case_of_search
from plugin.backoffice.detail_mapping import documents_of, request_of, submission_of
from plugin.backoffice.endpoints import ALL_REQUESTS, LIST, NEIGHBOUR_RESPONSES
from plugin.backoffice.errors import BackOfficeError
from plugin.backoffice.exchange import Answer
from plugin.backoffice.page import Item, page_of
from plugin.backoffice.question import Told
from plugin.domain.clock import FixedClock
from tests.shared import shared_path
from tests.unit.backoffice.pulling import transformer

CLOCK = FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc))
SOURCE = "https://southwark.bops.services"


def exchanges() -> list[tuple[str, dict[str, Any]]]:
    """Every recorded exchange by name; the two files that are summaries of many are left out."""
    folder = shared_path("vectors/bops/recorded")
    files = sorted(folder.glob("*.json"))
    loaded = [(file.stem, json.loads(file.read_text())) for file in files]
    return [(name, exchange) for name, exchange in loaded if "request" in exchange]


def told(exchange: dict[str, Any], rows: str = "") -> Told:
    body = exchange["body"]
    text = body if isinstance(body, str) else json.dumps(body)
    headers = {"content-type": exchange["headers"].get("content-type") or ""}
    answer = Answer("http://southwark.bops.localhost:3000/x", exchange["status"], headers, text.encode())
    text = expect_json(answer, "applications", CLOCK)
    return told_of(answer, text, 200, rows)


def part_of(exchange: dict[str, Any]) -> list[str]:
    return urlsplit(str(exchange["request"]["path"])).path.removeprefix("/api/").split("/")


def test_there_are_about_a_hundred() -> None:
    assert len(exchanges()) > 100


def test_every_answer_is_either_read_or_refused_in_one_sentence() -> None:
    read = 0
    refused: dict[str, str] = {}
    for name, exchange in exchanges():
        if exchange["status"] == 304:
            continue
        try:
            assert told(exchange).value is not None, name
            read += 1
        except BackOfficeError as error:
            refused[name] = str(error)
    assert read > 70
    assert len(refused) > 15
    assert [name for name, sentence in refused.items() if not sentence.endswith(".") or "\n" in sentence] == []
    assert [name for name, exchange in exchanges() if exchange["status"] >= 400 and name not in refused] == []


def test_every_page_of_version_2_is_counted_and_every_entry_mapped() -> None:
    mapped = 0
    for name, exchange in exchanges():
        path = part_of(exchange)
        if exchange["status"] != 200 or exchange["request"]["method"] != "GET" or path[0] != "v2" or "public" in path:
            continue
        if path[1:] == ["planning_applications"]:
            page = page_of(told(exchange, LIST.rows), LIST)
            cases = [case_of_list(item, SOURCE) for item in page.items]
        elif path[1:] == ["planning_applications", "search"]:
            page = page_of(told(exchange, LIST.rows), LIST)
            cases = [case_of_search(item, SOURCE) for item in page.items]
        elif path[-1] == "validation_requests":
            page = page_of(told(exchange, ALL_REQUESTS.rows), ALL_REQUESTS)
            assert all(request_of(item.value).key != "|" for item in page.items), name
            cases = []
        elif path[-1] == "neighbour_responses":
            page = page_of(told(exchange, NEIGHBOUR_RESPONSES.rows), NEIGHBOUR_RESPONSES)
            cases = []
        else:
            continue
        assert len(page.items) <= page.declared, name  # the recorder kept the first entries of some pages only
        for case in cases:
            assert case is not None, name
            assert case.reference, name
            assert case.back_office_id, name
            assert case.address.latitude is None or 49 < case.address.latitude < 56, name
            assert case.received_on is not None, name
            mapped += 1
    assert mapped > 60


def test_every_case_that_was_shown_is_mapped() -> None:
    shown = 0
    for name, exchange in exchanges():
        path = part_of(exchange)
        plain = path[:2] == ["v2", "planning_applications"] and len(path) == 3 and path[2] != "search"
        if exchange["status"] == 200 and exchange["request"]["method"] == "GET" and plain:
            answer = told(exchange)
            assert isinstance(answer.value, dict)
            case = case_of_list(Item(answer.text), SOURCE)
            assert case is not None, name
            assert case.status, name
            shown += 1
    assert shown >= 8


def recorded(name: str) -> Any:
    return json.loads(shared_path(f"vectors/bops/recorded/{name}.json").read_text())["body"]


def only_item(value: dict[str, Any]) -> Item:
    return Item(json.dumps(value))


def test_the_day_of_asking_is_not_taken_for_a_determination() -> None:
    case = case_of_list(only_item(recorded("show-by-id")), SOURCE)
    assert case is not None
    assert case.determined_on is None
    assert '"determination_date": null' in case.raw["list"]
    determined = case_of_list(only_item(recorded("determined-show")), SOURCE)
    assert determined is not None
    assert determined.determined_on == date(2026, 11, 22)
    assert '"determination_date": "2026-11-22T00:00:00.000+00:00"' in determined.raw["list"]


def test_coordinates_as_text_are_numbers_and_a_moment_is_a_day_in_england() -> None:
    case = case_of_list(only_item(recorded("show-by-id")), SOURCE)
    assert case is not None
    assert (case.address.latitude, case.address.longitude) == (51.451594, -0.0823141)
    summer = case_of_list(only_item({**recorded("show-by-id"), "received_date": "2026-06-30T23:30:00.000+00:00"}), SOURCE)
    assert summer is not None
    assert summer.received_on == date(2026, 7, 1)


@pytest.mark.parametrize("key", ["alternativeReference", "alternative_reference"])
def test_another_reference_is_found_under_either_key(key: str) -> None:
    case = case_of_search(only_item({"application": {"reference": "26-00001-HAPP", key: "PP-1"}}), SOURCE)
    assert case is not None
    assert case.alternative_reference == "PP-1"


@pytest.mark.parametrize("example", ["show", "search"])
def test_the_examples_of_bopss_own_documents_are_read_too(example: str) -> None:
    body = json.loads(shared_path(f"vectors/bops/examples/{example}.json").read_text())
    if example == "show":
        assert case_of_list(only_item(body), SOURCE) is not None
    else:
        assert all(case_of_search(only_item(entry), SOURCE) is not None for entry in body["data"])


def test_documents_and_designations_of_bopss_own_examples_are_read() -> None:
    documents = documents_of(json.loads(shared_path("vectors/bops/examples/documents.json").read_text()))
    assert documents
    assert all(document.url for document in documents)
    submission = shared_path("vectors/bops/examples/applicationSubmission.json").read_text()
    assert submission_of(submission, transformer(), date(2026, 11, 22)).designations
