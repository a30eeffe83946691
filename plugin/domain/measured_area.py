"""An area that is known within a margin, and how it stands to a threshold."""

from __future__ import annotations

from dataclasses import dataclass, field

from .areas import Areas


@dataclass(frozen=True)
class MeasuredArea:
    """Square metres: the planar figure in EPSG:27700, and the half-width inside which no threshold can be decided.

    ``otherwise`` holds the figures that other ways of measuring give, each with its name, for an officer who has to decide.
    """

    square_metres: float
    uncertainty: float
    otherwise: tuple[tuple[str, float], ...] = field(default=())

    @classmethod
    def of(cls, areas: Areas) -> MeasuredArea:
        """The reported figure of a site's areas, with the others beside it."""
        others = [("on the ground", areas.ellipsoidal), ("as PlanX and BOPS measure", areas.spherical)]
        if areas.declared is not None:
            others.append(("as the application says", areas.declared))
        return cls(areas.planar, areas.uncertainty, tuple(others))

    def is_near(self, threshold: float) -> bool:
        """Whether a threshold in square metres lies within what this area may be off by."""
        return abs(self.square_metres - threshold) <= self.uncertainty
