"""docs/command-line.md tells the truth: its examples are run, and every key of the JSON forms is described."""

from __future__ import annotations

import os
import re
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from ..reports.enquiry.asked import MEANING, answer, earlier, enquiry, history_of
from ..reports.enquiry.asked import finding as placed
from ..reports.examples import boundary, finding, reading, result, screening
from .borough import conservation_areas, site, trees, write
from .streams import Run

PAGE = Path(__file__).resolve().parents[3] / "docs" / "command-line.md"
#: When the files of the examples were last changed: data without a date of their own are of that day.
CHANGED = datetime(2026, 11, 10, 12, tzinfo=timezone.utc).timestamp()
EXAMPLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
STAMP = re.compile(r"\b\d{4}-?\d{2}-?\d{2}T\d{2}:?\d{2}:?\d{2}Z([-#][0-9a-f]+)?")


def examples() -> list[str]:
    return EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))


def runs() -> list[tuple[list[str], str]]:
    """Each command with the output that the page shows under it."""
    parts = [part for example in examples() for part in re.split(r"^\$ ", example, flags=re.MULTILINE) if part]
    return [(part.split("\n", 1)[0].split()[1:], part.split("\n", 1)[1]) for part in parts]


def shown(text: str) -> list[str]:
    """Lines without what differs from run to run: a line of dots stands for any lines, moments and digests count as equal."""
    return [STAMP.sub("STAMP", line).rstrip() for line in text.splitlines() if line.strip()]


def matches(expected: list[str], actual: list[str]) -> bool:
    if not expected:
        return not actual
    if expected[0] == "...":
        return any(matches(expected[1:], actual[start:]) for start in range(len(actual) + 1))
    return bool(actual) and expected[0] == actual[0] and matches(expected[1:], actual[1:])


def test_the_examples_of_the_page_print_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for make in (conservation_areas, trees, site):
        os.utime(make(tmp_path), (CHANGED, CHANGED))
    write(tmp_path / "nothing.geojson", {"type": "Feature", "properties": {}, "geometry": None})

    assert len(runs()) >= 5
    for arguments, expected in runs():
        run = Run(*arguments)
        assert matches(shown(expected), shown(run.out)), f"redline {' '.join(arguments)}\n{run.out}{run.error}"


def test_every_key_of_the_json_is_described() -> None:
    from plugin.reports.enquiry.answer_form import enquiry_form
    from plugin.reports.forms import reading_form, screening_form

    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for member in value.values() for key in keys(member)}
        return {key for member in value for key in keys(member)} if isinstance(value, list) else set()

    page = PAGE.read_text(encoding="utf-8")
    screened = screening(findings=(finding(),), datasets=(result(),))
    asked = enquiry_form(enquiry(placed(meanings=(MEANING,))), answer(), history_of(earlier()))
    used = keys([reading_form(reading(boundary=boundary())), screening_form(reading(), screened), asked])
    undescribed = {key for key in used if not re.search(rf"[`\"]{key}[`\"]", page)}
    assert undescribed == set()
