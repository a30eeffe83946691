"""How far a pull from one back office has come, so that it can go on where it stopped, and which pages it need not read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PullState:
    """``phase`` and ``page`` are the pull's own words; moments are ISO 8601 in UTC, empty where it has not come to that.

    ``expected`` is the number of cases that the back office counts; ``complete`` says that every one was seen. ``sentence`` is what to
    tell the officer about the last run. ``further`` is what else the pull must remember.
    """

    source: str
    phase: str = ""
    page: int = 0
    expected: int | None = None
    complete: bool = False
    started_at: str = ""
    finished_at: str = ""
    sentence: str = ""
    further: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PulledPage:
    """One page of a long answer as the case file took it in.

    ``names`` are the integer id ("" where the answer has none) and the reference of each of its entries, ``pages`` and ``total`` how many
    of both there were. ``etag`` asks whether it is still so.
    """

    source: str
    walk: str
    number: int
    etag: str
    pages: int
    total: int
    names: tuple[tuple[str, str], ...]
