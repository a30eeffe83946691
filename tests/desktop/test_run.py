"""`scripts/run` as a person types it: applications and constraints in, results in a folder, an exit code that tells."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.desktop import CHECKOUT
from tests.qgis.small_borough import write_applications, write_constraints, write_table


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(CHECKOUT / "scripts" / "run"), *map(str, arguments)],
        cwd=CHECKOUT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


@pytest.fixture
def constraints(tmp_path: Path) -> Iterator[Path]:
    """A folder of constraint layers; the store that is built of it goes with the test."""
    folder = tmp_path / "constraints"
    write_constraints(folder, district=True)
    yield folder
    name = hashlib.sha256(f"{folder.resolve()}\n".encode()).hexdigest()[:12]
    shutil.rmtree(CHECKOUT / ".run" / "stores" / name, ignore_errors=True)


def test_a_run_without_a_window_leaves_findings_geopackage_sheets_and_overview_and_tells_what_was_not_checked(
    constraints: Path, tmp_path: Path
) -> None:
    applications, out = write_applications(tmp_path / "applications"), tmp_path / "out"
    _table, mapping = write_table(applications)

    done = run("--headless", "--applications", applications, "--constraints", constraints, "--mapping", mapping, "--output", out)

    assert done.returncode == 3, done.stdout + done.stderr
    assert sorted(path.name for path in out.iterdir()) == ["findings.json", "overview.png", "redline.gpkg", "sheets"]
    found = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    states = {
        site["reference"]: {row["state"] for row in site["datasets"] if row["dataset"] == "conservation-area"} for site in found["sites"]
    }
    assert states == {
        "26-00001-HAPP": {"overlaps"},
        "26-00002-HAPP": {"clear"},
        "26-00003-HAPP": {"not checked"},
        "26-00011-FUL": {"overlaps"},
        "26-00012-FUL": {"clear"},
    }
    assert found["unreadable"] == []
    sheets = sorted(path.name for path in (out / "sheets").iterdir())
    assert sheets == [f"{reference}.pdf" for reference in sorted(states)]
    assert all((out / "sheets" / sheet).read_bytes().startswith(b"%PDF") for sheet in sheets)
    assert all(reference in done.stdout for reference in states)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--applications", "."), "--applications and --constraints go together"),
        (("--applications", "nowhere", "--constraints", "."), "nowhere does not exist"),
        (("--headless", "--each"), "name them with --applications and --constraints"),
        (("--applications", ".", "--constraints", ".", "--each"), "--each and --mapping go with --headless"),
        (("--window",), "does not know '--window'"),
    ],
)
def test_what_can_not_be_meant_ends_with_one_sentence_before_anything_is_done(arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments, DISPLAY=":99")

    assert done.returncode == 1
    assert says in done.stderr
    assert done.stdout == ""
