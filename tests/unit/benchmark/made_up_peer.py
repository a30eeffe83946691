"""Peers that are no peers: one that is slow, one that is wrong, one that breaks down."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from scripts.benchmark.answers import Answers
from scripts.benchmark.job import Job, SiteFile
from scripts.benchmark.peer import Bulk, Peer


class MadeUpPeer(Bulk):
    """What it does depends on the name of its store."""

    versions = "made up"

    def load(self) -> None:
        print("a library that prints")

    def sites(self, file: SiteFile) -> int:
        return file.count

    def bulk(self, sites: int) -> Any:
        if self.job.store == "slow" and sites > 10:
            time.sleep(60)
        if self.job.store == "broken":
            raise MemoryError("no room for the polygons")
        return sites

    def keep(self, found: int, path: Path) -> None:
        Answers.of(range(found), [7] * found, [1.5] * found).save(path)


def peer(job: Job) -> Peer:
    return MadeUpPeer(job)
