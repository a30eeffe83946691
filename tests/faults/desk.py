"""An officer's desk for one fault: the real case file, the real client, the proxy, and the real back office behind it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from plugin.backoffice.bops import Bops
from plugin.backoffice.connection import Connection, Limits, Patience
from plugin.backoffice.pull import Pull
from plugin.backoffice.pull_report import PullReport
from plugin.backoffice.refresh import Refreshed, refresh_case
from plugin.backoffice.send_report import SendReport
from plugin.backoffice.sending import send_waiting
from plugin.casefile.case_file import CaseFile
from plugin.domain.outbox_entry import OutboxEntry, OutboxState
from scripts.backoffice.back_office import BackOffice
from tests.faults.proxy import Asked, Does, Proxy
from tests.unit.backoffice.agreement_bench import OFFICER
from tests.unit.backoffice.pulling import transformer
from tests.unit.backoffice_server.bench import Bench, TestClock, open_office

#: Long enough for the slowest machine: what has to be waited for ends by itself.
LIMITS = Limits(connect=20.0, read=60.0, longest=90.0)
#: For the faults that nothing but the client's own patience ends.
IMPATIENT = Limits(connect=20.0, read=0.6, longest=90.0)
CASE_FILE = "cases.redline"


@dataclass
class Desk:
    """``identity`` and ``uuid`` are the application that the officer works on, there and here; the clocks are the officer's and theirs."""

    bench: Bench
    proxy: Proxy
    office: BackOffice
    folder: Path
    path: Path
    clock: TestClock
    office_clock: TestClock
    identity: int
    uuid: str
    limits: Limits = LIMITS
    acts: set[str] = field(default_factory=set)
    trail: int = 0

    def __post_init__(self) -> None:
        self.file = self._opened()
        self.acts = {each.uuid for each in self.file.outbox(over=True)}

    @property
    def entries(self) -> list[OutboxEntry]:
        """Every act of the officer, whatever became of it."""
        return self.file.outbox(self.uuid, over=True)

    @property
    def states(self) -> list[OutboxState]:
        return [each.state for each in self.entries]

    def token(self, role: str = "officer") -> str:
        return self.office.tokens.by_role()[role]

    def client(self, role: str = "officer", **more: Any) -> Bops:
        connection = Connection(self.proxy.address, self.token(role), self.limits, Patience(waits=()))
        return Bops(connection, self.clock, **more)

    def reopen(self) -> None:
        """Close the case file and open it anew, as after a night."""
        self.file.close()
        self.file = self._opened()

    def send(self, role: str = "officer") -> SendReport:
        client = self.client(role)
        try:
            return send_waiting(client, self.file, transformer(), self.clock)
        finally:
            client.close()

    def pull(self) -> PullReport:
        client = self.client()
        try:
            return Pull(client, self.file, transformer(), self.clock).run()
        finally:
            client.close()

    def refresh(self) -> Refreshed:
        client = self.client()
        try:
            return refresh_case(client, self.file, transformer(), self.clock, self.uuid)
        finally:
            client.close()

    def later(self) -> None:
        """Half a minute passes on both sides: who was asked to come back in seven seconds may do so."""
        for clock in (self.clock, self.office_clock):
            clock.moment += timedelta(seconds=30)

    def meets(self, does: Does, where: Callable[[Asked], bool], times: int = 1) -> list[Asked]:
        """From now on the proxy does this to the first so many exchanges that are of this sort; gives the list in which they are noted."""
        met: list[Asked] = []

        def plan(asked: Asked) -> Does | None:
            if len(met) < times and where(asked):
                met.append(asked)
                return does
            return None

        self.proxy.plan = plan
        return met

    def heal(self) -> None:
        """The fault is gone."""
        self.proxy.plan = lambda _: None
        self.limits = LIMITS

    def close(self) -> None:
        """Everything is over, and what lies on the disk may go."""
        self.heal()
        self.leave()
        self.office.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def leave(self) -> None:
        """Close the case file."""
        self.file.close()

    def _opened(self) -> CaseFile:
        return CaseFile.open(self.path, clock=self.clock, identity=OFFICER)


@dataclass(frozen=True)
class Template:
    """A back office and a case file as they lie on the disk, to begin a fault from."""

    folder: Path
    identity: int
    uuid: str


def begin(
    template: Template, bench: Bench, proxy: Proxy, folder: Path, stack: ExitStack, moment: datetime, disk: Path | None = None
) -> Desk:
    """A desk of its own from a template, in ``folder``, its case file on a ``disk`` of its own if there is one; ``stack`` closes it."""
    shutil.copytree(template.folder, folder)
    path = folder / CASE_FILE
    if disk is not None:
        path = Path(shutil.move(path, disk / CASE_FILE))
    clock, office_clock = TestClock(moment), TestClock(moment)
    office = open_office(folder / "office", office_clock)
    bench.serve(office)
    desk = Desk(bench, proxy, office, folder, path, clock, office_clock, template.identity, template.uuid)
    stack.callback(desk.close)
    return desk
