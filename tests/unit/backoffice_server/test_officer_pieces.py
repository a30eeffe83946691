"""What an officer writes in the course of an assessment: tasks, texts, considerations, conditions and the rest."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.backoffice import casework

from .bench import Bench
from .officer_bench import OfficerBench, fields

CONDITION = {"title": "Materials", "text": "The bricks match those of the house.", "reason": "The character of the street."}
PIECES: dict[str, dict[str, Any]] = {
    "considerations": {"policy_area": "Design", "policy_references": [{"code": "P14", "description": "Design quality"}]},
    "conditions": CONDITION,
    "informatives": {"title": "Party wall", "text": "The Party Wall etc. Act 1996 may apply."},
    "heads_of_terms": {"title": "Car-free homes", "text": "No occupant holds a parking permit."},
    "site_visits": {
        "visited_at": "2026-11-17",
        "comment": "Seen from the lane.",
        "position": {"easting": 530_000.5, "northing": 180_000.25},
        "photographs": ["gate.jpg"],
    },
    "consultees": {
        "name": "Historic England",
        "code": "historic-england",
        "status": "awaiting_response",
        "reasons": ["The conservation area is over 1,000 square metres."],
        "consulted_on": "2026-11-17",
        "reply_days": 28,
    },
    "site_notices": {
        "displayed_at": "2026-11-17",
        "location_instructions": "On the lamp post at the gate.",
        "position": {"easting": 530_000.5, "northing": 180_000.25},
    },
    "press_notices": {"required": True, "reasons": ["conservation_area"], "newspaper": "The Example"},
    "site_histories": {"reference": "19/AP/0417", "description": "A rear extension", "decision": "granted", "date": "2019-06-03"},
}
ASSESSED = ["considerations", "conditions", "informatives", "heads_of_terms"]
#: A field of each kind that may be changed.
FIELD = {
    "considerations": "policy_area",
    "site_visits": "comment",
    "site_histories": "description",
    "consultees": "name",
    "site_notices": "location_instructions",
    "press_notices": "newspaper",
}
ADD_CONDITIONS = "check-and-assess/complete-assessment/add-conditions"


def task_path(officer: OfficerBench, slug: str = ADD_CONDITIONS) -> str:
    return f"{officer.path}/tasks/{slug.replace('/', '%2F')}"


def added(officer: OfficerBench, kind: str = "conditions", **changes: Any) -> Any:
    return officer.act(f"{officer.path}/{kind}", {**PIECES[kind], **changes})


def listed(officer: OfficerBench, kind: str = "conditions") -> list[Any]:
    data: list[Any] = officer.ask(f"{officer.path}/{kind}").json()["data"]
    return data


@pytest.mark.parametrize("kind", PIECES)
def test_a_piece_is_added_and_read_back_as_it_was_sent(kind: str, officer: OfficerBench) -> None:
    answer = added(officer, kind)

    assert answer.status_code == 201
    made = officer.ask(answer.headers["location"]).json()
    assert made == answer.json() == listed(officer, kind)[0]
    assert {name: made[name] for name in PIECES[kind]} == PIECES[kind]
    assert (made["created_by"], made["updated_by"]) == ("Amina Yusuf", "Amina Yusuf")


@pytest.mark.parametrize("kind", PIECES)
def test_a_piece_that_is_sent_again_with_its_key_is_added_once(kind: str, officer: OfficerBench) -> None:
    first = officer.act(f"{officer.path}/{kind}", PIECES[kind], key="key")
    again = officer.act(f"{officer.path}/{kind}", PIECES[kind], key="key")

    assert (again.content, len(listed(officer, kind))) == (first.content, 1)


@pytest.mark.parametrize("kind", PIECES)
def test_a_piece_is_changed_where_it_is_as_it_was_seen(kind: str, officer: OfficerBench) -> None:
    path = added(officer, kind).headers["location"]
    before = officer.tag(path)
    name = FIELD.get(kind, "title")
    changed = officer.act(path, {name: "Another"}, before, method="PATCH")

    assert {key: changed.json()[key] for key in PIECES[kind]} == {**PIECES[kind], name: "Another"}
    assert officer.act(path, {name: "A third"}, before, method="PATCH").status_code == 412
    assert officer.ask(path).json()[name] == "Another"


@pytest.mark.parametrize("kind", PIECES)
def test_a_piece_is_removed(kind: str, officer: OfficerBench) -> None:
    path = added(officer, kind).headers["location"]
    officer.act(path, None, officer.tag(path), method="DELETE")

    assert (officer.ask(path).status_code, listed(officer, kind)) == (404, [])


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("considerations", {"policy_area": " "}, "data.policy_area"),
        ("considerations", {"position": 1.5}, "data.position"),
        ("considerations", {"policy_references": [{"code": "P14"}]}, "data.policy_references.0.description"),
        ("conditions", {"text": ""}, "data.text"),
        ("conditions", {"reason": None}, "data.reason"),
        ("conditions", {"standard": "yes"}, "data.standard"),
        ("informatives", {"title": "a\nb"}, "data.title"),
        ("heads_of_terms", {"text": "\x00"}, "data.text"),
        ("site_visits", {"visited_at": "2026-11-19"}, "data.visited_at"),
        ("site_visits", {"visited_at": "2026-02-30"}, "data.visited_at"),
        ("site_visits", {"position": {"type": "Point", "coordinates": [-0.1, 51.5]}}, "data.position"),
        ("consultees", {"status": "perhaps"}, "data.status"),
        ("consultees", {"consulted_on": "2027-11-19"}, "data.consulted_on"),
        ("site_notices", {"displayed_at": "2027-11-19"}, "data.displayed_at"),
        ("press_notices", {"reasons": ["because"]}, "data.reasons.0"),
        ("site_histories", {"reference": ""}, "data.reference"),
    ],
)
def test_bad_input_is_refused_at_its_field(kind: str, changes: dict[str, Any], field: str, officer: OfficerBench) -> None:
    answer = added(officer, kind, **changes)

    assert (answer.status_code, fields(answer)) == (422, {field})
    assert listed(officer, kind) == []


@pytest.mark.parametrize("kind", ASSESSED)
def test_before_the_application_is_valid_nothing_is_assessed(kind: str, bench: Bench) -> None:
    answer = added(OfficerBench(bench, "not_started"), kind)

    assert (answer.status_code, answer.json()["error"]["state"]) == (409, "not_started")


def test_a_site_may_be_visited_before_the_application_is_valid(bench: Bench) -> None:
    assert added(OfficerBench(bench, "not_started"), "site_visits").status_code == 201


def test_a_piece_of_another_application_is_not_there(officer: OfficerBench) -> None:
    made = added(officer).json()["id"]
    other = OfficerBench(officer.bench)

    assert other.ask(f"{other.path}/conditions/{made}").status_code == 404
    assert officer.ask(f"{officer.path}/informatives/{made}").status_code == 404


def test_the_tasks_are_those_of_the_type_in_bops_own_words(officer: OfficerBench) -> None:
    tasks = officer.ask(f"{officer.path}/tasks").json()["data"]

    assert {task["status"] for task in tasks} == {"not_started"}
    assert ADD_CONDITIONS in [task["slug"] for task in tasks]
    assert list(dict.fromkeys(task["stage"] for task in tasks)) == ["Validation", "Consultation", "Assessment", "Review"]


def test_a_task_is_ticked(officer: OfficerBench) -> None:
    before = officer.tag(task_path(officer))
    answer = officer.act(task_path(officer), {"status": "completed"}, before, method="PATCH")

    assert (answer.json()["status"], answer.json()["updated_by"]) == ("completed", "Amina Yusuf")
    kept = {task["slug"]: task["status"] for task in officer.ask(f"{officer.path}/tasks").json()["data"]}
    assert kept[ADD_CONDITIONS] == "completed"
    assert officer.act(task_path(officer), {"status": "in_progress"}, before, method="PATCH").status_code == 412


@pytest.mark.parametrize("data", [{}, {"status": "done"}, {"status": None}])
def test_a_task_has_one_of_bops_five_states(data: dict[str, Any], officer: OfficerBench) -> None:
    answer = officer.act(task_path(officer), data, officer.tag(task_path(officer)), method="PATCH")

    assert (answer.status_code, fields(answer)) == (422, {"data.status"})


def test_a_task_of_another_type_is_not_there(officer: OfficerBench) -> None:
    assert officer.ask(task_path(officer, "check-and-validate/nothing")).status_code == 404


def test_every_text_of_an_assessment_is_there_before_it_is_written(officer: OfficerBench) -> None:
    details = officer.ask(f"{officer.path}/assessment_details").json()["data"]

    assert len(details) == 10
    assert {(each["entry"], each["assessment_status"]) for each in details} == {("", "not_started")}


def test_a_text_is_written_and_written_anew_on_what_was_seen(officer: OfficerBench) -> None:
    path = f"{officer.path}/assessment_details/site_description"
    before = officer.tag(path)
    first = officer.act(path, {"entry": "A terraced house.", "assessment_status": "in_progress"}, before, method="PUT")
    stale = officer.act(path, {"entry": "A villa.", "assessment_status": "complete"}, before, method="PUT")
    second = officer.act(path, {"entry": "A house.", "assessment_status": "complete"}, first.headers["etag"], method="PUT")

    assert (first.status_code, stale.status_code, second.status_code) == (200, 412, 200)
    assert officer.ask(path).json() == second.json()
    assert second.json()["entry"] == "A house."


def test_a_text_without_words_is_not_complete(officer: OfficerBench) -> None:
    path = f"{officer.path}/assessment_details/amenity"
    answer = officer.act(path, {"entry": " ", "assessment_status": "complete"}, officer.tag(path), method="PUT")

    assert (answer.status_code, fields(answer)) == (422, {"data.entry"})


def test_a_category_that_bops_does_not_have_is_not_there(officer: OfficerBench) -> None:
    assert officer.ask(f"{officer.path}/assessment_details/poetry").status_code == 404


def test_what_is_written_shows_as_a_change_of_the_application(officer: OfficerBench) -> None:
    before = officer.bench.data(officer.path)["version"]
    added(officer)

    assert officer.bench.data(officer.path)["version"] == before + 1


@pytest.mark.parametrize("path", ["conditions", "recommendation", "tasks", "assessment_details", "validation"])
def test_who_may_only_read_applications_reads_no_assessment(path: str, officer: OfficerBench) -> None:
    assert officer.ask(f"{officer.path}/{path}", role="applicant-service").status_code == 401


def test_a_case_that_has_ended_takes_nothing(officer: OfficerBench) -> None:
    casework.happens(officer.bench.office, officer.identity, "withdraw")

    assert {added(officer, kind).status_code for kind in PIECES} == {409}
