"""What a version of a red line is called: law 4, every figure names its version."""

from __future__ import annotations

from ..domain.boundary_version import BoundaryOrigin, BoundaryVersion

_ORIGINS = {
    BoundaryOrigin.RECEIVED: "changed in the back office",
    BoundaryOrigin.VALIDATED: "as validated",
    BoundaryOrigin.PROPOSED: "proposed",
    BoundaryOrigin.AGREED: "agreed",
    BoundaryOrigin.DETERMINED: "as determined",
}


def version_words(version: BoundaryVersion) -> str:
    """ "1, as submitted", "2, as submitted, repaired", "3, agreed, as determined"."""
    words = [str(version.number), _ORIGINS.get(version.origin, "as submitted"), *version.reading.deeds]
    words += [f"as {milestone.value}" for milestone in version.milestones if f"as {milestone.value}" not in words]
    return ", ".join(words)
