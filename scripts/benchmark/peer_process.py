"""A peer in its own process: loads, is timed, saves what it found. `python -m scripts.benchmark.peer_process` reads its job."""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from .answers import joined
from .job import Job, SiteFile
from .peer import Bulk, Moving, Peer, Single

#: So many sites are dragged.
_DRAGGED = 20


class _Telling:
    """Events for the bench, a line of JSON each."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def say(self, event: str, **about: object) -> None:
        self._stream.write(json.dumps({"event": event, **about}) + "\n")
        self._stream.flush()

    def timed(self, what: str, work: Callable[[], Any]) -> tuple[Any, float]:
        self.say("begin", what=what)
        began = time.perf_counter()
        found = work()
        seconds = time.perf_counter() - began
        self.say("end", what=what, seconds=seconds)
        return found, seconds


def run(peer: Peer, telling: _Telling) -> None:
    """Every measure of the job: single sites first, then many, fewer before more."""
    job = peer.job
    telling.say("versions", text=peer.versions)
    telling.timed("load", peer.load)
    if job.single is not None:
        sites = peer.sites(job.single)
        if isinstance(peer, Single):
            _single(peer, sites, job.single.count, telling)
        if isinstance(peer, Moving):
            telling.say("begin", what="move")
            moves = [milliseconds for place in range(min(job.single.count, _DRAGGED)) for milliseconds in peer.moves(sites, place)]
            telling.say("times", what="move", milliseconds=moves)
    if isinstance(peer, Bulk):
        for file in sorted(job.bulk, key=lambda each: each.count):
            _bulk(peer, file, telling)
    telling.say("memory", what="all", mib=peer.memory())
    peer.closing.close()


def _single(peer: Single, sites: Any, count: int, telling: _Telling) -> None:
    first, _ = telling.timed("first", lambda: peer.single(sites, 0))
    answers = [peer.single_answers(0, first)]
    milliseconds = []
    telling.say("begin", what="single")
    for place in range(1, count):
        began = time.perf_counter()
        found = peer.single(sites, place)
        milliseconds.append((time.perf_counter() - began) * 1000)
        answers.append(peer.single_answers(place, found))
    telling.say("times", what="single", milliseconds=milliseconds)
    joined(answers).save(Path(peer.job.answers) / "single.npz")


def _bulk(peer: Bulk, file: SiteFile, telling: _Telling) -> None:
    sites = peer.sites(file)
    spent, what = 0.0, f"bulk {file.count}"
    for run_number in range(peer.job.runs):
        found, seconds = telling.timed(what, lambda: peer.bulk(sites))
        if run_number == 0:
            telling.say("memory", what=what, mib=peer.memory())
            peer.keep(found, Path(peer.job.answers) / f"{what}.npz")
        spent += seconds
        if spent >= peer.job.enough:
            return


def main() -> None:
    """Do the job on standard input; standard output carries nothing but events, whatever the peer's libraries print."""
    events = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    job = Job.from_json(sys.stdin.read())
    telling = _Telling(events)
    peer: Peer = importlib.import_module(job.module).peer(job)
    run(peer, telling)


if __name__ == "__main__":
    main()
