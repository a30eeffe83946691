"""docs/security.md names tests that exist, and no command takes a secret where everybody on the computer can read it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from plugin.cli import build_parser

CHECKOUT = Path(__file__).resolve().parents[2]
_SECRET = re.compile(r"token|password|secret|key|credential", re.IGNORECASE)


def test_every_threat_has_a_test_that_exists() -> None:
    page = (CHECKOUT / "docs" / "security.md").read_text(encoding="utf-8")
    files = [*(CHECKOUT / "tests").rglob("test_*.py"), *(CHECKOUT / "tests").rglob("*_suite.py")]
    there = {name for path in files for name in re.findall(r"def (test_\w+)\(", path.read_text(encoding="utf-8"))}
    table = page.split("## Threats")[1].split("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| threat ")]

    assert len(rows) > 20
    for row in rows:
        named = re.findall(r"`(test_\w+)`", row)
        assert named, row
        assert set(named) <= there, sorted(set(named) - there)


def test_no_command_takes_a_secret_as_an_option() -> None:
    assert [option for option in _options(build_parser()) if _SECRET.search(option)] == []
    for path in (CHECKOUT / "scripts").rglob("*.py"):
        options = re.findall(r"add_argument\(\s*[\"'](-[\w-]+)", path.read_text(encoding="utf-8"))
        assert [option for option in options if _SECRET.search(option)] == [], path.name


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for verb in action.choices.values():
                yield from _options(verb)
