"""The kinds of fault: each is acted out in a whole run, and stands in the table of docs/reliability.md."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.faults.kinds import KINDS
from tests.faults.ledger import Ledger

#: Without the right to mount a disk these can't be acted out, and say so.
_WANTS_A_DISK = frozenset(kind for kind in KINDS if kind.startswith("disk full"))
_HERE = Path(__file__).resolve().parent
_PAGE = _HERE.parents[1] / "docs" / "reliability.md"


def test_the_page_has_a_row_for_every_kind_of_fault_and_no_other() -> None:
    rows = [line.strip("| ").split(" | ") for line in _PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    header = next(number for number, row in enumerate(rows) if row[0] == "fault")
    told = {row[0]: row[1:] for row in rows[header + 1 :] if len(row) == 4}

    assert list(told) == list(KINDS)
    assert all(told[name][0] == kind.happens for name, kind in KINDS.items())
    assert all(int(told[name][1].split()[0]) > 0 and told[name][2] for name in KINDS)


def test_every_kind_of_fault_was_acted_out(ledger: Ledger, request: pytest.FixtureRequest) -> None:
    config = request.config
    if config.option.keyword or [Path(arg).resolve() for arg in config.args] != [_HERE]:
        pytest.skip("only a part of the suite was run")
    here = set(KINDS) - (set() if importlib.util.find_spec("atheris") else {"led through every line"})
    assert here - ledger.kinds - _WANTS_A_DISK == set()
