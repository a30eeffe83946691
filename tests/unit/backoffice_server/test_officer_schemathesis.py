"""The document against its server: schemathesis makes up hundreds of requests, right ones and wrong ones, and judges every answer."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from .officer_bench import OfficerBench, moved
from .officer_document import operations, resolved

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
_TOP = Path(__file__).parents[3]
#: BOPS answers 404 with a page of HTML to a method that is not there, and so does this server.
_NOT_ASKED = "unsupported_method"
#: What an officer adds, and changes and removes again; by the name of its operations, with the path of its collection and one of it.
_PIECES = {
    "consideration": ("considerations", {"policy_area": "Design"}),
    "condition": ("conditions", {"text": "The bricks match.", "reason": "The character of the street."}),
    "informative": ("informatives", {"title": "Party wall", "text": "The Party Wall etc. Act 1996 may apply."}),
    "head_of_terms": ("heads_of_terms", {"title": "Car-free homes", "text": "No parking permits."}),
    "site_visit": ("site_visits", {"visited_at": "2026-11-17"}),
    "site_history": ("site_histories", {"reference": "19/AP/0417", "description": "A rear extension"}),
    "consultee": ("consultees", {"name": "Historic England"}),
    "site_notice": ("site_notices", {"displayed_at": "2026-11-17"}),
    "press_notice": ("press_notices", {"required": True}),
}
#: The document's tags, part by part: each run is bounded in time.
PARTS = (
    ("officer_api", "planning_applications", "boundary", "validation_requests", "officers", "audits"),
    ("validation", "constraints", "tasks", "assessment_details", "recommendation"),
    ("considerations", "conditions", "informatives", "heads_of_terms", "site_visits", "site_histories"),
    ("consultees", "site_notices", "press_notices", "photographs"),
)
_TRAIL = "0b0f6f3e-7a53-4f0e-9a55-1f0d6f0f9d10"
_TASK = "check-and-assess/complete-assessment/add-conditions"
#: What no schema can say, and the statuses that a request may get which keeps to the schema.
_ALSO = {
    "create_validation_request": "[201, 409, 422, 428]",  # a ring crosses itself, or lies in France
    "create_constraint": "[201, 409, 422]",  # the authority has a list of its own
    "assign_case_officer": "[200, 412, 422]",
    "list_planning_applications": "[200, 400]",  # west lies east of east; a mark that nobody gave
    # Done once, it is another one by then; and another act may have led the case into another state.
    "cancel_validation_request": "[200, 409, 412]",
    "change_validation_request": "[200, 409, 412, 422]",  # what the applicant has
    "change_constraint": "[200, 404, 412]",
    "remove_constraint": "[200, 404, 409, 412]",
    "show_constraint": "[200, 404]",
    "check_constraints": "[200, 412]",
    "draw_boundary": "[200, 409, 412, 422]",
    "check_boundary": "[200, 412]",
    "validate_application": "[200, 409, 412, 422]",  # a day to come
    "invalidate_application": "[200, 409, 412]",
    "change_task": "[200, 412]",
    "put_assessment_detail": "[200, 409, 412, 422]",  # complete without words
    "put_recommendation": "[200, 409, 412, 422]",  # a decision that the type does not have
    "submit_recommendation": "[200, 409, 412]",
    "withdraw_recommendation": "[200, 409, 412]",
    "review_recommendation": "[200, 403, 409, 412, 422]",
    "deposit_trail_seal": "[200, 409, 412]",  # a trail only grows
    "create_photograph": "[201, 409, 422]",  # a digest of another picture, a visit that is not there
    "show_photograph": "[200, 404]",
    "show_photograph_file": "[200, 404]",
    "remove_photograph": "[200, 404, 412]",
    **{f"create_{name}": "[201, 409, 422]" for name in _PIECES},
    **{f"show_{name}": "[200, 404]" for name in _PIECES},
    **{f"{act}_{name}": "[200, 404, 409, 412, 422]" for act in ("change", "remove") for name in _PIECES},
}


def settings(officer: OfficerBench, request: int, pieces: dict[str, int]) -> str:
    """The token, what is there, and what is expected."""
    # What is made up may hold an Authorization of its own.
    expected = "".join(
        f'[[operations]]\ninclude-operation-id = "{name}"\n'
        f"checks.positive_data_acceptance.expected-statuses = {statuses[:-1]}, 401]\n"
        + "".join(f'parameters = {{ "path.id" = {made} }}\n' for kind, made in pieces.items() if name.endswith(f"_{kind}"))
        for name, statuses in _ALSO.items()
    )
    return f"""
