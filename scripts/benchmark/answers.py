"""What a peer found, and whether two peers found the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from plugin.arrays import values

#: Two areas are equal within a square millimetre or a billionth of the overlap, two distances within a micrometre.
SAME_AREA_M2 = 1e-6
SAME_SHARE = 1e-9
SAME_DISTANCE_M = 1e-6


@dataclass(frozen=True)
class Answers:
    """Pairs side by side: place of the site in its file (from 0), entity number, overlap in m2, distance in metres (0 where they meet)."""

    sites: NDArray[np.int64]
    entities: NDArray[np.int64]
    areas: NDArray[np.float64]
    distances: NDArray[np.float64]

    @classmethod
    def of(cls, sites: object, entities: object, areas: object, distances: object = None) -> Answers:
        """From whatever numpy takes for arrays."""
        sites_array = np.asarray(sites, dtype=np.int64)
        zeros = np.zeros(len(sites_array))
        return cls(
            sites_array,
            np.asarray(entities, dtype=np.int64),
            np.asarray(areas, dtype=np.float64),
            zeros if distances is None else np.asarray(distances, dtype=np.float64),
        ).added_up()

    def added_up(self) -> Answers:
        """One row for each pair: the areas of its pieces added up, the least of their distances; ordered."""
        pairs, inverse = np.unique(np.stack([self.sites, self.entities], axis=1), axis=0, return_inverse=True)
        inverse = inverse.reshape(-1)
        distances = np.full(len(pairs), np.inf)
        np.minimum.at(distances, inverse, self.distances)
        return Answers(pairs[:, 0], pairs[:, 1], np.bincount(inverse, self.areas, len(pairs)).astype(np.float64), distances)

    def save(self, path: Path) -> None:
        """As an .npz file."""
        np.savez(path, sites=self.sites, entities=self.entities, areas=self.areas, distances=self.distances)

    @classmethod
    def load(cls, path: Path) -> Answers:
        """From that file."""
        with np.load(path) as found:
            return cls(found["sites"], found["entities"], found["areas"], found["distances"])


def joined(answers: Sequence[Answers]) -> Answers:
    """Those of several sites as one."""
    columns = ([getattr(each, name) for each in answers] for name in ("sites", "entities", "areas", "distances"))
    return Answers.of(*(np.concatenate(column) for column in columns))


def difference(one: Answers, other: Answers) -> str:
    """How ``other`` differs from ``one``: "" where the answers are equal, else a clause with the first pair and the worst figure."""
    first, second = (set(zip(values(each.sites), values(each.entities))) for each in (one, other))
    if first != second:
        only, too_many = sorted(first - second), sorted(second - first)
        found = [
            f"{len(pairs):,} pairs {word}, first site {pairs[0][0] + 1} and entity {pairs[0][1]}"
            for word, pairs in (("are missing", only), ("are too many", too_many))
            if pairs
        ]
        return "; ".join(found)
    apart = np.abs(one.areas - other.areas)
    wrong = apart > np.maximum(SAME_AREA_M2, SAME_SHARE * one.areas)
    if wrong.any():
        worst = int(np.argmax(np.where(wrong, apart, -1.0)))
        return (
            f"{int(wrong.sum()):,} areas differ, by {apart[worst]:.3g} m2 of {one.areas[worst]:.6g} m2 at worst "
            f"(site {one.sites[worst] + 1}, entity {one.entities[worst]})"
        )
    far = np.abs(one.distances - other.distances)
    if (far > SAME_DISTANCE_M).any():
        worst = int(np.argmax(far))
        return f"{int((far > SAME_DISTANCE_M).sum()):,} distances differ, by {far[worst]:.3g} m at worst (site {one.sites[worst] + 1})"
    return ""
