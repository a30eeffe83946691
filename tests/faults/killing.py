"""The test's end of tests/faults/dying.py."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.desk import Desk

_CHECKOUT = Path(__file__).resolve().parents[2]
#: More writes than anything here has.
NEVER = 1_000_000


@dataclass(frozen=True)
class Ended:
    """How a process ended; ``before`` is the write before which it was killed."""

    killed: bool
    before: str = ""


class Killer:
    """Runs moments of an officer's day in processes of their own, and kills each before the write that it is told."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self._program = program

    def load(self, desk: Desk, do: str) -> None:
        """Do it once to the end in the program itself, which then has loaded whatever it takes."""
        self.run(desk, do)

    def run(self, desk: Desk, do: str, stop_at: int = NEVER) -> Ended:
        """``do`` one of "send", "pull", "refresh", "work". The desk's own case file is closed meanwhile, and stays so."""
        self.begin(desk, do, stop_at)
        return self.ended()

    def begin(self, desk: Desk, do: str, stop_at: int = NEVER) -> None:
        """Begin it, while something else goes on; ``ended`` waits for its end."""
        desk.leave()
        job: dict[str, Any] = {
            "do": do,
            "stop_at": stop_at,
            "address": desk.proxy.address,
            "token": desk.token(),
            "path": str(desk.path),
            "moment": desk.clock.now().isoformat(),
            "uuid": desk.uuid,
        }
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps(job) + "\n")
        self._program.stdin.flush()

    def ended(self) -> Ended:
        """How what was begun has ended."""
        assert self._program.stdout is not None
        told = json.loads(self._program.stdout.readline())
        assert told["killed"] or told["well"], told["said"]
        return Ended(told["killed"], told["said"] if told["killed"] else "")


@contextmanager
def killer() -> Iterator[Killer]:
    """One program for all."""
    command = [sys.executable, "-m", "tests.faults.dying"]
    with subprocess.Popen(command, cwd=_CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        try:
            yield Killer(program)
        finally:
            # At the end of its input it ends by itself.
            assert program.stdin is not None
            program.stdin.close()
            program.wait(timeout=60)
