"""The officer's yes to what Redline offers for a red line that can't be used as it is, given on the command line for all sites."""

from __future__ import annotations

from ..domain.reading import SiteReading


def confirmed(reading: SiteReading) -> SiteReading:
    """The reading with the boundary that was offered, confirmed by ``--confirm``; unchanged without an offer."""
    return reading.confirmed("--confirm")
