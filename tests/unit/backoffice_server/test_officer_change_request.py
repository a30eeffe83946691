"""A request that waits is worded anew; one that the applicant has is not."""

from __future__ import annotations

from typing import Any

import pytest

from .bench import Bench
from .officer_bench import RED_LINE, OfficerBench, fields, moved, proposal

DOCUMENT = {
    "type": "AdditionalDocumentValidationRequest",
    "reason": "The roof is not on the drawings.",
    "specific_attributes": {"document_request_type": "Roof plan"},
}


@pytest.fixture
def waiting(bench: Bench) -> OfficerBench:
    """An application that nobody has said to be valid or invalid."""
    return OfficerBench(bench, "not_started")


def asked(officer: OfficerBench, data: dict[str, Any] = DOCUMENT) -> dict[str, Any]:
    answer = officer.act(officer.requests, data)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_what_waits_is_changed_and_what_is_not_sent_stays(waiting: OfficerBench) -> None:
    request = asked(waiting)
    answer = waiting.change(request, {"reason": "The roof has a dormer."})

    assert answer.status_code == 200
    assert answer.json() == {**request, "reason": "The roof has a dormer.", "closed_at": answer.json()["closed_at"]}
    changed = waiting.change(request, {"specific_attributes": {"document_request_type": "Roof plan at 1:100"}}).json()
    assert (changed["reason"], changed["specific_attributes"]) == (
        "The roof has a dormer.",
        {"document_request_type": "Roof plan at 1:100"},
    )
    assert waiting.shown(request) == changed
    assert waiting.ask(f"{waiting.path}/audits").json()["data"][-1]["activity_type"] == "additional_document_validation_request_updated"


def test_the_change_is_what_the_applicant_gets(waiting: OfficerBench) -> None:
    request = asked(waiting)
    waiting.change(request, {"reason": "The roof has a dormer."})
    waiting.act(f"{waiting.path}/invalidation", {}, waiting.tag(f"{waiting.path}/validation"))

    sent = waiting.shown(request)
    assert (sent["state"], sent["reason"]) == ("open", "The roof has a dormer.")


def test_what_the_applicant_has_is_not_changed_nor_what_was_taken_back(waiting: OfficerBench) -> None:
    open_one, cancelled = asked(waiting), asked(waiting)
    waiting.cancel(cancelled)
    waiting.act(f"{waiting.path}/invalidation", {}, waiting.tag(f"{waiting.path}/validation"))

    for request, state in ((open_one, "open"), (cancelled, "cancelled")):
        answer = waiting.change(request, {"reason": "Another one."})
        assert answer.status_code == 409
        assert answer.json()["error"]["state"] == state
        assert f"This request is {state}: only one that waits can be changed." in answer.json()["error"]["detail"]
        assert waiting.shown(request)["reason"] == DOCUMENT["reason"]


def test_a_change_of_what_somebody_else_has_changed_is_refused(waiting: OfficerBench) -> None:
    request = asked(waiting)
    seen = waiting.tag(f"{waiting.requests}/{request['id']}")
    waiting.change(request, {"reason": "The roof has a dormer."})

    answer = waiting.change(request, {"reason": "Mine."}, match=seen)
    assert answer.status_code == 412
    assert waiting.shown(request)["reason"] == "The roof has a dormer."


def test_a_change_is_made_once_however_often_it_is_sent(waiting: OfficerBench) -> None:
    request = asked(waiting)
    seen = waiting.tag(f"{waiting.requests}/{request['id']}")
    first = waiting.change(request, {"reason": "Mine."}, match=seen, key="k1")
    waiting.change(request, {"reason": "Later."})

    again = waiting.change(request, {"reason": "Mine."}, match=seen, key="k1")
    assert (again.headers["idempotent-replayed"], again.json()) == ("true", first.json())
    assert waiting.shown(request)["reason"] == "Later."


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"reason": " "}, "data.reason"),
        ({"reason": None}, "data.reason"),
        ({"specific_attributes": {"document_request_type": ""}}, "data.specific_attributes.document_request_type"),
        ({"specific_attributes": None}, "data.specific_attributes"),
        ({"specific_attributes": "Roof plan"}, "data.specific_attributes"),
    ],
)
def test_what_its_type_does_not_take_is_refused_at_its_field(data: dict[str, Any], field: str, waiting: OfficerBench) -> None:
    request = asked(waiting)
    answer = waiting.change(request, data)

    assert answer.status_code == 422
    assert fields(answer) == {field}
    assert waiting.shown(request) == request


def test_the_type_stays(waiting: OfficerBench) -> None:
    request = asked(waiting)

    assert waiting.change(request, {"type": "OtherChangeValidationRequest"}).json()["type"] == request["type"]


def test_a_red_line_that_is_drawn_anew_lies_over_the_line_in_force_and_its_wording_alone_leaves_the_line(waiting: OfficerBench) -> None:
    request = waiting.act(waiting.requests, proposal(), waiting.boundary_tag()).json()
    worded = waiting.change(request, {"reason": "The drive lies outside."}).json()
    assert worded["specific_attributes"] == request["specific_attributes"]
    waiting.act(f"{waiting.path}/boundary", {"boundary_geojson": moved(0.001)}, waiting.boundary_tag(), method="PATCH")
    assert not waiting.shown(request)["specific_attributes"]["drawn_over_line_in_force"]

    line = moved(0.002)
    changed = waiting.change(request, {"specific_attributes": {"new_geojson": line}}).json()["specific_attributes"]
    assert (changed["new_geojson"], changed["original_version"], changed["drawn_over_line_in_force"]) == (line, 2, True)
    assert changed["handling"] == request["specific_attributes"]["handling"]


def test_a_line_that_crosses_itself_is_refused_at_its_field(waiting: OfficerBench) -> None:
    request = waiting.act(waiting.requests, proposal(), waiting.boundary_tag()).json()
    bow_tie = [[[-0.1, 51.5], [-0.099, 51.501], [-0.099, 51.5], [-0.1, 51.501], [-0.1, 51.5]]]

    answer = waiting.change(request, {"specific_attributes": {"new_geojson": {"type": "Polygon", "coordinates": bow_tie}}})
    assert request["type"] == RED_LINE
    assert fields(answer) == {"data.specific_attributes.new_geojson"}
