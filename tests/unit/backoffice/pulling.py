"""A case file in a folder of its own, and pulls into it from a scripted back office."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from plugin.backoffice.bops import Bops
from plugin.backoffice.connection import Connection, Limits, Patience
from plugin.backoffice.pull import Pull
from plugin.backoffice.pull_report import PullReport
from plugin.boundary.transformer import Transformer
from plugin.casefile.case_file import CaseFile
from plugin.domain.case import CaseQuery, CaseRow
from plugin.domain.identity import Identity, Role
from tests.unit.backoffice.scripted_bops import ScriptedBops
from tests.unit.backoffice.scripted_server import ScriptedServer, serving

#: Long enough for a slow machine.
LIMITS = Limits(connect=5.0, read=10.0, longest=20.0, largest_answer=2_000_000)
#: For a fault that only the client's patience ends.
IMPATIENT = Limits(connect=5.0, read=0.3, longest=0.8, largest_answer=2_000_000)
EVERYTHING = CaseQuery(closed=True, gone=True, pending=True)
_TRANSFORMER: list[Transformer] = []


def transformer() -> Transformer:
    """One for all tests: it is slow to make."""
    if not _TRANSFORMER:
        _TRANSFORMER.append(Transformer())
    return _TRANSFORMER[0]


class MovingClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 9, 0, tzinfo=timezone.utc)

    def now(self) -> datetime:
        return self.moment

    def advance(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Desk:
    """A back office, a case file and a clock."""

    bops: ScriptedBops
    server: ScriptedServer
    path: Path
    clock: MovingClock
    limits: Limits = LIMITS
    waits: tuple[float, ...] = (0.01,)

    @property
    def source(self) -> str:
        return Connection(self.server.address).source

    def open(self) -> CaseFile:
        return CaseFile.open(self.path, clock=self.clock, identity=Identity("Jo Tran", "jo@council.example", Role.ASSESSOR))

    def client(self, **more: Any) -> Bops:
        return Bops(Connection(self.server.address, "bops_x", self.limits, Patience(self.waits, longest_wait=2.0)), self.clock, **more)

    def pull(self, **how: Any) -> PullReport:
        """Open the file, pull, close the file."""
        with self.open() as case_file:
            client = self.client()
            try:
                return Pull(client, case_file, transformer(), self.clock, **how).run()
            finally:
                client.close()

    def rows(self) -> dict[str, CaseRow]:
        """What the file holds, by reference: the file opens, and answers."""
        with self.open() as case_file:
            return {row.reference: row for row in case_file.cases(EVERYTHING)}


@contextmanager
def desk(folder: Path, count: int = 0, *, line_every: int = 1) -> Iterator[Desk]:
    """A desk with so many applications in the back office; each so many-th has a red line, which takes longest to read."""
    bops = ScriptedBops(count)
    for case in bops.cases:
        if case["id"] % line_every:
            case["boundary_geojson"] = None
    with serving(bops) as server:
        yield Desk(bops, server, folder / "cases.gpkg", MovingClock())
