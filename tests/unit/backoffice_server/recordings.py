"""What BOPS answered when it ran, and its own example submissions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.shared import shared_path

_FOLDER = "vectors/bops/recorded"


@dataclass(frozen=True)
class Recording:
    """One exchange. ``cut`` is set where only the first records of the answer were kept."""

    name: str
    method: str
    path: str
    authorised: bool
    sent: Any
    status: int
    headers: dict[str, str]
    body: Any
    cut: bool


@cache
def recording(name: str) -> Recording:
    """By the name of its file; skips where the folder is absent."""
    content = json.loads((shared_path(_FOLDER) / f"{name}.json").read_text(encoding="utf-8"))
    request = content["request"]
    return Recording(
        name=name,
        method=request["method"],
        path=request["path"],
        authorised=request["authorised"],
        sent=request["body"],
        status=content["status"],
        headers=content["headers"],
        body=content.get("body"),
        cut="cut" in content,
    )


def names_here(start: str = "/api/v2/") -> list[str]:
    """All exchanges whose path begins so, or none where the folder is absent."""
    try:
        folder = shared_path(_FOLDER)
    except pytest.skip.Exception:
        return []
    names = []
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if "request" in content and content["request"]["path"].startswith(start):
            names.append(path.stem)
    return names


def red_line_shapes() -> dict[str, Any]:
    """What was posted as a red line, and what became of it."""
    shapes: dict[str, Any] = json.loads((shared_path(_FOLDER) / "red-line-shapes.json").read_text(encoding="utf-8"))
    return shapes


def examples() -> list[dict[str, Any]]:
    """BOPS's example submissions, in the order in which they were posted."""
    folder = shared_path("vectors/bops/examples")
    paths = [*sorted((folder / "application").rglob("*.json")), folder / "preApplication" / "preApp.json"]
    return [_read(path) for path in paths]


def householder() -> dict[str, Any]:
    """The example on which the red lines were tried."""
    return _read(shared_path("vectors/bops/examples/application/planningPermission/fullHouseholderInConservationArea.json"))


def _read(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value
