"""What came of reading one site: the boundary if it can be used, and every finding about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .application import Application
from .areas import Areas
from .boundary import Boundary, Original
from .check import Check, Severity


@dataclass(frozen=True)
class Proposal:
    """A boundary that Redline would use, waiting for the officer's yes: a repair, axes that look swapped, an enormous site.

    ``area_before_m2`` is None where the submitted line has no area that means anything.
    """

    code: str
    message: str
    boundary: Boundary
    area_before_m2: float | None
    area_after_m2: float


#: Errors of a red line that can be used only with its axes turned, and those that only a repair answers. On a boundary that is in use
#: they stand as confirmed: without the officer's yes there would be none.
AXES_SWAPPED = "axes-swapped"
REPAIRED = frozenset({"self-intersection", "hole-outside", "rings-overlap", "too-few-vertices", "parts-overlap"})


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

    @property
    def deeds(self) -> tuple[str, ...]:
        """What was done, after a yes, to the line that was submitted: "axes turned", "repaired"; empty where it is used as it is."""
        if self.boundary is None:
            return ()
        codes = {check.code for check in self.checks}
        turned = ("axes turned",) if AXES_SWAPPED in codes else ()
        return (*turned, "repaired") if codes & REPAIRED else turned

    @property
    def version_words(self) -> str:
        """What the boundary is called (law 4): "as submitted", "as submitted, repaired"."""
        return ", ".join(("as submitted", *self.deeds))

    def confirmed(self, by: str = "the officer") -> SiteReading:
        """The same reading after the yes to the proposal, said ``by`` whom or what; unchanged where there is none.

        A note on the boundary tells of the yes wherever the boundary goes, and the errors, all of which the proposal answers, become
        information: nothing blocks any more.
        """
        if self.boundary is not None or self.proposal is None:
            return self
        note = f"Used as offered, confirmed by {by}: {self.proposal.message}"
        used = replace(self.proposal.boundary, notes=(*self.proposal.boundary.notes, note))
        checks = tuple(_answered(check, by) if check.severity is Severity.ERROR else check for check in self.checks)
        return replace(self, boundary=used, proposal=None, checks=checks)


def _answered(error: Check, by: str) -> Check:
    return Check(error.code, Severity.INFORMATION, f"Confirmed by {by}: {error.message}")
