"""Every recorded exchange of v1 about red lines, asked again of a back office in the same state; where ours is stricter, by name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from . import recordings
from .bench import Bench
from .forms import differences
from .recordings import Recording, recording
from .staging import Stage
from .test_recorded import replay

_RED_LINES = re.compile(r"/api/v1/planning_applications/([^/]+)/red_line_boundary_change_validation_requests(?:/(\d+))?")
_NAMES = [name for name in recordings.names_here("/api/v1/") if _RED_LINES.match(recording(name).path)]
#: The ids that an application's requests had when BOPS was recorded, in the order in which they were made here.
_IDS = {30: (5, 14), 33: (2,), 34: (1, 6, 7), 35: (8,), 38: (9,), 39: (12, 13)}
#: Where BOPS takes for an answer what is none. Each is refused here with 400 and the reason, and the request stays open.
STRICTER = {
    "red-line-v1-approve-null": "approved must be true or false",
    "red-line-v1-answer-string": "approved must be true or false",
    "approve-second-open": "An approval has no reason for rejection",
    "post-validation-reject-no-reason": "Please include a comment for the case officer",
}


@pytest.fixture
def stage(staged_base: Path, tmp_path: Path) -> Stage:
    return Stage(staged_base, tmp_path / "stage")


def asked(recorded: Recording, stage: Stage) -> tuple[str, dict[int, int]]:
    """The recorded path with the request's id of here, and which id of here stands for which recorded one.

    The application's secret becomes the recorded one.
    """
    match = _RED_LINES.match(recorded.path)
    assert match is not None
    identity = int(match[1]) if match[1].isdecimal() else stage.identity(match[1])
    secret = re.search(r"change_access_id=([0-9a-f]{30})", recorded.path)
    if secret is not None and not recorded.name.endswith("wrong-key"):
        with stage.office.database.act() as connection:
            connection.execute("UPDATE applications SET change_access_id = ? WHERE id = ?", (secret[1], identity))
    ids = {there: here.id for there, here in zip(_IDS[identity], stage.office.requests.of_application(identity))}
    path = recorded.path
    if match[2] is not None and int(match[2]) in ids:
        path = path[: match.start(2)] + str(ids[int(match[2])]) + path[match.end(2) :]
    return path, {here: there for there, here in ids.items()}


def with_recorded_ids(body: Any, ids: dict[int, int]) -> Any:
    for each in body.get("data", [body]):
        if "id" in each:
            each["id"] = ids[each["id"]]
    return body


@pytest.mark.parametrize("name", _NAMES)
def test_a_recorded_question_of_v1_gets_the_recorded_answer(name: str, served: Bench, stage: Stage) -> None:
    recorded = recording(name)
    stage.lead_to(name)
    path, ids = asked(recorded, stage)

    with served.serving(stage.office):
        answer = replay(served, recorded, path)

    if name in STRICTER:
        assert recorded.status == 200
        assert answer.status_code == 400
        assert STRICTER[name] in answer.json()["message"]
        (request,) = [each for each in stage.office.requests.of_application(application_of(path)) if f"/{each.id}?" in path]
        assert (request.state, request.approved) == ("open", None)
        return
    assert answer.status_code == recorded.status
    for header in ("content-type", "cache-control"):
        assert answer.headers.get(header) == recorded.headers.get(header)
    assert ("etag" in answer.headers) == ("etag" in recorded.headers)
    assert not list(differences(recorded.body, with_recorded_ids(answer.json(), ids)))


def application_of(path: str) -> int:
    match = _RED_LINES.match(path)
    assert match is not None
    return int(match[1])
