"""How much of the made data each size screens, how often, and how long anything may take."""

from __future__ import annotations

from dataclasses import dataclass

from .field import OURS, OURS_TWICE, Entry


@dataclass(frozen=True)
class Plan:
    """``bulk`` counts of sites for every peer, ``most`` for Redline and the floor; ``single`` sites one after another.

    A measure has ``runs`` runs, or fewer once it took ``enough`` seconds in all; one run may take ``limit`` seconds. Peers on whole
    polygons, which are slower by far, have limits of their own (``of_wholes``: enough, limit). ``thinned`` are the stores with every
    so-many-th feature, for the growth.
    """

    bulk: tuple[int, ...]
    most: int
    single: int
    runs: int
    enough: float
    limit: float
    of_wholes: tuple[float, float]
    thinned: tuple[int, ...]

    def limits(self, entry: Entry) -> tuple[float, float]:
        """``enough`` and ``limit`` of a peer."""
        return (self.enough, self.limit) if entry.of_pieces else self.of_wholes

    def counts(self, entry: Entry) -> list[int]:
        """How many sites a peer screens."""
        if entry.name == OURS_TWICE:
            return [self.bulk[-1], self.most]
        return [*self.bulk, self.most] if entry.name in (OURS, "shapely-pieces") else list(self.bulk)


PLANS = {
    "small": Plan(bulk=(100, 1000), most=10_000, single=60, runs=3, enough=2.0, limit=20.0, of_wholes=(2.0, 20.0), thinned=(12,)),
    "national": Plan(
        bulk=(100, 1000, 10_000), most=100_000, single=200, runs=5, enough=90.0, limit=300.0, of_wholes=(30.0, 75.0), thinned=(12, 3)
    ),
}
