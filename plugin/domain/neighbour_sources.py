"""Where a council keeps its addresses, parcels, highways and earlier applications, and whom it tells of an application."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NeighbourSources:
    """A source is a vector file ("FILE" or "FILE|layername=LAYER") or the name of a layer of the project; "" where there is none.

    ``addresses`` holds points, or parcels that bear their address themselves; without it the parcels themselves are the neighbours.
    ``uprn`` and ``address`` name the columns of whichever is read, several of an address separated by commas; "" stands for the usual
    names. ``parcels`` and ``highways`` are areas (highways may be lines). ``history`` holds what was applied for, of any kind of geometry.
    ``across_highway`` and ``buffer``, in metres from the red line, are what the statement of community involvement asks for.
    """

    addresses: str = ""
    uprn: str = ""
    address: str = ""
    parcels: str = ""
    highways: str = ""
    history: str = ""
    across_highway: bool = True
    buffer: float = 0.0

    @property
    def are_set(self) -> bool:
        """Whether there is a layer in which neighbours can be looked for."""
        return bool(self.addresses or self.parcels)
