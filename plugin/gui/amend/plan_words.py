"""What the panel says of a plan: by how many places it lies, and what that is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...boundary.georeference import Fit
    from ..tasks.plan_picture_task import PlanPicture

_NOTHING_YET = "Drag a corner of a building on the plan to where the map has it. The second place turns and scales the plan as well."


def fit_words(page: PlanPicture, fit: Fit, scale: float) -> str:
    """Sentences for the officer; residuals in metres."""
    places = len(fit.off)
    if places == 0:
        if page.placement is not None:
            return "The plan says by itself where it lies. Look whether it fits, or drag a place to where it belongs."
        paper = "" if page.size_known else " The file does not tell the size of its paper; it is taken as A4."
        return f"{_NOTHING_YET}{paper}"
    if places == 1:
        return "1 place. A second one, far from the first, turns and scales the plan."
    stretched = f" It is stretched by {abs(fit.placement.stretch):.1%}." if abs(fit.placement.stretch) > 0.001 else ""
    if fit.residual_m is None:
        return f"2 places, as 1:{scale:,.0f}. A third one tells how good the fit is."
    off = ", ".join(f"{each:.2f}" for each in fit.off)
    return f"{places} places, as 1:{scale:,.0f}, off by {off} m: other places may be off by {fit.residual_m:.2f} m.{stretched}"
