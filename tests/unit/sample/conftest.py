"""What the sample borough has, read once for all of these tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.sample.generate import generate


@pytest.fixture(scope="session")
def other_borough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The borough of another seed."""
    folder = tmp_path_factory.mktemp("other")
    generate(folder, seed=2)
    return folder


@pytest.fixture(scope="session")
def applications(borough: Path) -> dict[str, Any]:
    """Every application by its file's name."""
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted((borough / "applications").iterdir())}


@pytest.fixture(scope="session")
def cases(borough: Path) -> dict[str, list[dict[str, Any]]]:
    """cases.json: the applications that show each acceptance case."""
    found: dict[str, list[dict[str, Any]]] = json.loads((borough / "cases.json").read_text(encoding="utf-8"))["cases"]
    return found
