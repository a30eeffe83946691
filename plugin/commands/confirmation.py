"""The officer's yes to what Redline offers for a red line that can't be used as it is, given on the command line for all sites."""

from __future__ import annotations

from dataclasses import replace

from ..domain.reading import SiteReading


def confirmed(reading: SiteReading) -> SiteReading:
    """The reading with the boundary that was offered; a note on the boundary says so wherever it goes. Unchanged without an offer."""
    proposal, used = reading.proposal, reading.confirmed()
    if proposal is None or used is reading or used.boundary is None:
        return reading
    note = f"Used as offered, confirmed by --confirm: {proposal.message}"
    return replace(used, boundary=replace(used.boundary, notes=(*used.boundary.notes, note)))
