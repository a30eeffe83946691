"""The officer API: what a client learns of it, and another red line that is proposed."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from scripts.backoffice import validation
from scripts.backoffice.app import OFFICER_ROUTERS, ROUTERS

from .bench import Bench, TestClock, open_office
from .officer_bench import PARTS_AND_HOLE, OfficerBench, keyed, moved, proposal
from .officer_document import document, operations
from .staging import PLAIN
from .submissions import SQUARE


def test_the_document_that_is_served_is_the_one_that_the_project_keeps(officer: OfficerBench) -> None:
    answer = officer.ask("/api/v2/officer-api.yaml", role=None)

    assert answer.content == Path("resources/api/officer-api.yaml").read_bytes()
    again = officer.ask("/api/v2/officer-api.yaml", role=None, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_every_operation_of_the_document_has_its_route_and_every_route_its_operation() -> None:
    written = {
        (method, path.replace("{id}", "{identity}").replace("{slug}", "{slug:path}"), operation["operationId"])
        for method, path, operation in operations()
    }
    served = {
        (next(iter(route.methods)), route.path, route.operation_id)
        for module in (*OFFICER_ROUTERS, *ROUTERS)
        for route in module.router.routes
        if isinstance(route, APIRoute) and (route.operation_id or module in OFFICER_ROUTERS)
    }

    assert served == written


def test_a_client_learns_what_the_back_office_can_do(officer: OfficerBench) -> None:
    said = officer.ask("/api/v2/officer_api").json()
    everything = {operation["operationId"] for _, _, operation in operations()}

    assert set(officer.ask("/api/v2/officer_api", role="reviewer").json()["operations"]) == everything
    assert set(said["operations"]) == everything - {"review_recommendation"}
    assert said["version"] == document()["info"]["version"]
    assert said["silence"] == {"effect": "closes", "business_days": 5, "counted_from": "sent"}
    for role in ("reader", "applicant-service"):
        assert "create_validation_request" not in officer.ask("/api/v2/officer_api", role=role).json()["operations"]


@pytest.mark.parametrize("path", ["/api/v2/officer_api", "/api/v2/officer-api.yaml", "/api/v2/planning_applications/1/boundary"])
def test_plain_bops_knows_nothing_of_it(path: str, served: Bench, tmp_path: Path, clock: TestClock) -> None:
    office = open_office(tmp_path / "plain", clock, **PLAIN)
    with served.serving(office):
        answer = served.ask(path)
        posted = served.ask("/api/v2/planning_applications/1/validation_requests", "POST", json={})
    office.close()

    for each in (answer, posted):
        assert each.status_code == 404
        assert each.headers["content-type"].startswith("text/html")


def test_a_proposal_is_sent_at_once_with_every_part_and_hole(officer: OfficerBench) -> None:
    made = officer.proposed()

    assert (made["state"], made["post_validation"], made["approved"], made["closed_by"]) == ("open", True, None, None)
    assert made["specific_attributes"]["new_geojson"] == PARTS_AND_HOLE
    assert made["specific_attributes"]["original_geojson"] == SQUARE
    assert made["created_by"] == "Amina Yusuf"
    assert officer.shown(made) == made
    assert officer.line_in_force() == SQUARE


def test_the_answer_says_where_the_request_is_and_what_version_it_has(officer: OfficerBench) -> None:
    answer = officer.propose()
    shown = officer.ask(answer.headers["location"])

    assert (shown.json(), shown.headers["etag"]) == (answer.json(), answer.headers["etag"])


def test_before_the_application_is_invalid_the_request_waits_and_goes_out_with_the_others(bench: Bench) -> None:
    officer = OfficerBench(bench, "not_started")
    made = officer.proposed()

    assert (made["state"], made["notified_at"], made["closes_by_silence_at"], made["post_validation"]) == ("pending", None, None, False)
    assert bench.office.letters.paths() == []
    validation.send_all(bench.office, officer.identity)
    assert officer.shown(made)["state"] == "open"
    assert officer.shown(made)["closes_by_silence_at"] == "2026-11-26T00:00:00.000+00:00"


def test_several_requests_may_be_open(officer: OfficerBench) -> None:
    first, second = officer.proposed(), officer.proposed(new_geojson=moved(0.001))

    listed = officer.ask(officer.requests).json()["data"]
    assert [each["id"] for each in listed] == [first["id"], second["id"]]


def test_an_application_without_a_red_line_gets_its_first(bench: Bench) -> None:
    officer = OfficerBench(bench, boundary=None)

    assert officer.ask(f"{officer.path}/boundary").json()["version"] == 0
    made = officer.proposed()
    assert "original_geojson" not in made["specific_attributes"]
    assert made["specific_attributes"]["original_version"] == 0


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("reader", 401), ("intake", 401), ("applicant-service", 403), ("officer", 201)])
def test_an_act_needs_the_scope(role: str | None, status: int, officer: OfficerBench) -> None:
    headers = keyed(officer, str(uuid.uuid4()))
    answer = officer.ask(officer.requests, "POST", json={"data": proposal()}, headers=headers, role=role)

    assert answer.status_code == status


@pytest.mark.parametrize("identity", ["999", "x", "0", "9" * 30, "-1"])
def test_a_request_that_is_not_there_is_not_found(identity: str, officer: OfficerBench) -> None:
    assert officer.ask(f"{officer.requests}/{identity}").status_code == 404


def test_a_request_is_found_in_its_own_application_alone(bench: Bench) -> None:
    one, other = OfficerBench(bench), OfficerBench(bench)
    made = one.proposed()

    assert other.ask(f"{other.requests}/{made['id']}").status_code == 404
    assert other.act(f"{other.requests}/{made['id']}/cancel", {"cancel_reason": "x"}, '"x"').status_code == 404


def test_a_case_may_be_named_by_its_integer_id(officer: OfficerBench) -> None:
    path = f"/api/v2/planning_applications/{officer.identity}"
    answer = officer.act(f"{path}/validation_requests", proposal(), officer.boundary_tag())

    assert answer.status_code == 201
    assert officer.ask(f"{path}/validation_requests/{answer.json()['id']}").json() == answer.json()


def test_the_applicants_link_is_in_no_answer_to_an_officer(officer: OfficerBench) -> None:
    made = officer.proposed()
    (letter,) = officer.bench.office.letters.paths()
    secret = next(line for line in letter.read_text(encoding="utf-8").splitlines() if "/applicant/" in line).rpartition("/")[2]

    for path in (f"{officer.requests}/{made['id']}", officer.requests, officer.path, "/api/v2/validation_requests"):
        assert secret not in officer.bench.ask(path).text
    assert len(secret) >= 43
