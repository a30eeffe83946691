"""What a run of the bench has found, and what follows from it: medians, spreads, ratios, what had to be extrapolated."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any

from .field import OURS
from .job import Outcome
from .our_store import OurStore, Rate


@dataclass(frozen=True)
class Machine:
    """Where the bench ran; ``load`` is the one-minute load average when it ended."""

    processor: str
    cores: int
    memory_gib: float
    system: str
    load: float


@dataclass(frozen=True)
class Growth:
    """Redline on every so-many-th feature."""

    every: int
    store: OurStore
    outcome: Outcome


@dataclass(frozen=True)
class Measure:
    """One measure of one peer, ``low`` to ``high`` in all its runs; ``seconds`` is their median.

    With ``extrapolated`` it was reckoned from fewer sites; ``over`` is the number of seconds after which it was stopped.
    """

    seconds: float
    low: float
    high: float
    runs: int
    extrapolated: bool = False
    over: float | None = None


@dataclass(frozen=True)
class Ratio:
    """How many times Redline's time a peer takes: of the medians, and between the farthest runs of both."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Results:
    """One run of the bench."""

    size: str
    moment: str
    machine: Machine
    datasets: int
    largest: int
    store: OurStore
    rates: list[Rate]
    outcomes: list[Outcome]
    growth: list[Growth]
    borough: Outcome | None = None

    @property
    def counts(self) -> list[int]:
        """How many sites were screened together, each count once."""
        found = {int(what.split()[1]) for each in self.outcomes for what in (*each.seconds, *each.over) if what.startswith("bulk ")}
        return sorted(found)

    @property
    def equal(self) -> bool:
        """Whether every answer that was compared is the same, and no peer failed."""
        return not any(outcome.unequal or outcome.failure for outcome in self.outcomes)

    def bulk(self, outcome: Outcome, count: int) -> Measure | None:
        """So many sites together; None where the peer did not screen them, or did not give the same answers."""
        what = f"bulk {count}"
        if what in outcome.unequal:
            return None
        runs = outcome.seconds.get(what, [])
        if runs:
            return Measure(median(runs), min(runs), max(runs), len(runs))
        if what not in outcome.over:
            return None
        fewer = [(other, measure) for other in self.counts if other < count and (measure := self.bulk(outcome, other)) and measure.runs]
        if not fewer:
            return Measure(outcome.over[what], outcome.over[what], outcome.over[what], 0, over=outcome.over[what])
        other, measure = fewer[-1]
        times = count / other
        return Measure(measure.seconds * times, measure.low * times, measure.high * times, 0, extrapolated=True, over=outcome.over[what])

    def ratio(self, outcome: Outcome, count: int) -> Ratio | None:
        """A peer's time in Redline's, at so many sites."""
        ours = next((each for each in self.outcomes if each.peer == OURS), None)
        own = self.bulk(ours, count) if ours is not None else None
        theirs = self.bulk(outcome, count)
        if own is None or theirs is None or not own.runs or outcome is ours:
            return None
        return Ratio(theirs.seconds / own.seconds, theirs.low / own.high, theirs.high / own.low)

    def to_json(self) -> dict[str, Any]:
        """Everything, runs included."""
        return {
            "size": self.size,
            "moment": self.moment,
            "machine": asdict(self.machine),
            "datasets": self.datasets,
            "largest": self.largest,
            "store": asdict(self.store),
            "store_rates": [{**asdict(each), "per_second": each.features / each.seconds} for each in self.rates],
            "equal": self.equal,
            "peers": [self._peer(outcome) for outcome in self.outcomes],
            "borough": {"runs": self.borough.seconds, "memory_mib": self.borough.memory.get("all")} if self.borough is not None else None,
            "growth": [
                {"features": each.store.features, "store": asdict(each.store), **_figures(each.outcome), "runs": each.outcome.seconds}
                for each in self.growth
            ],
        }

    def _peer(self, outcome: Outcome) -> dict[str, Any]:
        bulk = {}
        for count in self.counts:
            measure, ratio = self.bulk(outcome, count), self.ratio(outcome, count)
            if measure is not None:
                bulk[str(count)] = {**asdict(measure), "sites_per_second": count / measure.seconds, "ratio": ratio and asdict(ratio)}
        return {
            "peer": outcome.peer,
            "title": outcome.title,
            "versions": outcome.versions,
            "memory_mib": outcome.memory.get("all"),
            "memory_mib_after": outcome.memory,
            **_figures(outcome),
            "bulk": bulk,
            "verified": outcome.verified,
            "unequal": outcome.unequal,
            "over": outcome.over,
            "failure": outcome.failure,
            "skipped": outcome.skipped,
            "runs": outcome.seconds,
        }


def _figures(outcome: Outcome) -> dict[str, Any]:
    first = outcome.seconds.get("first")
    return {
        "load_seconds": median(outcome.seconds["load"]) if "load" in outcome.seconds else None,
        "first_ms": first[0] * 1000 if first and "single" not in outcome.unequal else None,
        "single_ms": percentiles(outcome.seconds.get("single", [])) if "single" not in outcome.unequal else None,
        "move_ms": percentiles(outcome.seconds.get("move", [])),
    }


def percentiles(milliseconds: list[float]) -> dict[str, float] | None:
    """p50, p95, p99 and the worst, None for fewer than two."""
    if len(milliseconds) < 2:
        return None
    cuts = quantiles(milliseconds, n=100, method="inclusive")
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "worst": max(milliseconds)}
