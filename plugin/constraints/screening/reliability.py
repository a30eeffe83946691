"""Whether positions are good enough to tell touching from overlapping: a red line and data that were not transformed alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ...domain.accuracy import Accuracy
from ...domain.dataset import Dataset, Snapshot
from ...domain.finding import Finding, Relation

_MOST_NAMED = 3

_REMEDY = "Install the OSTN15 grid, rebuild the store and screen again."


@dataclass(frozen=True)
class Reliability:
    """``sentence`` is for the officer, "" where nothing is wrong.

    ``metres`` is, for each dataset that did not come the same way as the red line, how far the two may be out against each other:
    infinite where nobody knows.
    """

    sentence: str = ""
    metres: Mapping[str, float] = field(default_factory=dict)

    def doubts(self, finding: Finding, threshold: float, near: float) -> bool:
        """Whether a finding could have another relation: its depth or distance is within the accuracy of a limit.

        The limits are contact (0), ``threshold`` (the depth in metres from which an entity overlaps) and ``near`` (metres).
        """
        out = self.metres.get(finding.entity.dataset)
        if out is None:
            return False
        if finding.depth_m is not None:
            return finding.depth_m <= out or abs(finding.depth_m - threshold) <= out
        at_the_limit = finding.relation is Relation.NEAR and near - finding.distance_m <= out
        return finding.distance_m <= out or at_the_limit


def is_rough(accuracy: Accuracy, tolerance: float) -> bool:
    """Whether coordinates came to the British National Grid without a grid, and may be further out than the tolerance in metres."""
    return accuracy.grid is None and (accuracy.metres is None or accuracy.metres > tolerance)


def reliability(boundary: Accuracy, snapshots: Iterable[Snapshot], tolerance: float, dataset: Callable[[str], Dataset]) -> Reliability:
    """Compare how the boundary and each dataset came to EPSG:27700 (case 4 of the acceptance cases).

    Where both went the same way without the grid, the same shift is in both, and how they stand to each other is right although neither
    stands where it should on the ground. Where only one of them did, depths and distances of a few metres are guesses.
    """
    rough_boundary = is_rough(boundary, tolerance)
    placed = [snapshot for snapshot in snapshots if snapshot.count > snapshot.without_geometry]
    rough = [snapshot for snapshot in placed if rough_boundary or is_rough(snapshot.accuracy, tolerance)]
    alike = [snapshot for snapshot in rough if snapshot.accuracy.operation == boundary.operation]
    apart = [snapshot for snapshot in rough if snapshot not in alike]
    sentences: list[str] = []
    if apart:
        worst = [accuracy for accuracy in (boundary, *(snapshot.accuracy for snapshot in apart)) if is_rough(accuracy, tolerance)]
        sentences.append(
            f"Positions may be {_metres(worst)} out: the red line and {_named(apart, dataset)} came to the British National Grid in "
            "different ways, not both by the OSTN15 grid, so overlapping, touching and near can't be told apart there at "
            f"a tolerance of {tolerance:g} m. Findings that lie that close to a limit are marked unreliable."
        )
    if alike:
        others = "the other data" if apart else "the data"
        sentences.append(
            f"The red line and {others} came to the British National Grid the same way, without the OSTN15 grid, and may stand "
            f"{_metres([boundary])} off the ground: how they stand to each other can be relied on, areas near a threshold and "
            "distances to anything else can't."
        )
    elif rough_boundary and not apart:
        sentences.append(
            f"The red line came to the British National Grid without the OSTN15 grid and may stand {_metres([boundary])} off the ground."
        )
    if sentences:
        sentences.append(_REMEDY)
    return Reliability(" ".join(sentences), {snapshot.dataset: _against_each_other(boundary, snapshot.accuracy) for snapshot in apart})


def _against_each_other(one: Accuracy, other: Accuracy) -> float:
    """Both errors may point apart, so they add up."""
    return math.inf if one.metres is None or other.metres is None else one.metres + other.metres


def _metres(accuracies: Iterable[Accuracy]) -> str:
    known = [accuracy.metres for accuracy in accuracies]
    if any(metres is None for metres in known):
        return "an unknown distance"
    return f"about {max((metres for metres in known if metres is not None), default=0.0):g} m"


def _named(snapshots: list[Snapshot], dataset: Callable[[str], Dataset]) -> str:
    """The datasets by name while they are few."""
    names = sorted({dataset(snapshot.dataset).name for snapshot in snapshots})
    return ", ".join(names) if len(names) <= _MOST_NAMED else f"{len(names)} of the datasets"
