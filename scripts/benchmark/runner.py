"""Runs one peer in its process, watches its limits and gathers what it tells."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

from .field import Entry
from .job import Job, Outcome

_TOP = Path(__file__).parents[2]
#: Loading and indexing is no part of what is compared, but it must end some time.
_LOADING = 900.0
_ENDING = 60.0


def run_peer(entry: Entry, python: str, job: Job, log: Path) -> Outcome:
    """Everything in the job, or as much of it as the limits let pass. What the peer prints goes to ``log``."""
    outcome = Outcome(entry.name, entry.title)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("OPENBLAS", "OMP_"))}
    environment.update(PYTHONPATH=str(_TOP), PYTHONSAFEPATH="1", QT_QPA_PLATFORM="offscreen", OMP_NUM_THREADS=str(job.threads))
    # What was printed before a breakdown would be written after its traceback, and be taken for the last words.
    environment["PYTHONUNBUFFERED"] = "1"
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [python, "-m", "scripts.benchmark.peer_process"],
            cwd=_TOP,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            if process.stdin is None or process.stdout is None:
                raise RuntimeError("The peer's process has no pipes.")
            process.stdin.write(job.to_json())
            process.stdin.close()
            _listen(process, job, outcome)
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
    if outcome.failure:
        outcome.failure = f"{outcome.failure} {_last_line(log)}".strip()
    return outcome


def _listen(process: subprocess.Popen[str], job: Job, outcome: Outcome) -> None:
    """Until the peer is done, dies, or passes a limit."""
    lines: queue.Queue[str] = queue.Queue()
    stream = process.stdout

    def read() -> None:
        for line in stream or ():
            lines.put(line)
        lines.put("")

    threading.Thread(target=read, daemon=True).start()
    doing, deadline = "", time.monotonic() + _LOADING
    while True:
        try:
            line = lines.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            if doing:
                _pass_limit(doing, job, outcome)
            else:
                outcome.failure = "It did not come to an end."
            return
        if not line:
            if process.wait() != 0:
                outcome.failure = f"It ended with code {process.returncode}{f' in {doing}' if doing else ''}."
            return
        event = json.loads(line)
        doing = str(event["what"]) if event["event"] == "begin" else ""
        deadline = time.monotonic() + (_limit(doing, job) if doing else _LOADING)
        _take(event, outcome)


def _pass_limit(doing: str, job: Job, outcome: Outcome) -> None:
    """What was being done took too long; so would more sites, which are not begun with."""
    outcome.over[doing] = _limit(doing, job)
    if doing.startswith("bulk "):
        count = int(doing.split()[1])
        outcome.over.update({f"bulk {file.count}": job.limit for file in job.bulk if file.count > count})


def _limit(what: str, job: Job) -> float:
    return _LOADING if what == "load" else job.limit


def _take(event: dict[str, Any], outcome: Outcome) -> None:
    kind = event["event"]
    if kind == "end":
        outcome.seconds.setdefault(str(event["what"]), []).append(float(event["seconds"]))
    elif kind == "times":
        outcome.seconds[str(event["what"])] = [float(each) for each in event["milliseconds"]]
    elif kind == "versions":
        outcome.versions = str(event["text"])
    elif kind == "memory" and event["mib"] is not None:
        outcome.memory[str(event["what"])] = float(event["mib"])


def _last_line(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1][:300] if lines else ""