[auth.openapi.bearer]
bearer = "{officer.bench.office.tokens.by_role()["officer"]}"
[checks]
# RFC 6585 has a status for it.
missing_required_header.expected-statuses = [400, 401, 428]
# What has moved on is told before what is wrong with the fields.
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 409, 412, 413, 422, 428]
[parameters]
"path.reference" = "{officer.reference}"
"path.id" = {request}
"path.slug" = "{_TASK}"
"path.trail" = "{_TRAIL}"
"path.category" = "site_description"
{expected}"""


def versions(officer: OfficerBench, request: int, pieces: Mapping[str, str]) -> dict[str, str]:
    """The version that each operation has to name."""
    constraint, recommendation, validity = (
        officer.tag(f"{officer.path}/{path}") for path in ("constraints/1", "recommendation", "validation")
    )
    return {
        **{f"{act}_{name}": etag for act in ("change", "remove") for name, etag in pieces.items()},
        **{f"{act}_recommendation": recommendation for act in ("put", "submit", "withdraw", "review")},
        **{f"{act}_constraint": constraint for act in ("change", "remove")},
        **{f"{act}_application": validity for act in ("validate", "invalidate")},
        "draw_boundary": officer.boundary_tag(),
        "check_boundary": officer.tag(f"{officer.path}/boundary/check"),
        "change_task": officer.tag(f"{officer.path}/tasks/{_TASK.replace('/', '%2F')}"),
        "put_assessment_detail": officer.tag(f"{officer.path}/assessment_details/site_description"),
        "create_validation_request": officer.boundary_tag(),
        **{f"{act}_validation_request": officer.tag(f"{officer.requests}/{request}") for act in ("cancel", "change")},
        "assign_case_officer": officer.tag(f"{officer.path}/officer"),
        "check_constraints": officer.tag(f"{officer.path}/constraints"),
        "deposit_trail_seal": officer.tag(f"/api/v2/audit_trails/{_TRAIL}"),
    }


def test_every_operation_is_in_one_of_the_parts() -> None:
    tags = {tag for _, _, operation in operations() for tag in operation["tags"]}

    assert tags == {tag for part in PARTS for tag in part}


def test_every_act_on_what_was_seen_is_tried_with_the_version_that_is_there(officer: OfficerBench) -> None:
    request, added = prepared(officer)
    needed = {
        operation["operationId"]
        for _, _, operation in operations()
        if "If-Match" in {resolved(parameter)["name"] for parameter in operation.get("parameters", [])}
    }

    assert needed <= set(versions(officer, request, {name: answer.headers["etag"] for name, answer in added.items()}))


def prepared(officer: OfficerBench) -> tuple[int, dict[str, Any]]:
    """A request, a constraint, and one of each kind of piece are there; gives the number of the request and the answers to the pieces."""
    request = officer.proposed(new_geojson=moved(0.001))["id"]
    constraint = officer.act(f"{officer.path}/constraints", {"type": "tpo"}).json()["id"]
    assert constraint == request == 1
    added: dict[str, Any] = {name: officer.act(f"{officer.path}/{path}", data) for name, (path, data) in _PIECES.items()}
    picture = {"of": "site_visit", "record_id": added["site_visit"].json()["id"], "name": "gate.png", "content_type": "image/png"}
    told = {"sha256": hashlib.sha256(PICTURE).hexdigest(), "content": base64.b64encode(PICTURE).decode()}
    added["photograph"] = officer.act(f"{officer.path}/photographs", {**picture, **told})
    return request, added


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part[0])
def test_no_request_that_can_be_made_up_breaks_the_document(part: tuple[str, ...], officer: OfficerBench, tmp_path: Path) -> None:
    request, added = prepared(officer)
    tags = versions(officer, request, {name: answer.headers["etag"] for name, answer in added.items()})
    file = tmp_path / "schemathesis.toml"
    file.write_text(settings(officer, request, {name: answer.json()["id"] for name, answer in added.items()}), encoding="utf-8")
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(file), "run", str(_TOP / "resources/api/officer-api.yaml")]
    options = ["--url", officer.bench.url, "--exclude-checks", _NOT_ASKED, "--no-color"]
    options += [option for tag in part for option in ("--include-tag", tag)]
    limits = ["--seed", "1", "--max-examples", "10", "--phases", "examples,coverage,fuzzing", "--generation-database", "none"]
    environment = {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "tests.unit.backoffice_server.schemathesis_hooks",
        "PYTHONPATH": str(_TOP),
        "ETAGS": json.dumps(tags),
    }
    done = subprocess.run(
        [*command, *options, *limits], capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=280, check=False
    )

    assert done.returncode == 0, done.stdout[-16000:] + done.stderr[-2000:]
    assert f"Tested: {sum(set(operation['tags']) <= set(part) for _, _, operation in operations())}" in done.stdout
