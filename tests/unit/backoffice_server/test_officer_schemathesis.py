"""The document against its server: schemathesis makes up hundreds of requests, right ones and wrong ones, and judges every answer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .officer_bench import OfficerBench, moved

_TOP = Path(__file__).parents[3]
#: BOPS answers 404 with a page of HTML to a method that is not there, and so does this server.
_NOT_ASKED = "unsupported_method"


@pytest.mark.slow
def test_no_request_that_can_be_made_up_breaks_the_document(officer: OfficerBench, tmp_path: Path) -> None:
    request = officer.proposed(new_geojson=moved(0.001))
    seen = officer.ask(f"{officer.requests}/{request['id']}").headers["etag"]
    settings = tmp_path / "schemathesis.toml"
    settings.write_text(
        f"""
[auth.openapi.bearer]
bearer = "{officer.bench.office.tokens.by_role()["officer"]}"
[checks]
# RFC 6585 has a status for it.
missing_required_header.expected-statuses = [400, 401, 428]
[parameters]
"path.reference" = "{officer.reference}"
"path.id" = {request["id"]}
[[operations]]
include-operation-id = "create_validation_request"
# No schema can say that a ring crosses itself or lies in France.
checks.positive_data_acceptance.expected-statuses = [201, 409, 422]
[[operations]]
include-operation-id = "list_planning_applications"
# Nor that west lies west of east, or that a mark was given by this back office.
checks.positive_data_acceptance.expected-statuses = [200, 400]
""",
        encoding="utf-8",
    )
    command = [
        sys.executable,
        "-m",
        "schemathesis.cli",
        "--config-file",
        str(settings),
        "run",
        str(_TOP / "resources/api/officer-api.yaml"),
    ]
    options = ["--url", officer.bench.url, "--exclude-checks", _NOT_ASKED, "--no-color"]
    limits = ["--seed", "1", "--max-examples", "30", "--phases", "examples,coverage,fuzzing", "--generation-database", "none"]
    environment = {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "tests.unit.backoffice_server.schemathesis_hooks",
        "PYTHONPATH": str(_TOP),
        "BOUNDARY_ETAG": officer.boundary_tag(),
        "REQUEST_ETAG": seen,
    }
    done = subprocess.run(
        [*command, *options, *limits],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
        timeout=240,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "Tested: 10" in done.stdout
