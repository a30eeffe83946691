"""What a peer's process is asked to do and what it tells, as JSON: no library of anybody's is needed to read it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class SiteFile:
    """So many sites: a CSV with ``reference`` and WKT in EPSG:27700."""

    path: str
    count: int


@dataclass(frozen=True)
class Job:
    """One peer's work on one generation. ``module`` has its ``peer`` function.

    ``bulk`` are screened for pairs and overlap areas, ``single`` one after another with everything within ``near`` metres. A measure is
    repeated ``runs`` times, or fewer once it took ``enough`` seconds in all; one run may take ``limit`` seconds. ``answers`` is the folder
    for what was found, ``threads`` how many a peer may use, ``dsn`` a PostGIS database, if any.
    """

    module: str
    store: str
    generation: str
    answers: str
    bulk: list[SiteFile]
    single: SiteFile | None
    runs: int
    enough: float
    limit: float
    near: float = 50.0
    threads: int = 1
    dsn: str = ""

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Job:
        found: dict[str, Any] = json.loads(text)
        found["bulk"] = [SiteFile(**each) for each in found["bulk"]]
        found["single"] = SiteFile(**found["single"]) if found["single"] else None
        return cls(**found)


@dataclass
class Outcome:
    """What came of one peer on one generation.

    ``seconds`` has the runs of each measure ("load", "bulk 1000", "first", "single", "move"; the last two in milliseconds, one for each
    site or move), ``over`` the measures that passed their limit, ``memory`` the peak in MiB up to the first run of each measure and in
    "all", ``versions`` of what did the work, ``failure`` a sentence where the peer could not go on, ``skipped`` one where it is not here.
    """

    peer: str
    title: str
    seconds: dict[str, list[float]] = field(default_factory=dict)
    over: dict[str, float] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    versions: str = ""
    failure: str = ""
    skipped: str = ""
    unequal: dict[str, str] = field(default_factory=dict)
    verified: list[str] = field(default_factory=list)
