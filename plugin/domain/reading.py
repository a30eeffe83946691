"""What came of reading one site: the boundary if it can be used, and every finding about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from .application import Application
from .areas import Areas
from .boundary import Boundary, Original
from .check import Check, Severity


@dataclass(frozen=True)
class Proposal:
    """A boundary that Redline would use, waiting for the officer's yes: a repair, or axes that look swapped.

    ``area_before_m2`` is None where the submitted line has no area that means anything.
    """

    code: str
    message: str
    boundary: Boundary
    area_before_m2: float | None
    area_after_m2: float


@dataclass(frozen=True)
class SiteReading:
    """One site out of one file.

    ``found`` says in a few words which shape of document it was and where in it the red line stood. ``boundary`` is None when
    there is nothing that may be used as it is; then ``proposal`` may offer something, and ``checks`` say why.
    """

    site: str
    file: str
    found: str
    application: Application | None = None
    original: Original | None = None
    boundary: Boundary | None = None
    proposal: Proposal | None = None
    areas: Areas | None = None
    checks: tuple[Check, ...] = field(default=())

    @property
    def blocked(self) -> bool:
        return any(check.severity is Severity.ERROR for check in self.checks)

    def confirmed(self) -> SiteReading:
        """The same reading after the officer said yes to the proposal; unchanged where there is none."""
        if self.boundary is not None or self.proposal is None:
            return self
        return SiteReading(
            site=self.site,
            file=self.file,
            found=self.found,
            application=self.application,
            original=self.original,
            boundary=self.proposal.boundary,
            proposal=None,
            areas=self.areas,
            checks=self.checks,
        )
