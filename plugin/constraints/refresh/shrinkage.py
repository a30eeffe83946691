"""Whether what came of a dataset would take more from officers than is likely to be true."""

from __future__ import annotations

from typing import Protocol

from ...domain.dataset import Snapshot
from .refresh_limits import RefreshLimits


class Came(Protocol):
    """What came: ``count`` records, of which ``standing`` have not ended and ``shapes`` have a shape or a point."""

    @property
    def count(self) -> int: ...

    @property
    def standing(self) -> int: ...

    @property
    def shapes(self) -> int: ...


def shrunk(name: str, where: str, came: Came, had: Snapshot, stood: int, limits: RefreshLimits) -> str:
    """The sentence that refuses it, "" where nothing speaks against it. ``stood`` is how many records of the store have not ended,
    ``where`` where it came from, in words ("on the platform").

    One that somebody ended is not lost, but when most have ended that is more likely a fault than the truth. Those that ended long ago hide
    no loss, nor do records that have come without their shapes.
    """
    kept = "The store keeps what it has; if fewer are right, say so and refresh again."
    ended = came.count - came.standing
    newly_ended = max(0, ended - (had.count - stood))
    lost = came.standing + newly_ended < stood * limits.least_share
    if lost or came.standing < stood * limits.least_standing_share:
        words = f" Those that have ended are not counted ({ended:,})." if ended else ""
        return f"{name} has {stood:,} records in the store and {came.standing:,} {where}.{words} {kept}"
    shapes = had.count - had.without_geometry
    if came.shapes < shapes * limits.least_share:
        return f"{name} has {shapes:,} records with a shape in the store and {came.shapes:,} {where}. {kept}"
    return ""
