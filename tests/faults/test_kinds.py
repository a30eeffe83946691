"""The kinds of fault: each stands in the table of docs/reliability.md; that a run acts out each is judged at its end (whole_run.py)."""

from __future__ import annotations

from pathlib import Path

from tests.faults.kinds import KINDS

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"


def test_the_page_has_a_row_for_every_kind_of_fault_and_no_other() -> None:
    rows = [line.strip("| ").split(" | ") for line in _PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    header = next(number for number, row in enumerate(rows) if row[0] == "fault")
    told = {row[0]: row[1:] for row in rows[header + 1 :] if len(row) == 4}

    assert list(told) == list(KINDS)
    assert all(told[name][0] == kind.happens for name, kind in KINDS.items())
    assert all(int(told[name][1].split()[0]) > 0 and told[name][2] for name in KINDS)
