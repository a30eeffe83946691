"""What was acted out in a run, fault by fault, and what was seen; the table at the end of it."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.kinds import KINDS

#: Names a file into which the table is written as it stands in docs/reliability.md.
WRITES_TO = "REDLINE_FAULT_TABLE"


@dataclass
class Ledger:
    """``times`` by kind and side ("before" and "after" the back office has acted, "" where there is no such side)."""

    times: Counter[tuple[str, str]] = field(default_factory=Counter)
    seen: dict[str, Counter[str]] = field(default_factory=dict)

    def note(self, kind: str, seen: str, *, side: str = "", times: int = 1) -> None:
        """A fault was acted out so many times, and this was seen each time."""
        assert kind in KINDS, f"{kind!r} is not declared in tests/faults/kinds.py"
        if times:
            self.times[kind, side] += times
            self.seen.setdefault(kind, Counter())[seen] += times

    def as_told(self) -> dict[str, list[tuple[str, str, int]]]:
        """Everything that was noted, for another process."""
        seen = [(kind, words, times) for kind, counted in self.seen.items() for words, times in counted.items()]
        return {"times": [(*key, times) for key, times in self.times.items()], "seen": seen}

    def take_over(self, told: dict[str, list[tuple[str, str, int]]]) -> None:
        """What another process has noted counts here as well."""
        for kind, side, times in told["times"]:
            self.times[kind, side] += times
        for kind, words, times in told["seen"]:
            self.seen.setdefault(kind, Counter())[words] += times

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for kind, _ in self.times)

    def rows(self) -> list[tuple[str, str, str]]:
        """Kind, times, what was seen, in the order in which the kinds are declared."""
        return [(kind, self._times(kind), self._seen(kind)) for kind in KINDS if kind in self.kinds]

    def _times(self, kind: str) -> str:
        sides = {side: times for (name, side), times in self.times.items() if name == kind}
        return " + ".join(f"{times} {side}".strip() for side, times in sorted(sides.items(), key=lambda item: item[0] != "before"))

    def _seen(self, kind: str) -> str:
        return "; ".join(f"{words} ({times})" for words, times in self.seen[kind].most_common())

    def table(self) -> list[str]:
        """As markdown."""
        lines = [f"| {kind} | {KINDS[kind].happens} | {times} | {seen} |" for kind, times, seen in self.rows()]
        return ["| fault | what happens | times | what was seen |", "|---|---|---|---|", *lines]

    def write(self) -> None:
        """Where the environment names a file for it."""
        if name := os.environ.get(WRITES_TO):
            Path(name).write_text("\n".join(self.table()) + "\n", encoding="utf-8")
