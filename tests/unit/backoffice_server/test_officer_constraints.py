"""The constraints of an application: what came with it stays, what an officer adds can be removed, a check is of what was seen."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.backoffice import casework, intake, validation

from .bench import Bench
from .officer_bench import OfficerBench, fields
from .submissions import submission

TPO = {
    "type": "tpo",
    "entities": [{"entity": 19103601, "dataset": "tree-preservation-zone", "name": "The old orchard"}],
    "overlap": {"area_m2": 120.5, "percent": 12.1},
}


@pytest.fixture
def told(bench: Bench) -> OfficerBench:
    """A case whose applicant was told of a conservation area."""
    officer = OfficerBench(bench)
    officer.reference = intake.submit(bench.office, submission(told=("designated.conservationArea", "greenBelt")))
    application = bench.office.applications.by_reference(officer.reference)
    assert application is not None
    officer.identity = application.id
    officer.path = f"/api/v2/planning_applications/{officer.reference}"
    casework.validate(bench.office, officer.identity, bench.office.clock.now())
    return officer


def added(officer: OfficerBench, data: Any = TPO) -> Any:
    return officer.act(f"{officer.path}/constraints", data)


def listed(officer: OfficerBench) -> list[tuple[str, bool, str]]:
    data = officer.ask(f"{officer.path}/constraints").json()["data"]
    return [(each["type"], each["identified"], each["identified_by"]) for each in data]


def test_the_authority_says_which_constraints_it_knows(officer: OfficerBench) -> None:
    known = officer.ask("/api/v2/constraint_types").json()["data"]

    assert {"type": "tpo", "category": "trees", "description": "Tree preservation order"} in known
    assert len(known) == 18


def test_of_the_type_other_the_description_says_what_it_is_and_tells_one_from_another(told: OfficerBench) -> None:
    priority = {"type": "other", "description": "Archaeological priority area"}
    first, second = added(told, priority), added(told, {"type": "other", "description": "Local view"})

    assert (first.status_code, second.status_code, added(told, priority).status_code) == (201, 201, 409)
    assert (first.json()["category"], first.json()["description"]) == ("other", "Archaeological priority area")
    assert told.bench.data(told.path)["constraints"] == ["Conservation area", "Archaeological priority area", "Local view"]


@pytest.mark.parametrize("data", [{"type": "other"}, {"type": "other", "description": ""}, {"type": "tpo", "description": "An oak"}])
def test_only_the_type_other_has_and_needs_a_description(data: dict[str, str], told: OfficerBench) -> None:
    answer = added(told, data)

    assert (answer.status_code, fields(answer)) == (422, {"data.description"})


def test_what_came_with_the_application_is_there_with_who_told_it(told: OfficerBench) -> None:
    assert listed(told) == [("designated_conservationarea", True, "PlanX")]


def test_an_officer_adds_one_with_its_entities_and_its_overlap(told: OfficerBench) -> None:
    answer = added(told)

    assert answer.status_code == 201
    made = told.ask(answer.headers["location"]).json()
    assert made == answer.json()
    assert (made["description"], made["entities"], made["overlap"]) == ("Tree preservation order", TPO["entities"], TPO["overlap"])
    assert listed(told) == [("designated_conservationarea", True, "PlanX"), ("tpo", False, "Amina Yusuf")]
    assert told.bench.data(told.path)["constraints"] == ["Conservation area", "Tree preservation order"]


def test_one_of_a_type_is_enough(told: OfficerBench) -> None:
    added(told)
    answer = added(told)

    assert answer.status_code == 409
    assert answer.json()["error"]["problem"] == "already_there"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("data.type", {"type": "green_belt"}),
        ("data.type", {"type": None}),
        ("data.entities", {"entities": "many"}),
        ("data.entities.0.dataset", {"entities": [{"entity": 1}]}),
        ("data.entities.0.entity", {"entities": [{"dataset": "tree", "entity": "1"}]}),
        ("data.overlap.percent", {"overlap": {"area_m2": 1.0, "percent": 101}}),
        ("data.overlap.percent", {"overlap": {"area_m2": 1.0}}),
    ],
)
def test_bad_input_is_refused_at_its_field(field: str, changes: dict[str, Any], officer: OfficerBench) -> None:
    answer = added(officer, {**TPO, **changes})

    assert answer.status_code == 422
    assert fields(answer) == {field}
    assert listed(officer) == []


def test_one_that_an_officer_added_is_removed_again(told: OfficerBench) -> None:
    path = added(told).headers["location"]
    answer = told.act(path, None, told.tag(path), method="DELETE")

    assert answer.json() == {"message": "Constraint removed"}
    assert told.ask(path).status_code == 404
    assert told.bench.data(told.path)["constraints"] == ["Conservation area"]


def test_the_records_of_one_are_changed_where_it_is_as_it_was_seen(told: OfficerBench) -> None:
    path = added(told).headers["location"]
    seen = told.tag(path)
    changed = told.act(path, {"entities": [{"dataset": "tree", "name": "The old oak"}]}, seen, method="PATCH")

    assert (changed.json()["type"], changed.json()["overlap"]) == ("tpo", None)
    assert told.ask(path).json()["entities"] == [{"dataset": "tree", "name": "The old oak"}]
    assert told.act(path, {"entities": []}, seen, method="PATCH").status_code == 412


def test_one_that_came_with_the_application_stays(told: OfficerBench) -> None:
    (identity,) = (each["id"] for each in told.ask(f"{told.path}/constraints").json()["data"])
    path = f"{told.path}/constraints/{identity}"
    answer = told.act(path, None, told.tag(path), method="DELETE")

    assert answer.status_code == 409
    assert answer.json()["error"]["state"] == "identified"


def test_a_removal_that_is_sent_again_gives_the_first_answer(told: OfficerBench) -> None:
    path = added(told).headers["location"]
    seen = told.tag(path)
    first = told.act(path, None, seen, "key", method="DELETE")
    again = told.act(path, None, seen, "key", method="DELETE")

    assert (again.status_code, again.content) == (200, first.content)


def test_a_check_says_who_looked_and_when(told: OfficerBench) -> None:
    path = f"{told.path}/constraints"
    answer = told.act(f"{path}/check", {}, told.tag(path))

    assert answer.json()["checked_at"] == "2026-11-18T10:30:00.000+00:00"
    assert answer.json()["checked_by"] == "Amina Yusuf"


def test_a_check_of_others_than_there_are_is_none(told: OfficerBench) -> None:
    path = f"{told.path}/constraints"
    seen = told.tag(path)
    added(told)

    assert told.act(f"{path}/check", {}, seen).status_code == 412
    assert told.ask(path).json()["checked_at"] is None


def test_an_officers_constraints_survive_another_red_line(told: OfficerBench) -> None:
    """BOPS asks PlanX again and drops what an officer had added."""
    added(told)
    told.requests = f"{told.path}/validation_requests"
    validation.answer(told.bench.office, told.proposed()["id"], True)

    assert [each[0] for each in listed(told)] == ["designated_conservationarea", "tpo"]


def test_another_red_line_has_to_be_checked_anew(told: OfficerBench) -> None:
    path = f"{told.path}/constraints"
    told.act(f"{path}/check", {}, told.tag(path))
    told.requests = f"{told.path}/validation_requests"
    validation.answer(told.bench.office, told.proposed()["id"], True)

    assert told.ask(path).json()["checked_at"] is None


def test_a_case_that_has_ended_takes_none(told: OfficerBench) -> None:
    casework.happens(told.bench.office, told.identity, "withdraw")

    assert added(told).status_code == 409


@pytest.mark.parametrize("role", ["reader", "applicant-service", "intake", None])
def test_who_may_not_assess_may_not_add(role: str | None, officer: OfficerBench) -> None:
    assert officer.act(f"{officer.path}/constraints", TPO, role=role).status_code == 401
