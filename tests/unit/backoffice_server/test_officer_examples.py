"""docs/officer-api.md: each example is run, and answers what the page says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .officer_bench import OfficerBench

_PAGE = Path(__file__).parents[3] / "docs" / "officer-api.md"
_MARK = "=== end of an example ==="


def examples() -> list[tuple[str, str, str]]:
    """Each example with the language and the text of what it answers, "" where the page shows none."""
    blocks = re.findall(r"```(sh|json|text)\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL)
    found: list[tuple[str, str, str]] = []
    for number, (language, text) in enumerate(blocks):
        if language == "sh":
            follows = blocks[number + 1] if number + 1 < len(blocks) and blocks[number + 1][0] != "sh" else ("", "")
            found.append((text, *follows))
    return found


def run(officer: OfficerBench, folder: Path) -> list[str]:
    """What each example answers: they are one session of a shell, as on the page."""
    script = "".join(f"{text}\nprintf '\\n{_MARK}\\n'\n" for text, _, _ in examples())
    environment = {
        "PATH": os.environ["PATH"],
        "URL": officer.bench.url,
        "TOKEN": officer.bench.office.tokens.by_role()["officer"],
        "REVIEWER": officer.bench.office.tokens.by_role()["reviewer"],
        "REFERENCE": officer.reference,
        "WAITING": OfficerBench(officer.bench, "not_started").reference,
    }
    command = ["bash", "-euo", "pipefail", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return [answer.strip() for answer in done.stdout.split(_MARK)][:-1]


def as_written(written: Any, answered: Any) -> Any:
    """What was answered, with "…" where the page leaves something out."""
    if written == "…":
        return "…"
    if isinstance(written, dict) and isinstance(answered, dict):
        return {key: as_written(written.get(key), value) for key, value in answered.items()}
    if isinstance(written, list) and isinstance(answered, list):
        return [as_written(one, other) for one, other in zip(written, answered)] + answered[len(written) :]
    return answered


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not here: scripts/setup installs it")
def test_every_example_of_the_page_answers_what_the_page_says(officer: OfficerBench, tmp_path: Path) -> None:
    answers = run(officer, tmp_path)

    assert len(answers) == len(examples()) > 7
    for (_, language, written), answered in zip(examples(), answers):
        if language == "json":
            expected = json.loads(written)
            assert as_written(expected, json.loads(answered)) == expected
        elif language == "text":
            assert answered == written.strip()
        else:
            assert answered == ""
