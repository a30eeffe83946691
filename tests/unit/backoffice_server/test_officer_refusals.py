"""What the officer API refuses: at the field that is wrong, in the state that does not allow it, with what to do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scripts.backoffice import casework

from .officer_bench import RED_LINE, OfficerBench, fields, keyed, polygon, proposal
from .submissions import SQUARE

BOW_TIE = [[-0.1, 51.5], [-0.099, 51.501], [-0.099, 51.5], [-0.1, 51.501], [-0.1, 51.5]]
OPEN_RING = [[-0.1, 51.5], [-0.098, 51.5], [-0.098, 51.501], [-0.1, 51.501]]
METRES = [[530000.0, 180000.0], [530100.0, 180000.0], [530100.0, 180100.0], [530000.0, 180000.0]]
IN_PARIS = [[2.3, 48.8], [2.4, 48.8], [2.4, 48.9], [2.3, 48.8]]
SWAPPED = [[y, x] for x, y in SQUARE["geometry"]["coordinates"][0]]


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("data.type", {"type": "AnyOtherRequest"}),
        ("data.type", {"type": None}),
        ("data.reason", {"reason": ""}),
        ("data.reason", {"reason": " \n "}),
        ("data.reason", {"reason": 7}),
        ("data.reason", {"reason": "x" * 5001}),
        ("data.reason", {"reason": "a\x00b"}),
        ("data.specific_attributes.handling", {"handling": "whatever"}),
        ("data.specific_attributes.handling", {"handling": ["reconsult"]}),
        ("data.specific_attributes.handling_reason", {"handling_reason": None}),
        ("data.specific_attributes.ownership_certificate", {"ownership_certificate": "E"}),
        ("data.specific_attributes.new_geojson", {"new_geojson": None}),
        ("data.specific_attributes.new_geojson", {"new_geojson": "POLYGON EMPTY"}),
        ("data.specific_attributes.new_geojson", {"new_geojson": {"type": "Point", "coordinates": [-0.1, 51.5]}}),
        ("data.specific_attributes.new_geojson", {"new_geojson": {"type": "FeatureCollection", "features": []}}),
        ("data.specific_attributes.new_geojson", {"new_geojson": polygon(BOW_TIE)}),
        ("data.specific_attributes.new_geojson", {"new_geojson": polygon(OPEN_RING)}),
        ("data.specific_attributes.new_geojson", {"new_geojson": polygon(METRES)}),
        ("data.specific_attributes.new_geojson", {"new_geojson": polygon(IN_PARIS)}),
        ("data.specific_attributes.new_geojson", {"new_geojson": polygon(SWAPPED)}),
        ("data.specific_attributes.new_geojson", {"new_geojson": polygon([[-0.1, 51.5]] * 4)}),
        ("data.specific_attributes.new_geojson", {"new_geojson": SQUARE}),
    ],
)
def test_bad_input_is_refused_at_its_field_with_what_to_do(field: str, changes: dict[str, Any], officer: OfficerBench) -> None:
    answer = officer.propose(**changes)

    assert answer.status_code == 422, answer.text
    assert fields(answer) == {field}
    assert answer.json()["error"]["problem"] == "invalid"
    assert officer.bench.office.requests.of_application(officer.identity) == []


def test_land_that_comes_in_without_the_certificate_answer_is_refused_at_that_field(officer: OfficerBench) -> None:
    data = proposal()
    del data["specific_attributes"]["ownership_certificate"]
    answer = officer.act(officer.requests, data, officer.boundary_tag())

    assert answer.status_code == 422, answer.text
    assert fields(answer) == {"data.specific_attributes.ownership_certificate"}
    assert "Land comes in" in answer.text
    assert officer.bench.office.requests.of_application(officer.identity) == []


@pytest.mark.parametrize("number", ["1e400", "1" + "0" * 400])
def test_a_coordinate_without_bounds_is_refused(number: str, officer: OfficerBench) -> None:
    content = json.dumps({"data": proposal(new_geojson=polygon([[12345, 51.5], *OPEN_RING]))}).replace("12345", number)
    answer = officer.ask(officer.requests, "POST", data=content, headers=keyed(officer, "k"))

    assert answer.status_code == 422
    assert fields(answer) == {"data.specific_attributes.new_geojson"}


def test_every_field_that_is_wrong_is_told_at_once(officer: OfficerBench) -> None:
    answer = officer.act(officer.requests, {"type": RED_LINE, "specific_attributes": {"new_geojson": {}}}, officer.boundary_tag())

    assert fields(answer) == {
        "data.reason",
        "data.specific_attributes.new_geojson",
        "data.specific_attributes.handling",
        "data.specific_attributes.handling_reason",
    }


@pytest.mark.parametrize("content", [b"", b"no json", b"[]", b"{}", b'{"data": 1}', b'{"data": {"reason": "\\ud800"}}', b'{"data": NaN}'])
def test_a_body_that_cannot_be_read_is_refused(content: bytes, officer: OfficerBench) -> None:
    headers = {"Idempotency-Key": "k", "If-Match": officer.boundary_tag(), "Content-Type": "application/json"}
    answer = officer.ask(officer.requests, "POST", data=content, headers=headers)

    assert answer.status_code == 400
    assert answer.json()["error"]["problem"] == "invalid"


def test_a_body_without_end_or_bottom_is_refused(officer: OfficerBench) -> None:
    headers = {"Idempotency-Key": "k", "If-Match": '"x"'}
    deep = officer.ask(officer.requests, "POST", data=b'{"data": ' + b"[" * 900 + b"]" * 900 + b"}", headers=headers)
    long = officer.ask(officer.requests, "POST", data=b" " * 2_000_001, headers=headers)

    assert (deep.status_code, long.status_code) == (400, 413)


@pytest.mark.parametrize("event", ["withdraw", "return", "close", "determine"])
def test_a_case_that_has_ended_is_read_only_and_says_so(event: str, officer: OfficerBench) -> None:
    office = officer.bench.office
    if event == "determine":
        casework.decide(office, officer.identity, "granted")
        for step in ("assess", "submit"):
            casework.happens(office, officer.identity, step)
    casework.happens(office, officer.identity, event)

    answer = officer.propose()
    error = answer.json()["error"]
    assert answer.status_code == 409
    assert (error["problem"], error["state"]) == ("not_in_this_state", casework.known(office, officer.identity).status)


def test_an_open_proposal_blocks_the_recommendation(officer: OfficerBench) -> None:
    officer.proposed()
    casework.decide(officer.bench.office, officer.identity, "granted")

    with pytest.raises(Exception, match="open validation requests"):
        casework.happens(officer.bench.office, officer.identity, "submit")


def test_a_sentence_says_what_to_do_for_each_fault(officer: OfficerBench) -> None:
    answer = officer.propose(reason="x" * 5001, handling_reason="a\x00b", handling="whatever")
    said = {field["name"].rpartition(".")[2]: field["detail"] for field in answer.json()["error"]["fields"]}

    assert said == {
        "reason": "Shorten this to 5,000 characters or fewer.",
        "handling": "Say how the change is handled: accept_as_drawn, reconsult or fresh_application.",
        "handling_reason": "Take out the control characters.",
    }
