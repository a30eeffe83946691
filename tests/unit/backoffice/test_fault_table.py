"""The fault table of the documentation names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def test_every_fault_of_the_table_has_a_test_that_exists() -> None:
    table = (CHECKOUT / "docs" / "faults.md").read_text(encoding="utf-8")
    files = [*(CHECKOUT / "tests").rglob("test_*.py"), *(CHECKOUT / "tests").rglob("*_suite.py")]
    there = {name for path in files for name in re.findall(r"def (test_\w+)\(", path.read_text(encoding="utf-8"))}
    rows = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| fault ")]

    assert len(rows) > 25
    for row in rows:
        named = re.findall(r"`(test_\w+)`", row)
        assert named, row
        assert set(named) <= there, row
