"""A program that lives an officer's moment as often as it is told to, in processes of their own that may be killed at their n-th write.

It reads one job a line (JSON) and answers each with one line: whether the process was killed, before which write, and how else it ended.
The first job of each sort runs here, so that what is slow to load is loaded once; every other one in a fork, made while no other thread is.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
import signal
import sqlite3
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from plugin.backoffice import couriers
from plugin.backoffice.bops import Bops
from plugin.backoffice.connection import Connection, Patience
from plugin.backoffice.known_capabilities import ask_capabilities
from plugin.backoffice.pull import Pull
from plugin.backoffice.refresh import refresh_case
from plugin.backoffice.sending import send_waiting
from plugin.casefile.case_file import CaseFile
from tests.faults.desk import LIMITS
from tests.faults.templates import work_on
from tests.unit.backoffice.agreement_bench import OFFICER
from tests.unit.backoffice.pulling import transformer
from tests.unit.backoffice_server.bench import TestClock

#: Where the case file only reads it begins without a word more.
_WRITES = ("BEGIN IMMEDIATE", "INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "PRAGMA journal_mode")


class _Life:
    """Counts what is written, to the disk and to the back office, and ends the process before the write of that number."""

    def __init__(self, stop_at: int, said: int) -> None:
        self._stop_at = stop_at
        self._said = said
        self._count = itertools.count(1)
        self._lock = threading.Lock()
        self._reads = False

    def about_to(self, write: str) -> None:
        with self._lock:
            if next(self._count) == self._stop_at:
                os.write(self._said, write.encode()[:200])
                os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, sql: str) -> None:
        said = sql.lstrip()
        if said.startswith("BEGIN"):
            self._reads = said == "BEGIN"
        if said.startswith(_WRITES) or (said == "COMMIT" and not self._reads):
            self.about_to(" ".join(said.split(None, 3)[:3]))


class _Counting(sqlite3.Connection):
    life: _Life

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.set_trace_callback(self.life.statement)


class _Orders(HTTPAdapter):
    """An order is a write of its own: once before it leaves, once when the back office has acted and its answer is not yet read."""

    def __init__(self, life: _Life) -> None:
        super().__init__()
        self._life = life

    def send(self, request: requests.PreparedRequest, *arguments: Any, **options: Any) -> requests.Response:
        order = request.method != "GET"
        if order:
            self._life.about_to(f"{request.method} leaves")
        response = super().send(request, *arguments, **options)
        if order:
            self._life.about_to(f"{request.method} was answered")
        return response


def _send(file: CaseFile, client: Bops, clock: TestClock, job: dict[str, Any]) -> None:
    send_waiting(client, file, transformer(), clock)


def _pull(file: CaseFile, client: Bops, clock: TestClock, job: dict[str, Any]) -> None:
    Pull(client, file, transformer(), clock).run()


def _refresh(file: CaseFile, client: Bops, clock: TestClock, job: dict[str, Any]) -> None:
    ask_capabilities(client, file, clock)
    refresh_case(client, file, transformer(), clock, job["uuid"])


def _work(file: CaseFile, client: Bops, clock: TestClock, job: dict[str, Any]) -> None:
    work_on(file, job["uuid"])


MOMENTS: dict[str, Callable[[CaseFile, Bops, TestClock, dict[str, Any]], None]] = {
    "send": _send,
    "pull": _pull,
    "refresh": _refresh,
    "work": _work,
}


def _live(job: dict[str, Any], said: int) -> None:
    life = _Life(job["stop_at"], said)
    _Counting.life = life
    clock = TestClock(datetime.fromisoformat(job["moment"]))
    client = Bops(Connection(job["address"], job["token"], LIMITS, Patience(waits=())), clock, adapter=_Orders(life))
    with CaseFile.open(Path(job["path"]), clock=clock, identity=OFFICER) as file:
        MOMENTS[job["do"]](file, client, clock, job)
    client.close()


def _here(job: dict[str, Any]) -> dict[str, Any]:
    _live({**job, "stop_at": 0}, sys.stderr.fileno())
    while threading.active_count() > 1:
        time.sleep(0.01)
    return {"killed": False, "said": "", "well": True}


def _forked(job: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 0
        try:
            _live(job, writing)
        except BaseException:  # noqa: BLE001  # whatever it is, it is told to the test and must not go on in the copy of this loop
            os.write(writing, traceback.format_exc().encode()[-4000:])
            code = 1
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return {"killed": killed, "said": said, "well": os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0}


def main() -> None:
    """Until nobody writes to it any more."""
    # A thread that carried a question goes home at once: none may be there when a process is forked.
    couriers._IDLE = 0.01
    sqlite3.connect = partial(sqlite3.connect, factory=_Counting)
    done: set[str] = set()
    for line in sys.stdin:
        job = json.loads(line)
        told = _forked(job) if job["do"] in done else _here(job)
        if job["do"] not in done:
            done.add(job["do"])
            # What is loaded stays: a process that is forked need not look through it, and copies less of it
            gc.collect()
            gc.freeze()
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
