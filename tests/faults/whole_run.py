"""What is judged once a whole run is over, by the process that has heard of all its tests."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.faults.kinds import KINDS
from tests.faults.ledger import Ledger

#: The rule's name among the results.
NAME = "test_every_kind_of_fault_was_acted_out"
#: Without the right to mount a disk these can't be acted out, and say so.
_WANTS_A_DISK = frozenset(kind for kind in KINDS if kind.startswith("disk full"))
_HERE = Path(__file__).resolve().parent


def is_whole_run(config: pytest.Config) -> bool:
    """Whether all of tests/faults was asked for, and no more than collected."""
    chosen = config.option.keyword or config.option.markexpr or config.option.collectonly
    return not chosen and [Path(arg).resolve() for arg in config.args] == [_HERE]


def every_kind_was_acted_out(ledger: Ledger) -> pytest.TestReport:
    """Each kind is acted out in a whole run: told as the result of a test."""
    here = set(KINDS) - (set() if importlib.util.find_spec("atheris") else {"led through every line"})
    missing = sorted(here - ledger.kinds - _WANTS_A_DISK)
    return pytest.TestReport(
        nodeid=f"tests/faults/whole_run.py::{NAME}",
        location=("tests/faults/whole_run.py", None, NAME),
        keywords={},
        outcome="failed" if missing else "passed",
        longrepr=f"Nobody has acted out: {', '.join(missing)}" if missing else None,
        when="call",
    )
