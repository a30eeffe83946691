"""What is taken in, what is refused, and what is lost on the way."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from scripts.backoffice.errors import BadRequest
from scripts.backoffice.submission_check import check
from tests.shared import shared_path

from . import recordings
from .bench import Bench, TestClock
from .submissions import SCHEMA, submission

LIST = "/api/v2/planning_applications"
INCOMPLETE = "We couldn’t process your request because some information is missing or incorrect."  # noqa: RUF001  # BOPS's own apostrophe


def post(bench: Bench, value: Any) -> str:
    answer = bench.ask(LIST, "POST", role="intake", json=value)
    assert answer.status_code == 200, answer.text
    reference: str = answer.json()["id"]
    return reference


@pytest.mark.parametrize(
    "address",
    [None, 7, "", SCHEMA.replace("theopensystemslab.github.io", "example.org"), SCHEMA.replace("application", "prototypeApplication")],
)
def test_a_schema_that_bops_does_not_take_is_refused(address: object, bench: Bench) -> None:
    value = submission()
    value["metadata"]["schema"] = address
    answer = bench.ask(LIST, "POST", json=value)

    assert answer.status_code == 400
    assert answer.json() == {"error": {"code": 400, "message": "Bad Request", "detail": INCOMPLETE}}


@pytest.mark.parametrize("body", ["not json", "{", '{"data": '])
def test_what_is_not_json_answers_500_as_in_bops(body: str, bench: Bench) -> None:
    answer = bench.ask(LIST, "POST", data=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 500
    assert answer.json()["error"]["detail"] == "Error occurred while parsing request parameters"


@pytest.mark.parametrize("body", [[], "text", 7, None, {"data": None, "metadata": {"schema": SCHEMA}}])
def test_json_that_is_no_submission_is_refused(body: object, bench: Bench) -> None:
    assert bench.ask(LIST, "POST", json=body).status_code == 400


def test_a_type_that_the_authority_does_not_have_is_refused(bench: Bench) -> None:
    assert bench.ask(LIST, "POST", json=submission(code="pp.moonBase")).status_code == 400


def test_a_refused_submission_uses_no_reference_up(bench: Bench) -> None:
    bench.ask(LIST, "POST", json=submission(code="pp.moonBase"))

    assert post(bench, submission()) == "26-00100-HAPP"


def test_references_count_up_and_end_with_the_types_own_letters(bench: Bench) -> None:
    assert [post(bench, submission(code=code)) for code in ("pp.full.householder", "listed", "ldc.existing")] == [
        "26-00100-HAPP",
        "26-00101-LBC",
        "26-00102-LDCE",
    ]


def test_an_application_is_not_started_and_counts_from_its_receipt(bench: Bench) -> None:
    shown = bench.data(f"{LIST}/{post(bench, submission())}")

    assert shown["status"] == "not_started"
    assert shown["received_date"] == "2026-11-18T10:30:00.000+00:00"
    assert shown["target_date"] == "2026-12-23"
    assert shown["work_status"] == "proposed"


def test_received_on_a_saturday_counts_from_monday_at_nine(bench: Bench, clock: TestClock) -> None:
    clock.at("2026-11-21T12:00:00")

    assert bench.data(f"{LIST}/{post(bench, submission())}")["received_date"] == "2026-11-23T09:00:00.000+00:00"


@pytest.mark.parametrize("key", ["articleFour", "greenBelt", "flood", "flood.zoneThree", "listed.gradeTwo", "brownfieldSite", "nature.SPA"])
def test_a_constraint_that_bops_does_not_know_by_letter_is_lost(key: str, bench: Bench) -> None:
    assert "constraints" not in bench.data(f"{LIST}/{post(bench, submission(told=(key,)))}")


def test_constraints_that_are_known_become_labels_in_the_order_told(bench: Bench) -> None:
    told = ("listed", "listed.gradeTwo", "monument", "designated.conservationArea", "road.classified")
    shown = bench.data(f"{LIST}/{post(bench, submission(told=told))}")

    assert shown["constraints"] == ["Listed building outline", "Scheduled monument", "Conservation area", "Road classified"]


def test_the_number_runs_into_the_name_of_the_building(bench: Bench) -> None:
    shown = bench.data(f"{LIST}/{post(bench, submission(sao='FLAT 2', pao='5'))}")

    assert shown["site"]["address_1"] == "FLAT 25, HIGH STREET"


def test_coordinates_are_text_and_an_unset_determination_date_is_today(bench: Bench) -> None:
    shown = bench.data(f"{LIST}/{post(bench, submission())}")

    assert (shown["site"]["latitude"], shown["site"]["longitude"]) == ("51.5", "-0.1")
    assert shown["determination_date"] == "2026-11-18"


def test_the_submission_comes_back_without_ways_to_reach_people(bench: Bench) -> None:
    answer = bench.ask(f"{LIST}/{post(bench, submission())}/submission")

    assert answer.json()["submission"]["data"]["applicant"]["email"] == "REDACTED"
    assert answer.json()["submission"]["data"]["application"]["fee"] == "REDACTED"
    assert answer.json()["submission"]["responses"][0]["responses"] == [{"value": "REDACTED"}]
    assert "01632" not in answer.text
    assert "ada@sample.example" not in answer.text


def test_a_report_of_a_breach_is_taken_and_appears_in_no_list(bench: Bench) -> None:
    breach = submission()
    breach["data"] = {"application": {"type": {"value": "breach"}}, "report": {}, "property": breach["data"]["property"]}
    breach["metadata"]["schema"] = SCHEMA.replace("application.json", "enforcement.json")
    post(bench, breach)

    assert bench.data(LIST)["metadata"]["total_results"] == 0


def removals(value: dict[str, Any], depth: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The value without each of its keys in turn, down to this depth."""
    for key, inner in value.items():
        yield key, {name: item for name, item in value.items() if name != key}
        if depth > 1 and isinstance(inner, dict):
            for path, less in removals(inner, depth - 1):
                yield f"{key}/{path}", {**value, key: less}


def is_taken(value: dict[str, Any]) -> bool:
    try:
        check(value)
    except BadRequest:
        return False
    return True


@pytest.mark.slow
def test_a_submission_that_lacks_something_is_judged_as_by_the_schema_of_odp() -> None:
    """Three levels deep for an example of each kind. Deeper, this check is looser than the schema; it is never stricter."""
    folder = shared_path("vectors/bops/schemas/v0.7.7")
    judges = {
        kind: jsonschema.Draft7Validator(json.loads((folder / file).read_text(encoding="utf-8")))
        for kind, file in (("application", "submission.json"), ("preApplication", "preApplication.json"))
    }
    for example in (recordings.householder(), recordings.examples()[-1]):
        judge = judges[check(copy.deepcopy(example))]
        for path, less in removals(example, 3):
            if path in ("metadata/schema", "metadata"):
                assert not is_taken(less)
            elif "titleNumber" not in path and "EPC" not in path and "parking" not in path and "information" not in path:
                assert is_taken(less) == judge.is_valid(less), path
